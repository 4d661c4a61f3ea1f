// A whole session whose first module has a fault that the distribution's kernel does not notice: the check on the sanitizer kernel does, and
// nothing is accepted before that check has looked at another tree to its end.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {Entry} from '../../src/core/events.ts';
import {fold} from '../../src/core/reduce.ts';
import type {State} from '../../src/core/state.ts';
import {sanitizerKernelForTests} from '../drivers/target/sanitizer-kernel-for-tests.ts';
import {playedByRole} from '../model-server/by-role.ts';
import {startModelServer} from '../model-server/server.ts';
import {allGone, endOf, eventsOf, ofType, type PrintedEvent, place, startProgram} from './program.ts';
import {faultyLine, snipTurns, writeSnip} from './snip.ts';

test('what only the sanitizer kernel notices blocks, is mended, and is looked for again before the work is accepted', async (t) => {
  const kernel = await sanitizerKernelForTests();
  const {script, left} = playedByRole(snipTurns);
  const server = await startModelServer(script);
  t.after(() => server.close());
  const where = await place(t, 'static: false, dynamic: [load, accept]');
  const config = join(where.folder, 'live.yaml');
  await writeFile(config, `provider: {baseUrl: "${server.baseUrl}", profile: openai, keyVariable: HOUSE_KEY}\n`);
  const keyed = {...where, environment: {...where.environment, HOUSE_KEY: 'house-1234567890abcdef'}};
  const words = ['--headless', '--model', 'gpt-5.5', '--config', config, '--task', await writeSnip(where.folder)];
  const {code, stdout, stderr} = await startProgram(t, keyed, [...words, '--workspace', where.workspace]).ended;
  const events = eventsOf(stdout);
  const end = endOf(events, stderr);
  assert.equal(end.outcome, 'accepted', end.why);
  assert.equal(code, 0);
  assert.deepEqual([server.unpaired, left()], [[], []]);

  const by = `sanitizer kernel ${kernel.release}`;
  checkOrder(events);
  checkState(stateOf(events), by);
  const told = server.asked.map(({body}) => JSON.stringify(body));
  assert.ok(told.some((text) => text.includes('BUG: KASAN: slab-out-of-bounds in snip_get')));
  assert.ok(
    told.some((text) => text.includes(`accept (${by}`) && text.includes('accept.sh, once, to its end: found nothing')),
  );
  await allGone(where.folder);
});

function stateOf(events: readonly PrintedEvent[]): State {
  return fold(events.map(({seq, atMs, ...event}) => ({seq, atMs, event}) as Entry));
}

/** The distribution's kernel had accepted it before anybody read it. */
function checkOrder(events: readonly PrintedEvent[]): void {
  const told = events.flatMap((event): readonly string[] => {
    if (event.type === 'run.finished') return [`run ${event.verdict.kind}`];
    if (event.type === 'verdict.given') return [event.verdict];
    return event.type === 'examination.ended' ? [`examination ${event.how}`] : [];
  });
  assert.deepEqual(told.slice(0, 6), [
    ...['run accepted', 'examination finished', 'change', 'examination finished', 'approve', 'run accepted'],
  ]);
  const refusals = ofType(events, 'tool.returned').filter(({output}) =>
    /the machine has shown it in this tree/.test(output),
  );
  assert.equal(refusals.length, 1, 'an approval of the first tree was refused');
}

/** The report is that kernel's last word. */
const ended = 'the kernel ended with what was found: KASAN: slab-out-of-bounds Read in snip_get';

function checkState({findings, examinations}: State, by: string): void {
  const [finding, ...more] = findings;
  assert.deepEqual(more, []);
  assert.ok(finding?.by === 'check');
  const {id, class: kind, blocking, state, file, line, seen} = finding;
  assert.deepEqual(
    {id, kind, blocking, state, file, line, check: seen.check, with: seen.with.startsWith(by)},
    {
      ...{id: 'K1', kind: 'out of bounds', blocking: true, state: 'mended', file: 'snip.c', line: faultyLine},
      ...{check: 'accept', with: true},
    },
  );
  assert.deepEqual(
    examinations.map(({results}) => results.map(({check, end, findings: found}) => [check, end, found])),
    [
      [
        ['load', {kind: 'finished', looked: 'loaded and unloaded 11 times'}, []],
        ['accept', {kind: 'stopped', why: ended}, ['K1']],
      ],
      [
        ['load', {kind: 'finished', looked: 'loaded and unloaded 11 times'}, []],
        ['accept', {kind: 'finished', looked: 'accept.sh, once, to its end'}, []],
      ],
    ],
  );
}
