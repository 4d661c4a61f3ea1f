// What keys change of the look at the console: the filter, the times, the search, and the way from crash to crash.
import {consoleFilters, consoleStamps, countWords, findCrash, findWords} from './console-look.ts';
import {type Facts, noticed, type Step, type Ui} from './ui.ts';

/** Whoever had stopped at a line stays there. */
export function filterChanged(ui: Ui, {nowMs}: Facts): Step {
  const filter = next(consoleFilters, ui.look.filter);
  const words = {
    all: 'the console shows every line',
    kernel: "the console shows the kernel's lines alone",
    complaints: 'the console shows crash reports and warnings alone',
    programs: 'the console shows what programs wrote, without the kernel',
  }[filter];
  return only(noticed({...ui, look: {...ui.look, filter}}, words, 'plain', nowMs));
}

export function stampsChanged(ui: Ui, {nowMs}: Facts): Step {
  const stamps = next(consoleStamps, ui.look.stamps);
  const words = {
    boot: "times: the kernel's own, since it booted",
    clock: 'times: when each line came in',
    between: 'times: since the line before',
  }[stamps];
  return only(noticed({...ui, look: {...ui.look, stamps}}, words, 'plain', nowMs));
}

/** From the lowest line upwards: what was said last is looked for first. */
export function searched(ui: Ui, words: string, facts: Facts): Step {
  const {extents, console} = facts;
  return found({...ui, look: {...ui.look, search: {words, line: null}}}, extents.target.to || console.total, -1, facts);
}

export function searchedOn(ui: Ui, step: 1 | -1, facts: Facts): Step {
  const {search} = ui.look;
  if (search === null)
    return only(noticed(ui, 'Nothing is searched yet: {search} searches the console.', 'plain', facts.nowMs));
  const from = search.line === null ? facts.console.total : search.line + step;
  return found(ui, from, step, facts);
}

/** Whoever follows the console again searches no more: the words are kept for `n`, and no longer shown. */
export function endedSearch(before: Ui, {ui, acts}: Step): Step {
  const {search} = ui.look;
  const follows = ui.scroll.target.kind === 'follow' && before.scroll.target.kind !== 'follow';
  if (search === null || !follows) return {ui, acts};
  return {ui: {...ui, look: {...ui.look, search: {...search, line: null}}}, acts};
}

function found(ui: Ui, from: number, step: 1 | -1, {console, nowMs}: Facts): Step {
  const {search} = ui.look;
  if (search === null) return only(ui);
  const line = findWords(console, ui.look, search.words, from, step);
  if (line === null) {
    const {total} = countWords(console, ui.look);
    const where = step === -1 ? 'further up' : 'further down';
    const words = total === 0 ? `"${search.words}" is not on the console` : `"${search.words}" is not there ${where}`;
    return only(noticed(ui, words, 'warn', nowMs));
  }
  const look = {...ui.look, search: {...search, line}};
  return only(shownAt({...ui, look}, line));
}

export function crashSought(ui: Ui, step: 1 | -1, {console, extents, nowMs}: Facts): Step {
  const {from} = extents.target;
  const here = ui.scroll.target.kind === 'follow' ? console.total : from + linesAbove;
  const line = findCrash(console, here + step, step);
  if (line !== null) return only(shownAt(ui, line));
  return only(
    noticed(ui, `No crash is on the console ${step === -1 ? 'further up' : 'further down'}.`, 'plain', nowMs),
  );
}

/** What stands above the line that is looked at. */
const linesAbove = 3;

function shownAt(ui: Ui, line: number): Ui {
  return {
    ...ui,
    focus: 'target',
    scroll: {...ui.scroll, target: {kind: 'top', line: line - linesAbove}},
  };
}

function next<Choice>(choices: readonly Choice[], now: Choice): Choice {
  return choices[(choices.indexOf(now) + 1) % choices.length] ?? now;
}

function only(ui: Ui): Step {
  return {ui, acts: []};
}
