// Scrolling as arithmetic on what the last frame showed. A page keeps one line of the page before, and whoever comes to the last line
// follows what comes after it.
import type {ScrollStep} from './bindings.ts';
import type {Extent, Facts, Scroll} from './ui.ts';

export function scrolled({from, to, first, total}: Extent, by: ScrollStep): Scroll {
  if (from <= first && to >= total) return {kind: 'follow'};
  switch (by) {
    case 'lineUp':
      return top(Math.max(first, from - 1));
    case 'pageUp':
      return from <= first ? top(first) : {kind: 'bottom', line: Math.max(first, from)};
    case 'first':
      return top(first);
    case 'lineDown':
      return to + 1 >= total ? {kind: 'follow'} : {kind: 'bottom', line: to};
    case 'pageDown':
      return to - 1 + (to - from) >= total ? {kind: 'follow'} : top(Math.max(from + 1, to - 1));
    case 'last':
      return {kind: 'follow'};
    default:
      return by satisfies never;
  }
}

/** By so many lines, up where there are fewer than none. */
export function scrolledLines({from, to, first, total}: Extent, by: number): Scroll {
  if (from <= first && to >= total) return {kind: 'follow'};
  if (by < 0) return top(Math.max(first, from + by));
  return to + by > total ? {kind: 'follow'} : {kind: 'bottom', line: to + by - 1};
}

export function followToggled({follows, from}: Extent): Scroll {
  return follows ? top(from) : {kind: 'follow'};
}

export function dialogScrolled(scroll: number, extent: Facts['dialogExtent'], by: ScrollStep): number {
  const {total, height} = extent ?? {total: 0, height: 1};
  const last = Math.max(0, total - height);
  const within = (line: number): number => Math.min(last, Math.max(0, line));
  switch (by) {
    case 'lineUp':
      return within(scroll - 1);
    case 'lineDown':
      return within(scroll + 1);
    case 'pageUp':
      return within(scroll - (height - 1));
    case 'pageDown':
      return within(scroll + (height - 1));
    case 'first':
      return 0;
    case 'last':
      return last;
    default:
      return by satisfies never;
  }
}

function top(line: number): Scroll {
  return {kind: 'top', line};
}
