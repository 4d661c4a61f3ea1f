// What a role did and is doing, as rows for its pane: words, folded calls with their results, the person's messages and
// their fate, the question that waits, and the answer that is being written.
import type {Build, Run, TurnState} from '../core/entities.ts';
import type {Role} from '../core/roles.ts';
import type {Activity, State} from '../core/state.ts';
import {buildResult, type CallResult, runResult} from './call-result.ts';
import {callText} from './call-text.ts';
import {diffCounts, diffRows} from './diff-rows.ts';
import {duration, oneLine} from './formats.ts';
import type {Live, Stream} from './live.ts';
import {isOpen, messageRows, openMessageRows} from './message-rows.ts';
import {noticeRows, retryRows} from './model-rows.ts';
import type {Pen} from './pen.ts';
import {named} from './rebinding/named.ts';
import {cutText, hanging, type Row, row, type Span, span, spread, widthOf, wrapRows, wrapText} from './spans.ts';
import {openQuestions, paneOfQuestion} from './ui.ts';

/** `unfolds`: there is room for what was changed in the files, not only for how much. */
export function activityRows(live: Live, role: Role, cells: number, pen: Pen, unfolds = false): readonly Row[] {
  const {state} = live;
  const assignment = state.assignments.find((candidate) => candidate.role === role);
  return [
    ...pastRows(state, role, cells, pen, unfolds),
    ...(assignment ? pendingRows(state, assignment.turn, cells, pen) : []),
    ...streamRows(live.streams[role], cells, pen),
    ...noticeRows(live.streams[role], cells, pen),
    ...(assignment ? retryRows(state, assignment, cells, pen) : []),
    ...openMessageRows(state, role, cells, pen),
    ...questionRows(state, role, cells, pen),
  ];
}

/** In the order of their times: a message stands where it was said, not where it was taken in. */
function pastRows(state: State, role: Role, cells: number, pen: Pen, unfolds: boolean): readonly Row[] {
  const items = foldedCalls(state, role);
  const messages = state.messages
    .filter(({to, about}) => to === role && about === 'redirect')
    .filter((message) => !isOpen(message));
  const rows: Row[] = [];
  let next = 0;
  for (const item of items) {
    while (next < messages.length && (messages[next]?.atMs ?? 0) <= item.atMs) {
      rows.push(...messages.slice(next, ++next).flatMap((message) => messageRows(message, cells, pen)));
    }
    rows.push(...itemRows(item, cells, pen), ...(unfolds ? changeRows(item, cells, pen) : []));
  }
  for (const message of messages.slice(next)) rows.push(...messageRows(message, cells, pen));
  return rows;
}

type Item =
  | Extract<Activity, {kind: 'text' | 'house' | 'edit'}>
  | {
      readonly kind: 'called';
      readonly atMs: number;
      readonly name: string;
      readonly about: string;
      readonly result: CallResult;
      readonly diff: string;
    };

/** A call and its result are one item; the build or run behind it gives the figures. Delivered words stand with their message. */
function foldedCalls(state: State, role: Role): readonly Item[] {
  const {activity} = state.agents[role];
  const claimed = new Set<string>();
  const items: Item[] = [];
  activity.forEach((line, index) => {
    if (line.kind === 'text' || line.kind === 'house' || line.kind === 'edit') items.push(line);
    if (line.kind !== 'call') return;
    const returned = activity[index + 1];
    if (returned?.kind !== 'result' || returned.call !== line.call) return;
    const result = resultBehind(state, line, claimed) ?? plainResult(line.name, returned);
    items.push({
      kind: 'called',
      atMs: line.atMs,
      name: line.name,
      about: line.about,
      result,
      diff: returned.diff ?? '',
    });
  });
  return items;
}

/** What went well is said by its mark alone, but for what was found or answered. */
function plainResult(name: string, {ok, line, diff = ''}: Extract<Activity, {kind: 'result'}>): CallResult {
  const quiet = name === 'apply_patch' ? diffCounts(diff) : '';
  return {label: '', ok, text: ok && !telling.includes(name) ? quiet : line, more: []};
}

const telling: readonly string[] = [
  'search_kernel',
  'look_up',
  'find_examples',
  'ask_person',
  'build',
  'try_on_target',
];

/** The newest build or run that had begun when the call came back, unless an earlier call led to it. */
function resultBehind(
  {builds, runs}: State,
  {name, atMs}: Extract<Activity, {kind: 'call'}>,
  claimed: Set<string>,
): CallResult | null {
  if (name === 'build') {
    const build = claim(builds, atMs, claimed);
    return build?.result ? buildResult(build) : null;
  }
  if (name !== 'try_on_target') return null;
  const run = claim(
    runs.filter(({trial}) => trial),
    atMs,
    claimed,
  );
  return run?.verdict ? runResult(run) : null;
}

function claim<Item extends Build | Run>(items: readonly Item[], atMs: number, claimed: Set<string>): Item | null {
  const item = items.findLast(({startedAtMs}) => startedAtMs <= atMs);
  if (item === undefined || claimed.has(item.id)) return null;
  claimed.add(item.id);
  return item;
}

/** Characters of one text that its pane shows; the whole is in the journal. */
const textCharactersShown = 6_000;

function itemRows(item: Item, cells: number, pen: Pen): readonly Row[] {
  switch (item.kind) {
    case 'text':
      return remembered(item, cells, () =>
        wrapRows(item.text.trim().slice(0, textCharactersShown), 'plain', cells, pen.width),
      );
    case 'house':
      return hanging([span(`${pen.glyphs.dot} `, 'dim')], oneLine(item.text), 'dim', cells, pen.width);
    case 'edit':
      return [editRow(item, cells, pen)];
    case 'called':
      return calledRows(item, cells, pen);
    default:
      return item satisfies never;
  }
}

/** The beginning of it; all of it is on the page of calls. */
function changeRows(item: Item, cells: number, pen: Pen): readonly Row[] {
  const {width, glyphs} = pen;
  const diff = item.kind === 'called' || item.kind === 'edit' ? item.diff : '';
  if (diff === '') return [];
  const rows = diffRows(diff, cells - 4, width);
  const shown = rows.slice(0, changeRowsMax).map((line): Row => [span('    '), ...line]);
  return rows.length > changeRowsMax
    ? [...shown, row(named(`    ${glyphs.ellipsis} {showCalls} shows all of it`, pen), 'dim')]
    : shown;
}

const changeRowsMax = 12;

/** D shows it line by line. */
function editRow({path, change, diff}: Extract<Item, {kind: 'edit'}>, cells: number, {width, glyphs}: Pen): Row {
  const left = [span(`${glyphs.said} `, 'accent'), span(`you ${change} ${oneLine(path)}`, 'accent')];
  return spread(left, [span(diffCounts(diff), 'dim')], cells, width, glyphs.ellipsis);
}

/** Long texts are wrapped once for a width: an activity never changes. */
function remembered(item: object, cells: number, make: () => readonly Row[]): readonly Row[] {
  const known = wrapped.get(item);
  if (known?.cells === cells) return known.rows;
  const rows = make();
  wrapped.set(item, {cells, rows});
  return rows;
}

const wrapped = new WeakMap<object, {readonly cells: number; readonly rows: readonly Row[]}>();

function calledRows({name, about, result}: Extract<Item, {kind: 'called'}>, cells: number, pen: Pen): readonly Row[] {
  const left = callSpans(name, about, result.label, pen);
  const text = oneLine(result.text);
  const sign = result.ok ? pen.glyphs.good : pen.glyphs.bad;
  const mark = span(text === '' ? sign : `${sign} `, result.ok ? 'good' : 'bad');
  const more = result.more
    .flatMap((line) => wrapText(line, cells - 4, pen.width).slice(0, 2))
    .map((line) => row(`    ${line}`, 'bad'));
  const isShort = widthOf(left, pen.width) + pen.width(text) + 4 <= cells;
  if (isShort) return [spread(left, [mark, span(text, result.ok ? 'dim' : 'bad')], cells, pen.width), ...more];
  if (result.ok) {
    const room = cells - Math.min(widthOf(left, pen.width), Math.floor(cells / 2)) - 4;
    return [
      spread(
        left,
        [mark, span(cutText(text, room, pen.width, pen.glyphs.ellipsis), 'dim')],
        cells,
        pen.width,
        pen.glyphs.ellipsis,
      ),
    ];
  }
  const words = hanging([span('  '), mark], text, 'bad', cells, pen.width).slice(0, 3);
  return [spread(left, [], cells, pen.width, pen.glyphs.ellipsis), ...words, ...more];
}

function callSpans(name: string, about: string, label: string, {glyphs}: Pen): readonly Span[] {
  const text = callText(name, about);
  const after = [label, text.about].filter((part) => part !== '').join(' ');
  return [span(`${glyphs.call} `, 'dim'), span(oneLine(name)), span(after === '' ? '' : ` ${after}`, 'dim')];
}

/** A call that waits for the person is not listed: its question is. */
function pendingRows(state: State, turn: TurnState, cells: number, pen: Pen): readonly Row[] {
  if (turn.at !== 'calls') return [];
  const pending = turn.pending.filter((call) => call.state !== 'person');
  return pending.map(({name, argumentsJson, state: standing}): Row => {
    const {label, sinceMs} = underWay(state, name, standing);
    const left = callSpans(name, argumentsJson, label, pen);
    const time = sinceMs === null ? '' : ` ${duration(pen.nowMs - sinceMs)}`;
    const right = standing === 'running' ? span(`${pen.glyphs.works}${time}`, 'accent') : span(pen.glyphs.waits, 'dim');
    return spread(left, [right], cells, pen.width, pen.glyphs.ellipsis);
  });
}

function underWay(
  {builds, runs}: State,
  name: string,
  standing: string,
): {readonly label: string; readonly sinceMs: number | null} {
  const item = name === 'build' ? builds.at(-1) : name === 'try_on_target' ? runs.at(-1) : undefined;
  const isOver = item === undefined || 'durationMs' in item || standing !== 'running';
  return isOver ? {label: '', sinceMs: null} : {label: item.id, sinceMs: item.startedAtMs};
}

/** Characters at the end of a stream that are wrapped for a frame: more than any pane shows. */
const streamCharactersShown = 4_000;
const reasoningRowsMax = 4;

function streamRows(stream: Stream | undefined, cells: number, {width, glyphs}: Pen): readonly Row[] {
  if (stream === undefined) return [];
  const {text, reasoning, call} = stream;
  const thought =
    reasoning.trim() === '' ? [] : wrapRows(reasoning.trimEnd().slice(-streamCharactersShown), 'dim', cells, width);
  const isThinking = text === '' && call === '';
  const thoughts = isThinking ? withCursor(thought, 'dim', cells, glyphs.cursor) : thought;
  const shown = thoughts.slice(isThinking ? -2 * reasoningRowsMax : -reasoningRowsMax);
  const words = text.trim() === '' ? [] : wrapRows(text.trimEnd().slice(-streamCharactersShown), 'plain', cells, width);
  const called = call === '' ? [] : [streamedCall(call, cells, {width, glyphs})];
  return [
    ...shown,
    ...(call === '' && !isThinking ? withCursor(words, 'accent', cells, glyphs.cursor) : words),
    ...called,
  ];
}

function withCursor(rows: readonly Row[], tone: 'dim' | 'accent', cells: number, cursor: string): readonly Row[] {
  const last = rows.at(-1);
  if (last === undefined) return [];
  const isFull = last.reduce((sum, {text}) => sum + text.length, 0) >= cells;
  return isFull ? [...rows, row(cursor, tone)] : [...rows.slice(0, -1), [...last, span(cursor, tone)]];
}

/** The end of a call that is being written: how much of it there is shows that something happens. */
function streamedCall(call: string, cells: number, {width, glyphs}: Pick<Pen, 'width' | 'glyphs'>): Row {
  const head = oneLine(call.slice(0, 200));
  const left: Row = [
    span(`${glyphs.call} `, 'dim'),
    span(cutText(head, Math.max(8, cells - 14), width, glyphs.ellipsis), 'dim'),
  ];
  return spread(left, [span(`${call.length}${glyphs.cursor}`, 'dim')], cells, width, glyphs.ellipsis);
}

/** The questions of a role that wait for the person. */
export function questionRows(state: State, role: Role, cells: number, pen: Pen): readonly Row[] {
  const {width, glyphs} = pen;
  const asked = openQuestions(state).filter((question) => paneOfQuestion(question) === role);
  return asked.flatMap(({text, choices}) => [
    ...hanging([span(`${glyphs.needs} `, 'warn')], oneLine(text), 'warn', cells, width),
    ...choices.flatMap((choice, index) =>
      hanging([span(`  ${index + 1} `, 'dim')], oneLine(choice), 'plain', cells, width),
    ),
    row(named('  {open} answers', pen), 'warn'),
  ]);
}
