// A page: a view over the whole deck, opened by a key. Each is one file, a row in `page-table.ts` and a key in the keymap; what can be
// done on it stands in the page itself.
import type {KeyName} from '../keys.ts';
import type {Live} from '../live.ts';
import type {Pen} from '../pen.ts';
import type {Row} from '../spans.ts';
import type {Facts, OpenPage, Step, Ui} from '../ui.ts';

export interface PageItem {
  /** Names the item while it is there, so that a selection stays on it; null for a heading, which can't be selected. */
  readonly key: string | null;
  /** No wider than the cells that were given. */
  readonly rows: readonly Row[];
  /** What a search looks through besides the rows. */
  readonly text?: string;
}

/** A key of one page. */
export interface PageKey {
  readonly keys: readonly KeyName[];
  readonly shown: string;
  readonly label: string;
  readonly rank?: number;
  /** For the help, as a sentence that goes on from the page's name. */
  readonly help: string;
  /** It asks something of the session: where what is shown is not now, it says why it does nothing. */
  readonly asks?: true;
  /** `selected`: the key of the selected item, null where there is none. */
  step(ui: Ui, selected: string | null, facts: Facts): Step;
}

export interface Page {
  /** In the help: "on the page of NAME". */
  readonly name: string;
  /** `open`: how it stands on the screen. */
  title(live: Live, open?: OpenPage): string;
  /** What stands there while there is nothing. */
  readonly empty: string;
  items(live: Live, cells: number, pen: Pen, open?: OpenPage): readonly PageItem[];
  readonly keys?: readonly PageKey[];
}
