// The file of constraints is laid out for a session that is new; where it was read before and is gone, nothing takes its place.
import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {followConstraints} from '../../src/cli/follow-constraints.ts';
import type {Command} from '../../src/core/commands.ts';
import {constraintsTemplate, parseConstraintsFile} from '../../src/core/constraints-file.ts';
import {decide} from '../../src/core/decide.ts';
import type {State} from '../../src/core/state.ts';
import {sessionPathsOf} from '../../src/drivers/session/folders.ts';
import {encodeLine} from '../../src/drivers/session/journal-line.ts';
import {salvage} from '../../src/drivers/session/salvage.ts';
import {after, entriesOf, started, stateOf} from '../core/states.ts';
import {type Closing, temporaryFolder} from '../temporary.ts';

const saved = '- no floating point\n';

async function newSession(t: Closing) {
  const folder = await temporaryFolder(t);
  const paths = sessionPathsOf(join(folder, 'x1'));
  await mkdir(paths.folder);
  return {folder, paths};
}

/** What the core makes of the file when it is read first. */
async function readOf(t: Closing, paths: {readonly constraints: string}, state: State) {
  const asked = Promise.withResolvers<Command>();
  const ask = async (command: Command) => {
    asked.resolve(command);
    return null;
  };
  const followed = await followConstraints(paths, {}, {ask, state: () => state});
  t.after(() => followed.close());
  const decision = decide(state, await asked.promise);
  assert.ok(!('refused' in decision), JSON.stringify(decision));
  return decision;
}

function withConstraint(file: string): ReturnType<typeof fileEvents> {
  return fileEvents(stateOf(started()), file);
}

function fileEvents(state: State, file: string) {
  const decision = decide(state, {do: 'takeConstraintsFile', file, ...parseConstraintsFile(saved)});
  assert.ok(!('refused' in decision));
  return decision;
}

test('a new session has the template', async (t) => {
  const {paths} = await newSession(t);
  await readOf(t, paths, stateOf(started()));
  assert.equal(await readFile(paths.constraints, 'utf8'), constraintsTemplate);
});

test('a file that was deleted while no core ran lifts nothing', async (t) => {
  const {paths} = await newSession(t);
  const state = after(stateOf(started()), ...withConstraint(paths.constraints));
  assert.deepEqual(
    (await readOf(t, paths, state)).map(({type}) => type),
    ['constraint.fileRead'],
  );
});

test('a salvaged session keeps what the person wrote, and what was seen of their files', async (t) => {
  const {folder, paths} = await newSession(t);
  const events = [started(), ...withConstraint(paths.constraints)];
  await writeFile(paths.journal, `${entriesOf(events).map(encodeLine).join('')}{"bad"}\n{"bad"}\n`);
  await writeFile(paths.start, '{"version":2,"id":"x1"}');
  await writeFile(paths.constraints, saved);
  await mkdir(join(paths.seen, 'seen'), {recursive: true});
  await writeFile(join(paths.seen, 'seen', 'a.c'), 'int a;');
  const made = await salvage('x1', paths, folder);
  assert.ok('id' in made, JSON.stringify(made));
  const to = sessionPathsOf(join(folder, made.id));
  const read = await readOf(t, to, after(stateOf(started()), ...withConstraint(paths.constraints)));
  assert.deepEqual(
    read.map(({type}) => type),
    ['constraint.fileRead'],
  );
  assert.equal(await readFile(join(to.seen, 'seen', 'a.c'), 'utf8'), 'int a;');
});
