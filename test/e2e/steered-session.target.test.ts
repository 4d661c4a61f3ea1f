// A whole session with a demanding person at the deck: the real program in a pty, the real client, a real kernel. The person redirects
// in the middle of an answer and of a call, allows what is asked about, puts constraints on the work, takes a second opinion; the core
// is killed while the target runs, and taken up again.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {on} from 'node:events';
import {watch} from 'node:fs';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {allow, allowAlways} from '../../src/core/approval.ts';
import type {Event} from '../../src/core/events.ts';
import {fold} from '../../src/core/reduce.ts';
import type {State} from '../../src/core/state.ts';
import {type SessionPaths, sessionPathsOf} from '../../src/drivers/session/folders.ts';
import {readJournal} from '../../src/drivers/session/read-journal.ts';
import {playedByRole} from '../model-server/by-role.ts';
import {type ModelServer, startModelServer} from '../model-server/server.ts';
import {type InPty, startInPty} from './in-pty.ts';
import {allGone, type Place, place, processesWith} from './program.ts';
import {readingLine, tallyTurns, writeTally} from './tally.ts';

const size = {columns: 120, rows: 40};
const apiKey = 'house-1234567890abcdef';
const statements = ['reading the count takes no lock', 'each load raises the count'] as const;

test('a session that is redirected, constrained, doubted, allowed and killed in the middle is accepted', async (t) => {
  const {script, left} = playedByRole(tallyTurns, [
    {role: 'planner', answer: 1, fault: 'rateLimitedMs'},
    {role: 'executor', answer: 0, fault: 'stall'},
    {role: 'reviewer', answer: 0, fault: 'cut'},
  ]);
  const server = await startModelServer(script);
  t.after(() => server.close());
  const where = await keyedPlace(t);
  const deck = await opened(t, where, server);
  await deck.shows(/Switch the target on\?/);
  const paths = await pathsIn(where);
  await steer(deck, paths);
  await constrainAndDoubt(deck, paths);
  await killInTheRun(deck, paths);
  await goOnToTheEnd(t, where, paths);

  assert.deepEqual([server.unpaired, left()], [[], []]);
  checkWires(server);
  const {entries, damage, tornBytes} = await readJournal(paths.journal);
  assert.deepEqual([damage, tornBytes], [undefined, 0]);
  checkTold(
    entries.map(({event}) => event),
    fold(entries),
  );
  checkCommit(where);
  await checkNoSecret(where);
  await allGone(where.folder);
});

async function keyedPlace(t: TestContext): Promise<Place> {
  const where = await place(t);
  t.after(() => {
    for (const pid of processesWith(where.folder)) process.kill(pid, 'SIGKILL');
  });
  return {...where, environment: {...where.environment, HOUSE_KEY: apiKey}};
}

/** The Scheduler and the Planner are asked over the other wire. */
async function opened(t: TestContext, where: Place, {baseUrl}: ModelServer): Promise<InPty> {
  const config = join(where.folder, 'live.yaml');
  const provider = `{baseUrl: "${baseUrl}", profile: openai, keyVariable: HOUSE_KEY}`;
  const other = '{provider: {profile: openai-chat}}';
  await writeFile(config, `provider: ${provider}\nmodels: {scheduler: ${other}, planner: ${other}}\n`);
  const words = ['--ask', '--model', 'gpt-5.5', '--config', config, '--task', await writeTally(where.folder)];
  return startInPty(t, where, [...words, '--workspace', where.workspace], size);
}

/** A redirect at once, first in the middle of an answer, then while a call waits for the person. */
async function steer(deck: InPty, paths: SessionPaths): Promise<void> {
  await answered(deck, /Switch the target on\?/, '2');
  await deck.shows(/I write the counter and its parameter/);
  await redirected(deck, 'an atomic counter, please');
  await heeded(paths, 1);
  await deck.shows(/Build the module for T1/);
  await redirected(deck, 'say in a comment what the count is');
  await heeded(paths, 2);
  await deck.shows(/A comment first, as you say/);
  await answered(deck, /Build the module for T1/, '1');
}

async function redirected(deck: InPty, words: string): Promise<void> {
  deck.type('3r');
  await deck.shows(/╭ Redirect the Executor/);
  deck.type(`${words}\t\r`);
  await deck.lacks(/╭ Redirect the Executor/);
}

/** The choice by its number. */
async function answered(deck: InPty, question: RegExp, choice: string): Promise<void> {
  await deck.shows(question);
  deck.type('\r');
  await deck.shows(/in your own words/);
  deck.type(`${choice}\r`);
  await deck.lacks(/in your own words/);
}

/** While the run waits for the person's word, so that the approval of before is of an older revision when it comes. */
async function constrainAndDoubt(deck: InPty, paths: SessionPaths): Promise<void> {
  await deck.shows(/Run B\d of T1 on the target/);
  deck.type('c');
  await deck.shows(/╭ A constraint on the work/);
  deck.type('the count is never negative\r');
  await heeded(paths, 3);
  deck.type('v');
  await deck.shows(/╭ A second opinion/);
  deck.type(`${statements.join('\r')}\r\r`);
  await deck.shows(/✔ 1 {2}reading the count takes no lock[\s\S]*✖ 2 {2}each load raises the count/);
  deck.type('\u001b[B');
  await deck.shows(/▸ ✖ 2/);
  deck.type('c');
  await deck.shows(/╭ A constraint/);
  deck.type('\r');
  await deck.shows(/╭ Second opinion O1/);
  deck.type('\u001b');
  await heeded(paths, 4);
  await answered(deck, /Run B\d of T1 on the target/, '1');
  await journaled(paths, ({verdicts}) => verdicts.some(({constraintRevision}) => constraintRevision === 2));
}

/** The Scheduler has noted what becomes of so many words of the person. */
const heeded = (paths: SessionPaths, count: number): Promise<void> =>
  journaled(paths, ({notes}) => notes.length >= count);

async function journaled({folder, journal}: SessionPaths, holds: (state: State) => boolean): Promise<void> {
  const watcher = watch(folder);
  const changes = on(watcher, 'change');
  while (!holds(fold((await readJournal(journal)).entries))) await changes.next();
  watcher.close();
}

async function pathsIn({folder}: Place): Promise<SessionPaths> {
  const sessions = join(folder, 'state/quarterdeck/sessions');
  const [id] = await readdir(sessions);
  return sessionPathsOf(join(sessions, String(id)));
}

/** The same is asked again under the new constraints; until the screen knows, Enter would open what is selected. */
async function killInTheRun(deck: InPty, {lock}: SessionPaths): Promise<void> {
  await deck.shows(/approved──◆question─▶ now/);
  await answered(deck, /Run B\d of T1 on the target/, '2');
  await deck.shows(/R1/);
  process.kill(Number((await readFile(lock, 'utf8')).split(' ')[0]), 'SIGKILL');
  await deck.shows(/The link to the session is lost/);
  deck.type('q');
  await deck.exit;
}

async function goOnToTheEnd(t: TestContext, where: Place, {folder}: SessionPaths): Promise<void> {
  const deck = startInPty(t, where, ['resume', String(folder.split('/').at(-1))], size);
  await answered(deck, /Commit T1/, '1');
  await deck.shows(/Accepted: every task passed its gate/);
  deck.type('q');
  assert.equal((await deck.exit).exitCode, 0);
}

function checkWires({asked}: ModelServer): void {
  assert.ok(asked.every(({authorization}) => authorization === `Bearer ${apiKey}`));
  const chat = asked.filter(({wire}) => wire === 'chat').length;
  assert.deepEqual([chat, asked.length - chat > 8], [9, true], 'two roles on the one wire, three on the other');
}

function checkTold(events: readonly Event[], state: State): void {
  const of = <Type extends Event['type']>(type: Type) =>
    events.filter((event): event is Extract<Event, {type: Type}> => event.type === type);
  assert.ok(state.session.phase === 'ended' && state.session.outcome === 'accepted');
  assert.deepEqual(
    of('turn.failed')
      .map(({failure}) => failure.failure)
      .sort(),
    ['cancelled', 'cut', 'rateLimited'],
  );
  assert.deepEqual(
    of('message.urged').map(({by}) => by),
    ['person', 'person'],
  );
  assert.deepEqual(
    state.messages.map(({to, fate}) => [to, fate.kind]),
    ['executor', 'executor', 'scheduler', 'scheduler'].map((to) => [to, 'acknowledged']),
  );
  const unrun = of('tool.returned').filter(({output}) => output === 'not run: redirected by the person');
  assert.equal(unrun.length, 1, 'the build that waited was answered');
  assert.deepEqual(
    of('question.answered').map(({answer}) => answer),
    [allowAlways, 'none: the person redirected instead', allow, allow, allowAlways, allow],
  );
  assert.deepEqual(
    of('verdict.given').map(({constraintRevision}) => constraintRevision),
    [0, 2],
  );
  assert.deepEqual(
    state.constraints.map(({source, opinion, standing}) => [source, opinion, standing]),
    [
      ['person', undefined, 'inForce'],
      ['verifier', 'O1', 'inForce'],
    ],
  );
  checkOpinion(state);
  assert.equal(of('session.reopened').length, 1);
  assert.deepEqual(
    state.runs.map(({trial, verdict}) => [trial, verdict?.kind]),
    [
      [false, 'interrupted'],
      [false, 'accepted'],
    ],
  );
  assert.equal(of('commit.started').length, 1);
}

function checkOpinion({opinions}: State): void {
  const [opinion] = opinions;
  assert.equal(opinion?.standing.at, 'closed', 'the end of the session closes it');
  assert.deepEqual(
    opinion?.statements.map(({text, answer}) => [
      text,
      answer?.verdict,
      answer?.places.map(({file, line}) => `${file}:${line}`),
    ]),
    [
      [statements[0], 'confirmed', [`tally.c:${readingLine}`]],
      [statements[1], 'contradicted', [`tally.c:${readingLine}`]],
    ],
  );
  assert.match(opinion?.statements[0]?.answer?.places[0]?.text ?? '', /atomic_read\(&count\)/);
}

function checkCommit({workspace}: Place): void {
  const log = execFileSync('git', ['-C', workspace, 'log', '--format=%B%x00'], {encoding: 'utf8'}).split('\0');
  assert.equal(log.filter((message) => message.trim() !== '').length, 1);
  assert.match(log[0] ?? '', /approved under constraint revision 2/);
}

async function checkNoSecret({folder}: Place): Promise<void> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const files = entries.filter((entry) => entry.isFile());
  assert.ok(files.length > 20);
  for (const {parentPath, name} of files) {
    const text = await readFile(join(parentPath, name), 'latin1');
    assert.ok(!text.includes(apiKey), `the key is in ${parentPath}/${name}`);
  }
}
