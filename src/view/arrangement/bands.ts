// The panes over each other: agents two by two, the console below, each with its share of the height.
import type {Place} from '../pane-view.ts';
import type {PaneId} from '../ui.ts';
import {type Arrangement, shareOf} from './arrangement.ts';

/** Frame and two rows of words. */
const bandRowsMin = 4;

export function banded(
  {left, top, width, height}: Place,
  shown: readonly PaneId[],
  arrangement: Arrangement,
): readonly {readonly id: PaneId; readonly place: Place}[] {
  const bands = bandsOf(shown);
  const heights = heightsOf(
    bands.map((band) => shareOf(band, arrangement)),
    height,
  );
  let at = top;
  return bands.flatMap((band, index) => {
    const rows = heights[index] ?? 0;
    const from = at;
    at += rows;
    return acrossOf(band, {left, top: from, width, height: rows});
  });
}

function bandsOf(shown: readonly PaneId[]): readonly (readonly PaneId[])[] {
  const agents = shown.filter((id) => id !== 'target');
  const pairs = [agents.slice(0, 2), agents.slice(2)].filter((band) => band.length > 0);
  return shown.includes('target') ? [...pairs, ['target']] : pairs;
}

/** By share, the rest to the last; none so low that nothing could be read in it. */
export function heightsOf(shares: readonly number[], height: number): readonly number[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  const min = Math.min(bandRowsMin, Math.floor(height / Math.max(1, shares.length)));
  const heights: number[] = [];
  let left = height;
  for (const [index, share] of shares.entries()) {
    const after = (shares.length - index - 1) * min;
    const rows = index === shares.length - 1 ? left : Math.floor((height * share) / sum);
    const fit = Math.max(min, Math.min(rows, left - after));
    heights.push(fit);
    left -= fit;
  }
  return heights;
}

function acrossOf(band: readonly PaneId[], {left, top, width, height}: Place): readonly {id: PaneId; place: Place}[] {
  const half = band.length === 1 ? width : Math.floor(width / 2);
  return band.map((id, index) => ({
    id,
    place: {left: left + index * half, top, width: index === 0 ? half : width - half, height},
  }));
}
