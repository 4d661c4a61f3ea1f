// The person's hand on the screen: what became of words, what a pause waits for, what a spent budget holds up.
import assert from 'node:assert/strict';
import test from 'node:test';
import {allAuto} from '../../src/core/approval.ts';
import {noBudgets} from '../../src/core/budget.ts';
import {usualDeck} from '../../src/core/deck-settings.ts';
import type {Event} from '../../src/core/events.ts';
import {runId} from '../../src/core/ids.ts';
import {activityRows} from '../../src/view/activity-rows.ts';
import {agentPane} from '../../src/view/agent-pane.ts';
import {agentStatus} from '../../src/view/agent-status.ts';
import {glyphsOf} from '../../src/view/glyphs.ts';
import {grantOf} from '../../src/view/grant.ts';
import {emptyLive} from '../../src/view/live.ts';
import {budgetsPage} from '../../src/view/pages/budgets-page.ts';
import {keysOf} from '../../src/view/rebinding/keys-of.ts';
import {schedulerRows} from '../../src/view/scheduler-rows.ts';
import {bannerRows, sessionStatus} from '../../src/view/session-status.ts';
import type {Row} from '../../src/view/spans.ts';
import {titleLine} from '../../src/view/title-line.ts';
import {
  A1,
  assigned,
  built,
  call,
  called,
  created,
  poweredUp,
  started,
  startMs,
  stateOf,
  T1,
  tree,
} from '../core/states.ts';

const glyphs = glyphsOf(true);
const keyOf = keysOf(usualDeck.keys, glyphs);
const pen = {width: (text: string) => [...text].length, glyphs, nowMs: startMs + 8_000, keyOf};
const textOf = (row: Row): string => row.map(({text}) => text).join('');
const liveOf = (...events: readonly Event[]) => ({
  ...emptyLive,
  caughtUp: true,
  link: {kind: 'attached'} as const,
  state: stateOf(...events),
});
const rowsOf = (live: ReturnType<typeof liveOf>, cells: number): readonly string[] =>
  activityRows(live, 'planner', cells, pen).map(textOf);

const base = [started(), ...poweredUp, created(), assigned('planner', 'plan', A1)];
const said: Event = {
  type: 'message.queued',
  message: 'M1' as never,
  to: 'planner',
  about: 'redirect',
  text: 'use a kfifo and nothing of your own, whatever it costs in words that go on and on',
};
const asked = (messages: readonly string[]): Event => ({
  type: 'turn.asked',
  assignment: A1,
  turn: 'A1.1' as never,
  messages: messages as never,
});

test('the fate of words stands before them, on a row of its own while it is open, however narrow the pane is', () => {
  assert.deepEqual(rowsOf(liveOf(...base, said), 40), ['M1 you, queued › use a kfifo and nothin…']);
  const timed = rowsOf(liveOf(...base, asked([]), said), 60).at(-1);
  assert.match(timed ?? '', /^M1 you, queued, at the latest in \d+ s \(u: now\) › /);
  const delivered = rowsOf(liveOf(...base, said, asked(['M1'])), 50).at(-1);
  assert.match(delivered ?? '', /^M1 you, delivered with A1\.1 › use/);
  const answered: Event = {type: 'turn.answered', turn: 'A1.1' as never, text: 'so', calls: [], usage: noUsage()};
  assert.match(rowsOf(liveOf(...base, said, asked(['M1']), answered), 40).join('\n'), /^M1 you, acknowledged › use/);
  const refused = rowsOf(liveOf(...base, said, {type: 'message.refused', message: 'M1' as never, why: 'over'}), 40);
  assert.match(refused[0] ?? '', /^M1 you, refused › use/);
  assert.equal(refused.at(-1), '   over');
});

test('words that wait are in sight under a long stream, in a pane of six rows', () => {
  const notes = Array.from(
    {length: 30},
    (_, index): Event => ({
      type: 'assignment.nudged',
      assignment: A1,
      text: `nudge ${index}`,
    }),
  );
  const live = liveOf(...base, ...notes, said);
  const place = {left: 0, top: 0, width: 50, height: 6};
  const {block} = agentPane(live, 'planner', {place, focused: true, scroll: {kind: 'follow'}}, pen);
  assert.match(block.rows.map(textOf).join('\n'), /M1 you, queued/);
});

const running: readonly Event[] = [
  started(),
  ...poweredUp,
  created(),
  ...built(),
  assigned('executor', 'write', A1),
  ...called(['try_on_target', 'build']),
  {type: 'tool.started', call: call(1)},
  {type: 'run.started', run: runId(3), task: T1, build: 'B1' as never, tree, acceptance: 'load', call: call(1)},
];

test('a pause says what it waits for, until that has ended', () => {
  const pausing = liveOf(...running, {type: 'agent.paused', role: 'executor'});
  assert.equal(agentStatus(pausing, 'executor', pen).text, '⏸ pausing: waits for run R3 on the target');
  const all = liveOf(...running, {type: 'session.paused', why: 'by you'});
  assert.equal(sessionStatus(all, pen).text, '⏸ pausing: waits for run R3 on the target');
  const over = liveOf(
    ...running,
    {type: 'agent.paused', role: 'executor'},
    {type: 'run.finished', run: runId(3), verdict: {kind: 'accepted'}, reports: [], durationMs: 1},
    {type: 'tool.returned', call: call(1), ok: true, output: 'accepted'},
  );
  assert.equal(agentStatus(over, 'executor', pen).text, '⏸ paused by you');
  const thinking = liveOf(...base, asked([]), {type: 'agent.paused', role: 'planner'});
  assert.equal(agentStatus(thinking, 'planner', pen).text, '⏸ pausing: waits for its answer');
});

const spent: readonly Event[] = [
  started({budgets: {...noBudgets, task: {builds: 1}, roles: {executor: {microdollars: 2_000_000}}}}),
  ...poweredUp,
  created(),
  assigned('executor', 'write', A1),
  ...built({kind: 'failed'}),
  {type: 'budget.spent', scope: {kind: 'task', task: T1}, measure: 'builds', used: 1, limit: 1},
];

test('a spent budget is in the pane that waits, in its foot, in the title and on its page', () => {
  const live = liveOf(...spent);
  assert.equal(agentStatus(live, 'executor', pen).text, 'budget of T1 spent: b grants more');
  assert.match(sessionStatus(live, pen).text, /needs you: budget spent/);
  assert.match(
    bannerRows(live, 100, pen).map(textOf).join('\n'),
    /Work waits: the budget of T1 is spent: 1 build of 1 build/,
  );
  const place = {left: 0, top: 0, width: 60, height: 8};
  const {block} = agentPane(live, 'executor', {place, focused: true, scroll: {kind: 'follow'}}, pen);
  assert.match(textOf(block.rows.at(-1) ?? []), /╰ ▰▰▰▰▰▰ T1 1 build of 1 build ─/);
  const rows = budgetsPage.items(live, 60, pen).map(({rows: [first = []]}) => textOf(first));
  assert.match(rows[0] ?? '', /^▰▰▰▰▰▰ {2}T1 {2}builds +100 %$/);
  assert.match(rows[1] ?? '', /^▱▱▱▱▱▱ {2}the Executor {2}money +0 %$/);
});

test('what is granted is typed in dollars, minutes or a number', () => {
  const amountOf = (measure: 'microdollars' | 'workMs' | 'builds', text: string) =>
    grantOf({scope: {kind: 'session'}, measure}, text)?.amount ?? null;
  assert.deepEqual(
    [
      amountOf('microdollars', '2.5'),
      amountOf('microdollars', '$ 0,25'),
      amountOf('workMs', '10'),
      amountOf('builds', '4'),
    ],
    [2_500_000, 250_000, 600_000, 4],
  );
  for (const text of ['', 'much', '-1', '0', '1e9', '99999999999999999999'])
    assert.equal(amountOf('builds', text), null, text);
});

test("what asks first, and the session's money against its budget, are in sight", () => {
  const budgets = {...noBudgets, session: {microdollars: 5_000_000}};
  const live = liveOf(started({approve: {...allAuto, load: 'ask', commit: 'ask'}, budgets}), created());
  assert.match(textOf(titleLine(live, 140, pen)), /\$0\.00 of \$5\.00/);
  assert.ok(schedulerRows(live.state, 60, pen).map(textOf).includes('asks you before  load, commit'));
});

function noUsage() {
  return {inputTokens: 0, cachedTokens: 0, outputTokens: 0, costMicrodollars: 0};
}

test('a link that was just lost comes back by itself; after a while it is said how the session is taken up again', () => {
  const lost = (sinceMs: number) => ({kind: 'lost', why: 'there is no core', sinceMs}) as const;
  const saidAfter = (ms: number): string =>
    bannerRows({...liveOf(...base), link: lost(pen.nowMs - ms)}, 80, pen)
      .map(textOf)
      .join(' ')
      .replaceAll(/\s+/g, ' ');
  assert.match(saidAfter(3_000), /Attaching again goes on by itself/);
  assert.match(
    saidAfter(20_000),
    /leave with q, then `quarterdeck attach` takes the session up again from its journal/,
  );
});
