// `quarterdeck prompt` on journals of its own: sessions that were left, that go on, and that have ended.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {seenBy} from '../../src/cli/prompt-of-session.ts';
import type {Event} from '../../src/core/events.ts';
import {defaultPromptBudgets} from '../../src/core/prompt-budget.ts';
import {encodeLine} from '../../src/drivers/session/journal-line.ts';
import {typescriptWords} from '../../src/setup/typescript-words.mjs';
import {A1, A2, assigned, call, called, created, entriesOf, planned, started} from '../core/states.ts';
import {type Closing, temporaryFolder} from '../temporary.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

const said: Event = {
  type: 'message.queued',
  message: 'M1' as never,
  to: 'executor',
  about: 'redirect',
  text: 'Use a kref.',
};
const returned: Event = {type: 'tool.returned', call: call(), ok: true, output: '\u001b[2Jx\u009b2J'};
const ended: Event = {type: 'assignment.ended', assignment: A1, how: 'finished', why: 'submitted'};
const working = [started(), created(), planned(), assigned('executor', 'write'), ...called(['build']), returned, said];

test('between two turns it is what the next question will hold, the waiting words of the person too', () => {
  const seen = seenBy(entriesOf(working), 'executor');
  assert.equal(seen?.isOver, false);
  assert.deepEqual(seen?.assignment.transcript.at(-1), {kind: 'message', from: 'person', text: 'Use a kref.'});
});

test('of a role that is set to nothing it is the last assignment, as it was before its end', () => {
  const seen = seenBy(entriesOf([...working, ended, assigned('reviewer', 'review', A2)]), 'executor');
  assert.deepEqual([seen?.isOver, seen?.assignment.id, seen?.assignment.turns], [true, A1, 1]);
  assert.equal(seenBy(entriesOf(working), 'verifier'), null);
});

async function prompt(t: Closing, events: readonly Event[], ...words: readonly string[]) {
  const home = await temporaryFolder(t);
  const folder = join(home, 'quarterdeck/sessions/20261124-ringlog');
  await mkdir(folder, {recursive: true});
  await writeFile(join(folder, 'journal.jsonl'), entriesOf(events).map(encodeLine).join(''));
  const {status, stdout, stderr} = spawnSync(process.execPath, [...typescriptWords, main, 'prompt', ...words], {
    ...{env: {...process.env, XDG_STATE_HOME: home}, encoding: 'utf8', timeout: 60_000},
  });
  return {status, stdout, stderr};
}

test('it shows the sizes, the end of the stable part and all of the text, and moves no cursor', async (t) => {
  const {status, stdout} = await prompt(t, working, '2026', 'executor');
  assert.equal(status, 0);
  assert.match(stdout, /^session 20261124-ringlog: what the Executor sees now in A1 \(write T1\), after 2 turns\n/);
  assert.match(stdout, /^history +\d+ {2}of 125,000$/m);
  assert.match(stdout, /^---- up to here it stays the same .*: [\d,]+ tokens that a provider can keep ----\nhistory /m);
  assert.match(stdout, />> the person:\nUse a kref\.\n/);
  assert.match(stdout, />> result of p1\.0:\nx\n/);
  assert.ok(![...stdout].some((character) => /[\x00-\x09\x0b-\x1f\x7f-\x9f]/.test(character)));
});

test('as JSON it holds the request as it would be sent', async (t) => {
  const {status, stdout} = await prompt(t, working, '2026', 'executor', '--json');
  assert.equal(status, 0);
  assert.ok(!/[\x1b\x7f-\x9f]/.test(stdout));
  const known = JSON.parse(stdout);
  assert.deepEqual(known.sections.map(({name}: {name: string}) => name).slice(-3), [
    'history',
    'standing',
    'constraints',
  ]);
  assert.equal(known.request.items.at(-2).text, 'Use a kref.');
  assert.ok(known.stableTokens < known.tokens);
});

test('what can not be shown is said, with a status', async (t) => {
  const [none, unknown] = await Promise.all([
    prompt(t, working, '2026', 'verifier'),
    prompt(t, working, '1999', 'executor'),
  ]);
  assert.deepEqual([none.status, unknown.status], [2, 2]);
  assert.match(none.stderr, /the Verifier was set to nothing in session 20261124-ringlog/);
  const small = {...defaultPromptBudgets, executor: {...defaultPromptBudgets.executor, total: 3_000}};
  const narrow = await prompt(t, [started({prompts: small}), ...working.slice(1)], '2026', 'executor');
  assert.equal(narrow.status, 3);
  assert.match(narrow.stderr, /the prompt of the Executor has no room: .* of 3000 that it may have/);
});
