// A core that ended at any moment is taken up again from its journal, and the work leads on to its end: the same state, no
// message lost, and nothing done that had been begun before.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import test from 'node:test';
import type {Entry, Event} from '../../src/core/events.ts';
import {fold} from '../../src/core/reduce.ts';
import type {State} from '../../src/core/state.ts';
import {decodeLine, encodeLine} from '../../src/drivers/session/journal-line.ts';
import {ableModel, examines, leakingOnce, wholeWay, wholeWayMachines} from './ringlog.ts';
import {resume, startScripted} from './start.ts';
import type {TestWorld} from './world.ts';

const way = wayOnce();

/** With words of the person on the way, of which some are heard and some still wait at each of the cuts. */
async function wayOnce(): Promise<TestWorld> {
  const {ended, world, supervisor, until} = startScripted({
    script: wholeWay,
    machines: {...wholeWayMachines, examine: leakingOnce()},
    session: examines,
  });
  await until(({plans}) => plans.length > 0);
  await supervisor.ask({do: 'redirect', role: 'reviewer', text: 'mind the error paths'});
  await until(({builds}) => builds.length > 1);
  await supervisor.ask({do: 'redirect', role: 'reviewer', text: 'mind the locking too'});
  const {messages} = await ended;
  assert.deepEqual(
    messages.map(({fate}) => fate.kind),
    ['acknowledged', 'acknowledged'],
  );
  return world;
}

test('from after every single event of the way, the session is taken up and accepted', async () => {
  const {journal, filesAt} = await way;
  const {entries} = journal;
  assert.ok(entries.length > 100, `${entries.length} entries`);
  for (let length = 1; length < entries.length; length++) {
    // The core ended before its last intent was carried out, and right after it was.
    for (const files of [filesAt(length), filesAt(length + 1)]) await checkCut(entries.slice(0, length), files);
  }
});

async function checkCut(entries: readonly Entry[], files: ReadonlyMap<string, string>): Promise<void> {
  const where = `cut after ${entries.length}, ${entries.at(-1)?.event.type}`;
  const read = entries.map(readBack);
  assert.equal(hashOf(fold(read)), hashOf(fold(entries)), where);
  const {world, ended} = await resume(ableModel, read, {files});
  const state = await ended;
  world.check();
  assert.equal(
    state.session.phase === 'ended' && state.session.outcome,
    'accepted',
    `${where}: ${JSON.stringify(state.session)}`,
  );
  assert.equal(hashOf(fold(world.journal.entries.map(readBack))), hashOf(state), where);
  checkMessages(world.events(), state, where);
  checkDoneOnce(world, entries.length, where);
}

const readBack = (entry: Entry): Entry => {
  const line = decodeLine(encodeLine(entry).slice(0, -1));
  assert.ok(line.kind === 'entry');
  return line.entry;
};

const hashOf = (state: State): string => createHash('sha256').update(JSON.stringify(state)).digest('hex');

/** Each that was ever queued has come to its end by the end of the session, and none was taken in by two turns that were answered. */
function checkMessages(events: readonly Event[], {messages}: State, where: string): void {
  const queued = events.flatMap((event) => (event.type === 'message.queued' ? [event.message] : []));
  assert.deepEqual(
    messages.map(({id}) => id),
    queued,
    where,
  );
  for (const {id, fate} of messages)
    assert.ok(fate.kind === 'acknowledged' || fate.kind === 'refused', `${where}: ${id} ${fate.kind}`);
  const answered = new Set(events.flatMap((event) => (event.type === 'turn.answered' ? [event.turn] : [])));
  const heard = events.flatMap((event) =>
    event.type === 'turn.asked' && answered.has(event.turn) ? event.messages : [],
  );
  assert.equal(new Set(heard).size, heard.length, `${where}: heard twice`);
}

/** All that the second core did, it had written an intent of its own for: nothing of the first one's was done by it. */
function checkDoneOnce({done, journal}: TestWorld, cut: number, where: string): void {
  const intents = journal.entries.slice(cut).flatMap(({event}) => (isIntent(event) ? [event.type] : []));
  assert.deepEqual([...done].sort(), [...intents].sort(), where);
}

function isIntent(event: Event): boolean {
  if (event.type === 'tool.started') return event.tool?.tool === 'writeFile' || event.tool?.tool === 'replaceInFile';
  const intents = ['turn.asked', 'build.started', 'run.started', 'commit.started', 'examination.started'];
  return intents.includes(event.type);
}

async function openingAfter(type: Event['type'], filesLater = 0): Promise<readonly Event[]> {
  const {journal, filesAt} = await way;
  const entries = until(journal.entries, type);
  const {world, ended} = await resume(ableModel, entries, {files: filesAt(entries.length + filesLater)});
  await ended;
  const opening = world.events().slice(entries.length);
  return opening.slice(
    0,
    opening.findIndex(({type: next}) => next === 'turn.asked' || next === 'power.requested'),
  );
}

test('what was under way is said to be interrupted, once, and is not run again blindly', async () => {
  const opening = await openingAfter('run.started');
  assert.deepEqual(
    opening.map(({type}) => type),
    ['session.reopened', 'target.died', 'run.finished', 'tool.returned'],
  );
  assert.deepEqual(opening[2]?.type === 'run.finished' && opening[2].verdict, {kind: 'interrupted'});
  assert.match(JSON.stringify(opening[3]), /the core ended while try_on_target ran.*call it again/);
});

test('a write that was under way is looked at: done it is said to be done, else not', async () => {
  const {journal} = await way;
  const write = journal.entries.findIndex(
    ({event}) => event.type === 'tool.started' && event.tool?.tool === 'writeFile',
  );
  assert.ok(write > 0);
  for (const [later, ok, words] of [
    [0, false, /was not done: ringlog.c is not there/],
    [1, true, /done, though the core ended over it: ringlog.c holds what was to be written/],
  ] as const) {
    const entries = journal.entries.slice(0, write + 1);
    const {world, ended} = await resume(ableModel, entries, {files: (await way).filesAt(entries.length + later)});
    await ended;
    const returned = world
      .events()
      .slice(entries.length)
      .find(({type}) => type === 'tool.returned');
    assert.ok(returned?.type === 'tool.returned');
    assert.deepEqual([returned.ok, words.test(returned.output)], [ok, true], returned.output);
  }
});

test('what the person changed while there was no core is noticed, and what was built is not believed', async () => {
  const {journal, filesAt} = await way;
  const entries = until(journal.entries, 'work.submitted');
  const files = new Map([...filesAt(entries.length), ['ringlog.c', 'by hand']]);
  const {world, ended} = await resume(ableModel, entries, {files});
  await ended;
  assert.deepEqual(
    world
      .events()
      .slice(entries.length)
      .find(({type}) => type === 'artefact.touched'),
    {type: 'artefact.touched', path: 'ringlog.c'},
  );
});

test('a commit that was begun is asked for again, and the one that is there is taken', async () => {
  const {journal, filesAt} = await way;
  const entries = until(journal.entries, 'commit.started');
  let asked = 0;
  const commit = async () => {
    asked += 1;
    return 'beef';
  };
  const {world, ended} = await resume(ableModel, entries, {files: filesAt(entries.length), machines: {commit}});
  const state = await ended;
  assert.deepEqual([asked, state.lastCommit, state.tasks[0]?.commit], [1, 'beef', 'beef']);
  const messages = world.events().flatMap((event) => (event.type === 'commit.started' ? [event.message] : []));
  assert.equal(messages[0], messages[1], 'the same commit, word for word');
});

test('the night between two cores does not count as working time', async () => {
  const {journal, filesAt} = await way;
  const entries = until(journal.entries, 'plan.proposed').map((entry) => ({...entry, atMs: entry.atMs - 9e7}));
  const state = await (await resume(ableModel, entries, {files: filesAt(entries.length)})).ended;
  assert.equal(state.session.phase === 'ended' && state.session.outcome, 'accepted');
  assert.ok(state.pausedMs >= 9e7, `${state.pausedMs}`);
});

test('a session that has ended stays ended', async () => {
  const {entries} = (await way).journal;
  const {ended, world} = await resume(ableModel, entries);
  await ended;
  assert.equal(world.journal.entries.length, entries.length);
});

test('taken up where nobody watches, what waited for a person goes on without one', async () => {
  const {journal, filesAt} = await way;
  const entries = until(journal.entries, 'plan.proposed');
  const waits: readonly Event[] = [
    {type: 'session.paused', why: 'paused by you'},
    {type: 'agent.paused', role: 'executor'},
    {type: 'fault.raised', fault: 'X1' as never, source: 'model', what: 'no answer', help: 'P'},
  ];
  const seq = entries.length;
  const all = [
    ...entries,
    ...waits.map((event, index) => ({seq: seq + index + 1, atMs: entries.at(-1)?.atMs ?? 0, event})),
  ];
  const {ended} = await resume(ableModel, all, {files: filesAt(seq), attended: false});
  const state = await ended;
  assert.equal(state.session.phase === 'ended' && state.session.outcome, 'accepted');
});

function until(entries: readonly Entry[], type: Event['type']): readonly Entry[] {
  return entries.slice(0, entries.findIndex(({event}) => event.type === type) + 1);
}
