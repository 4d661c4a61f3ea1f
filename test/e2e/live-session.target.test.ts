// A whole session on a live model: the real program and client, a real kernel, and the server of the tests, which says the shipped
// tape's words and fails on the way. What it recorded is the tape.
import assert from 'node:assert/strict';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {parseTape} from '../../config/tape.ts';
import {roles} from '../../src/core/roles.ts';
import type {Tape} from '../../src/core/tape.ts';
import {playedByRole, type RoleTurns} from '../model-server/by-role.ts';
import {type ModelServer, startModelServer} from '../model-server/server.ts';
import {allGone, endOf, eventsOf, ofType, type Place, place, startProgram} from './program.ts';

const shipped = fileURLToPath(new URL('../../config/tapes/ringlog.yaml', import.meta.url));
const apiKey = 'house-1234567890abcdef';

function turnsOf({turns}: Tape): RoleTurns {
  const all = roles.map((role) => [
    role,
    turns[role].map(({say, reasoning = '', calls}) => ({
      say,
      reasoning,
      calls: calls.map(({tool, arguments: given}) => ({name: tool, argumentsJson: JSON.stringify(given)})),
    })),
  ]);
  return Object.fromEntries(all);
}

/** What a role said and called, without the times. */
function wordsOf({turns}: Tape): object {
  return Object.fromEntries(roles.map((role) => [role, turns[role].map(({say, calls}) => ({say: say.trim(), calls}))]));
}

async function configured(where: Place, {baseUrl}: ModelServer): Promise<string> {
  const path = join(where.folder, 'live.yaml');
  await writeFile(path, `provider: {baseUrl: "${baseUrl}", profile: openai, keyVariable: HOUSE_KEY}\n`);
  return path;
}

async function textsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map(({parentPath, name}) => readFile(join(parentPath, name), 'latin1')));
}

test('a session on a live model gets over a full provider and a cut answer, and its recording says the same', async (t) => {
  const tape = parseTape(await readFile(shipped, 'utf8'), shipped);
  const {script, left} = playedByRole(turnsOf(tape), [
    {role: 'planner', answer: 1, fault: 'rateLimitedMs'},
    {role: 'executor', answer: 2, fault: 'cut'},
  ]);
  const server = await startModelServer(script);
  t.after(() => server.close());
  const where = await place(t);
  const record = join(where.folder, 'recorded.yaml');
  const words = ['--headless', '--model', 'gpt-5.5', '--config', await configured(where, server)];
  const keyed = {...where, environment: {...where.environment, HOUSE_KEY: apiKey}};
  const {code, stdout, stderr} = await startProgram(t, keyed, [
    ...words,
    ...['--record', record, '--workspace', where.workspace],
  ]).ended;
  const events = eventsOf(stdout);
  const end = endOf(events, stderr);
  assert.equal(end.outcome, 'accepted', end.why);
  assert.equal(code, 0);
  assert.ok(end.oopses + end.panics >= 1 && end.pstoreRecords >= 1);

  assert.deepEqual([server.unpaired, left()], [[], []]);
  assert.ok(
    server.asked.every(({wire, authorization}) => wire === 'responses' && authorization === `Bearer ${apiKey}`),
  );
  const failures = ofType(events, 'turn.failed');
  assert.deepEqual(failures.map(({failure, retryInMs}) => [failure.failure, retryInMs]).sort(), [
    ['cut', 2_000],
    ['rateLimited', 2_000],
  ]);
  const [cut] = failures.filter(({failure}) => failure.failure === 'cut');
  assert.ok(cut?.usage?.estimated && cut.usage.costMicrodollars > 0);
  const [started] = ofType(events, 'session.started');
  assert.deepEqual(started?.label, {kind: 'live', provider: new URL(server.baseUrl).host});
  const answered = ofType(events, 'turn.answered');
  assert.equal(answered.length, server.asked.length - failures.length);
  assert.ok(answered.every(({usage}) => usage.inputTokens === 1000 && !usage.estimated));

  const text = await readFile(record, 'utf8');
  assert.deepEqual(wordsOf(parseTape(text, record)), wordsOf(tape));
  for (const kept of [text, stdout, stderr, ...(await textsBelow(join(where.folder, 'state')))])
    assert.ok(!kept.includes(apiKey), 'the key is nowhere');
  await allGone(where.folder);
});
