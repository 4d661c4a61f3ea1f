// A real process of a core, killed by the kernel in the middle of its work, and another that goes on from its files.
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Entry, Event} from '../../src/core/events.ts';
import {fold} from '../../src/core/reduce.ts';
import type {State} from '../../src/core/state.ts';
import {readJournal} from '../../src/drivers/session/read-journal.ts';
import {typescriptWords} from '../../src/setup/typescript-words.mjs';
import {temporaryFolder} from '../temporary.ts';
import {openReal, placesIn} from './real-files.ts';

const core = fileURLToPath(new URL('killed-core.ts', import.meta.url));

async function killed(folder: string, type: Event['type'], when: 'before' | 'after'): Promise<void> {
  const words = [...typescriptWords, core, folder, type, when];
  const child = spawn(process.execPath, words, {stdio: ['ignore', 'inherit', 'inherit']});
  const [code, signal] = await once(child, 'exit');
  assert.deepEqual([code, signal], [null, 'SIGKILL']);
}

/** The second core's part of the journal, and where the session got to. */
async function goneOn(folder: string): Promise<{readonly entries: readonly Entry[]; readonly state: State}> {
  const {paths} = placesIn(folder);
  const before = await readJournal(paths.journal);
  assert.equal(before.damage, undefined);
  const session = await openReal(folder, (world) => world);
  assert.ok(session, 'the lock went with its process');
  const state = await session.ended;
  await session.close();
  const {entries, damage, tornBytes} = await readJournal(paths.journal);
  assert.deepEqual([damage, tornBytes], [undefined, 0]);
  assert.equal(hashOf(fold(entries)), hashOf(state));
  return {entries: entries.slice(before.entries.length), state};
}

const hashOf = (state: State): string => createHash('sha256').update(JSON.stringify(state)).digest('hex');

/** The words of each commit, the newest first. */
const commitsIn = (folder: string): readonly string[] =>
  execFileSync('git', ['-C', placesIn(folder).workspace, 'log', '--format=%T'], {encoding: 'utf8'})
    .trim()
    .split('\n');

const cases = [
  ['assignment.started', 'before'],
  ['turn.asked', 'before'],
  ['tool.started', 'before'],
  ['tool.started', 'after'],
  ['build.started', 'before'],
  ['work.submitted', 'before'],
  ['run.started', 'before'],
  ['commit.started', 'before'],
  ['commit.started', 'after'],
] as const;

test('killed in the middle, it is taken up and accepted, with one commit', {concurrency: 2}, async (t) => {
  await Promise.all(cases.map(([type, when]) => t.test(`${when} ${type}`, (inner) => checkKilled(inner, type, when))));
});

async function checkKilled(t: TestContext, type: Event['type'], when: 'before' | 'after'): Promise<void> {
  const folder = await temporaryFolder(t);
  await killed(folder, type, when);
  const {state, entries} = await goneOn(folder);
  assert.equal(state.session.phase === 'ended' && state.session.outcome, 'accepted');
  assert.equal(commitsIn(folder).length, 1);
  const looked = entries.find(({event}) => event.type === 'tool.returned')?.event;
  if (type === 'tool.started') {
    assert.ok(looked?.type === 'tool.returned');
    assert.equal(looked.ok, when === 'after', looked.output);
    assert.match(looked.output, when === 'after' ? /^done, though the core ended over it/ : /it was not done/);
  }
}

test('while one process has a session, a second one is refused', async (t) => {
  const folder = await temporaryFolder(t);
  const first = await openReal(folder, (world) => world);
  assert.ok(first);
  const words = [...typescriptWords, core, folder];
  const child = spawn(process.execPath, words, {stdio: ['ignore', 'ignore', 'pipe']});
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  assert.deepEqual([code, said], [3, 'another process runs this session already\n']);
  const journal = readFileSync(placesIn(folder).paths.journal, 'utf8');
  await first.ended;
  await first.close();
  assert.ok(readFileSync(placesIn(folder).paths.journal, 'utf8').startsWith(journal), 'nothing of it was touched');
});
