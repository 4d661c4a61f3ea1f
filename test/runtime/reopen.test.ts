// A core that was killed over a call looks around: what only read is harmless, whoever read, and no call hides what the person did.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {WorldTool} from '../../src/core/events.ts';
import {callId, turnId} from '../../src/core/ids.ts';
import type {State} from '../../src/core/state.ts';
import {reopeningEvents} from '../../src/runtime/reopen.ts';
import {
  A1,
  advanced,
  after,
  assigned,
  atCallOf,
  built,
  called,
  created,
  planned,
  poweredUp,
  started,
  stateOf,
  tree,
} from '../core/states.ts';

const theirs = {path: 'ringlog.c', change: 'changed', diff: '+mine'} as const;

function lookedAround(state: State) {
  const workspace = {
    text: async () => 'int a;',
    snapshot: async () => ({tree: tree, files: []}),
    changesByPerson: async () => [theirs],
  };
  return reopeningEvents(workspace, {state, lostEvents: 0});
}

async function check(state: State, call: {readonly ok: boolean; readonly wrote: boolean}): Promise<void> {
  const events = await lookedAround(state);
  const returned = events.flatMap((event) => (event.type === 'tool.returned' ? [event] : []));
  assert.deepEqual(
    returned.map(({ok, wrote = false}) => ({ok, wrote})),
    [call],
    JSON.stringify(returned),
  );
  assert.deepEqual(
    events.filter(({type}) => type === 'artefact.touched'),
    [{type: 'artefact.touched', ...theirs}],
  );
}

for (const [name, argumentsJson, tool] of [
  ['list_files', '{}', {tool: 'listFiles', tree}],
  ['read_file', '{"path":"ringlog.c"}', {tool: 'readFile', path: 'ringlog.c', tree}],
  ['show_change', '{"path":"ringlog.c"}', {tool: 'showChange', tree, path: 'ringlog.c'}],
] as const) {
  test(`killed over the Reviewer's ${name}: nothing was changed by it, and the person's edit is noticed`, () =>
    check(underWay(atCallOf('reviewer'), name, argumentsJson, tool, 2), {ok: false, wrote: false}));
}

test("killed over the Executor's write: it was done, and the person's edit is noticed all the same", () => {
  const writing = stateOf(
    started(),
    ...poweredUp,
    created(),
    planned(),
    advanced('writing'),
    ...built(),
    assigned('executor', 'write'),
  );
  const tool = {tool: 'writeFile', path: 'ringlog.c', content: 'int a;'} as const;
  const argumentsJson = JSON.stringify({path: tool.path, content: tool.content});
  return check(underWay(writing, 'write_file', argumentsJson, tool, 1), {ok: true, wrote: true});
});

function underWay(state: State, name: string, argumentsJson: string, tool: WorldTool, turn: number): State {
  const asked = called([name], A1, turn).map((event) =>
    event.type === 'turn.answered' ? {...event, calls: event.calls.map((call) => ({...call, argumentsJson}))} : event,
  );
  return after(state, ...asked, {type: 'tool.started', call: callId(turnId(A1, turn), 1), tool});
}

test('a change that was taken back while no core ran is forgotten', async () => {
  const edited = after(stateOf(started(), ...poweredUp, created(), ...built()), {
    type: 'artefact.touched',
    path: 'ringlog.c',
  });
  const workspace = {
    text: async () => 'int a;',
    snapshot: async () => ({tree, files: []}),
    changesByPerson: async () => [],
  };
  const events = await reopeningEvents(workspace, {state: edited, lostEvents: 0});
  assert.deepEqual(events.at(-1), {type: 'artefact.restored', tree});
});

test('the kernel that notices is the one that is there when the core comes back', async () => {
  const workspace = {
    text: async () => null,
    snapshot: async () => ({tree, files: []}),
    changesByPerson: async () => [],
  };
  const state = stateOf(started(), created());
  const [reopened] = await reopeningEvents(workspace, {state, lostEvents: 0, sanitizer: '6.1.0-sanitizer'});
  assert.deepEqual(reopened, {type: 'session.reopened', lostEvents: 0, sanitizer: '6.1.0-sanitizer'});
});
