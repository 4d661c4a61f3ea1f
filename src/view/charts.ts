// What a view may ask to be drawn. Who draws it is no view's matter: where nobody can, the numbers stand alone.
import type {Row} from './spans.ts';

export interface Charts {
  /** A row of exactly `cells`, the newest value at the right. */
  readonly sparkline: (values: readonly number[], cells: number) => string;
  /** How many of `cells` are filled. */
  readonly gaugeCells: (percent: number, cells: number) => number;
  /** Values over time with their axes; `labels` stand below, one for each value. `height` rows. */
  readonly curve: (
    values: readonly number[],
    labels: readonly string[],
    cells: number,
    height: number,
  ) => readonly Row[];
  /** A bar for each value with its name below; those that fit, the last ones. `height` rows. */
  readonly bars: (values: readonly number[], names: readonly string[], cells: number, height: number) => readonly Row[];
}
