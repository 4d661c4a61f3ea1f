// The session in a word, for the right end of the title line, and in a sentence where a person must read it.
import {standsOf, wasTold} from '../core/budget-stand.ts';
import {standWords} from '../core/budget-words.ts';
import type {BudgetStand} from '../core/hand-events.ts';
import {type Role, roleNames, roles} from '../core/roles.ts';
import type {State} from '../core/state.ts';
import {counted, money, oneLine, seconds} from './formats.ts';
import type {Live} from './live.ts';
import {momentStatus} from './moments/moment-view.ts';
import type {Pen} from './pen.ts';
import {named} from './rebinding/named.ts';
import {replayStatus} from './replay/replay-view.ts';
import {fitRow, type Row, type Span, span, type Tone, wrapText} from './spans.ts';
import {openQuestions} from './ui.ts';
import {waitOfAll} from './waits.ts';

/** What matters most comes first: without a link nothing else on the screen is sure. */
export function sessionStatus(live: Live, pen: Pen): Span {
  const {state, link, trouble, caughtUp, replay, moment} = live;
  const {glyphs} = pen;
  if (replay !== null) return replayStatus(replay, pen);
  if (moment !== null) {
    return momentStatus(moment, sessionStatus({...live, state: moment.now, moment: null}, pen).text);
  }
  if (link.kind === 'refused') return span(`${glyphs.bad} refused`, 'bad');
  if (link.kind === 'lost') return span(`${glyphs.bad} link lost`, 'bad');
  if (link.kind === 'connecting' || !caughtUp) return span(`${glyphs.waits} attaching`, 'dim');
  if (state.session.phase === 'ended') return endedSpan(state.session.outcome, glyphs);
  if (trouble !== null) return span(`${glyphs.bad} journal`, 'bad');
  const fault = openFaults(state)[0];
  if (fault !== undefined) return span(`${glyphs.bad} fault: ${fault.source}`, 'bad');
  const question = openQuestions(state)[0];
  if (question !== undefined) return span(`${glyphs.needs} needs you: ${askerOf(question.by)} asks`, 'warn');
  if (heldUp(state) !== null) return span(`${glyphs.needs} needs you: budget spent`, 'warn');
  if (state.session.phase === 'paused') return pausedSpan(state, glyphs);
  if (state.session.phase === 'new') return span(`${glyphs.waits} starting`, 'dim');
  return span(`${glyphs.up} running`, 'good');
}

function pausedSpan(state: State, glyphs: Pen['glyphs']): Span {
  const wait = waitOfAll(state);
  return span(wait === null ? `${glyphs.paused} paused` : `${glyphs.paused} pausing: waits for ${wait}`, 'warn');
}

/** The spent budget that work waits for, the person having been told. */
function heldUp(state: State): BudgetStand | null {
  return standsOf(state).find((stand) => stand.used >= stand.limit && wasTold(state, stand, 'spent')) ?? null;
}

function endedSpan(outcome: Extract<State['session'], {phase: 'ended'}>['outcome'], glyphs: Pen['glyphs']): Span {
  switch (outcome) {
    case 'accepted':
      return span(`${glyphs.good} accepted`, 'good');
    case 'not-accepted':
      return span(`${glyphs.bad} not accepted`, 'bad');
    case 'stopped':
      return span(`${glyphs.stopped} stopped`, 'warn');
    default:
      return outcome satisfies never;
  }
}

function askerOf(by: Role | 'house'): string {
  return by === 'house' ? 'Quarterdeck' : roleNames[by];
}

export function openFaults({faults}: State): State['faults'] {
  return faults.filter(({cleared}) => !cleared);
}

/** Work time so far: pauses do not count, and at the end it stands still. */
export function elapsedMs({session, marks, startedAtMs, pausedMs}: State, nowMs: number): number {
  if (session.phase === 'new') return 0;
  const end = session.phase === 'ended' ? (marks.findLast(({kind}) => kind === 'end')?.atMs ?? nowMs) : nowMs;
  const pause = session.phase === 'paused' ? Math.max(0, nowMs - session.sinceMs) : 0;
  return Math.max(0, end - startedAtMs - pausedMs - pause);
}

export function tokensUsed({agents}: State): number {
  return roles.reduce((sum, role) => sum + agents[role].usage.inputTokens + agents[role].usage.outputTokens, 0);
}

/** With a `~` where a part of it is an estimate. */
export function moneySpent({agents}: State): string {
  const usages = roles.map((role) => agents[role].usage);
  const mark = usages.some(({estimated}) => estimated) ? '~' : '';
  return `${mark}${money(usages.reduce((sum, {costMicrodollars}) => sum + costMicrodollars, 0))}`;
}

/** What must be seen: reversed what is the matter, below it what helps. Empty when nothing is. */
export function bannerRows(live: Live, cells: number, pen: Pen): readonly Row[] {
  const said = bannerOf(live, pen);
  if (said === null) return [];
  const rows = (text: string, tone: Tone): readonly Row[] =>
    shortened(wrapText(oneLine(named(text, pen)), cells - 2, pen.width), pen).map((line) =>
      fitRow([span(` ${line}`, tone)], cells, pen.width).map(({text: words}) => span(words, tone)),
    );
  return [...rows(said.what, said.tone), ...rows(said.help, 'plain')];
}

/** That something is left out is seen; the page of the journal has all of it. */
function shortened(lines: readonly string[], {glyphs}: Pen): readonly string[] {
  const last = lines[bannerRowsMax - 1];
  if (lines.length <= bannerRowsMax || last === undefined) return lines;
  return [...lines.slice(0, bannerRowsMax - 1), `${last.slice(0, -2)}${glyphs.ellipsis}`];
}

/** Of what is the matter, and of what helps. */
const bannerRowsMax = 3;

interface Banner {
  readonly tone: Tone;
  readonly what: string;
  readonly help: string;
}

/** A core that lives takes a screen in again in less. */
const goneAfterMs = 8_000;

function bannerOf(live: Live, pen: Pen): Banner | null {
  const {state, link, trouble} = live;
  const {glyphs, nowMs} = pen;
  if (link.kind === 'refused') {
    return banner('alarm', `${glyphs.bad} This screen was refused: ${link.why}`, '{askQuit} leaves the deck.');
  }
  if (link.kind === 'lost') {
    const lostMs = nowMs - link.sinceMs;
    return banner(
      'alarm',
      `${glyphs.bad} The link to the session is lost for ${seconds(lostMs)}: ${link.why}`,
      lostMs < goneAfterMs
        ? 'What you see is the last that was known. Attaching again goes on by itself; {askQuit} leaves the deck.'
        : 'No core answers, it may be gone for good: leave with {askQuit}, then `quarterdeck attach` takes the session up again from its journal.',
    );
  }
  if (state.session.phase === 'ended') return endedBanner(state, pen);
  if (trouble !== null) {
    return banner(
      'alarm',
      `${glyphs.bad} The journal can't be written: ${trouble}`,
      'Work waits, and nothing that was done is lost. It goes on by itself once the journal can be written.',
    );
  }
  const faults = openFaults(state);
  const fault = faults[0];
  if (fault === undefined) return acceptanceBanner(state, pen) ?? heldBanner(state, pen);
  const more = faults.length > 1 ? ` (and ${counted(faults.length - 1, 'more fault')})` : '';
  return banner('alarm', `${glyphs.bad} Fault of the ${fault.source}: ${fault.what}${more}`, faultHelp(fault.help));
}

/** The core names two keys as they are shipped. */
function faultHelp(help: string): string {
  const own = help.replace('(R)', '({askReset})').replace('(P)', '({pauseAll})');
  return own.includes('{pauseAll}') ? own : `${own}. {pauseAll} tries again.`;
}

function acceptanceBanner({acceptance}: State, {glyphs}: Pen): Banner | null {
  if (acceptance.kind !== 'proposed' || acceptance.approve !== 'person') return null;
  const what = `${glyphs.needs} The Planner has written what your goal will be held against. Nothing begins before you approve it.`;
  return banner(
    'ask',
    what,
    '{showAcceptance} shows it: {acceptance.approve} approves it there, {acceptance.edit} edits it, {acceptance.sendBack} sends it back.',
  );
}

function heldBanner(state: State, {glyphs}: Pen): Banner | null {
  const held = heldUp(state);
  if (held === null) return null;
  const words = standWords(held);
  return banner(
    'ask',
    `${glyphs.needs} Work waits: ${words}`,
    '{showBudgets} shows the budgets; {budgets.grantMore} there grants more of one.',
  );
}

function banner(tone: Tone, what: string, help: string): Banner {
  return {tone, what, help};
}

function endedBanner(state: State, {glyphs}: Pen): Banner | null {
  if (state.session.phase !== 'ended') return null;
  const {outcome, why} = state.session;
  const {counts, lastCommit, workspace} = state;
  const isAccepted = outcome === 'accepted';
  const word = {accepted: 'Accepted', 'not-accepted': 'Not accepted', stopped: 'Stopped'}[outcome];
  const mark = isAccepted ? glyphs.good : outcome === 'stopped' ? glyphs.stopped : glyphs.bad;
  const commit =
    lastCommit === undefined ? 'nothing was committed' : `commit ${lastCommit.slice(0, 12)} in ${workspace}`;
  const crashes = [
    counted(counts.oopses, 'oops', 'oopses'),
    counted(counts.panics, 'panic'),
    counted(counts.hangs, 'hang'),
  ].filter((text) => !text.startsWith('0 '));
  const evidence = [
    counted(counts.builds, 'build'),
    counted(counts.runs, 'run'),
    ...crashes,
    counted(counts.pstoreRecords, 'pstore record'),
  ].join(', ');
  const tone: Tone = isAccepted ? 'done' : outcome === 'stopped' ? 'ask' : 'alarm';
  return banner(
    tone,
    `${mark} ${word}: ${why}`,
    `${commit} ${glyphs.dot} ${evidence} ${glyphs.dot} {askQuit} leaves the deck`,
  );
}
