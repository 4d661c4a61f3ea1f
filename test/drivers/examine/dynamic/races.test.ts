// What is told of a kernel that notices data races: those of the module's own alone, each once, and how much was watched.
import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {findingOf} from '../../../../src/drivers/examine/dynamic/findings.ts';
import {findReports} from '../../../../src/kernel/find-reports.ts';
import {checkOn} from './stand-in-place.ts';

const looked = '4 processes at once for 8 s: 9 opens, 12 writes';
const used = 'done open 9\ndone write 12\n';

const race = (
  one: string,
  other: string,
) => `[   12.000] ==================================================================
[   12.000] BUG: KCSAN: data-race in ${one.replace(/\+\S+/, '')} / ${other.replace(/\+\S+/, '')}
[   12.000]
[   12.001] read-write to 0xffffffffa0020448 of 8 bytes by task 69 on cpu 0:
[   12.001]  ${one}
[   12.001]  vfs_write+0x15b/0x650
[   12.001]
[   12.002] write to 0xffffffffa0020448 of 8 bytes by task 70 on cpu 1:
[   12.002]  ${other}
[   12.002]  vfs_write+0x15b/0x650
[   12.002]
[   12.003] Reported by Kernel Concurrency Sanitizer on:
[   12.003] CPU: 1 PID: 70 Comm: dd Tainted: G           O       6.1.176-kcsan #1
[   12.003] ==================================================================
`;

async function check(t: TestContext, said: string, watched: string, expected: readonly string[]) {
  const answers: Readonly<Record<string, {readonly output: string; readonly said?: string}>> = {
    parallel: {output: used, said},
    unload: {output: watched},
  };
  const {end, findings} = await checkOn(t, 'races', {answer: (stage) => answers[stage] ?? null});
  assert.deepEqual(
    findings.map(({claim}) => claim),
    expected,
  );
  return end;
}

const count = 'ring_count+0xaa/0x10b [ring]';
const show = 'ring_show+0x11/0x40 [ring]';

test('a race of two of its functions is told once, whoever was first', async (t) => {
  const told = ['KCSAN: data-race in ring_count / ring_show.'];
  const end = await check(t, race(count, show) + race(show, count), 'watched 812\n', told);
  assert.deepEqual(end, {kind: 'finished', looked: `${looked}; 812 accesses watched`});
});

test("a race with the kernel, or of the kernel, is not the module's to mend", async (t) => {
  const kernels = race(count, 'tick_irq_enter+0x3a/0x160') + race('tick_irq_enter+0x3a/0x160', 'do_idle+0x51/0x110');
  await check(t, kernels, 'watched 812\n', []);
});

test('a kernel that watched nothing has looked for nothing', async (t) => {
  assert.deepEqual(await check(t, '', 'watched 0\n', []), {kind: 'stopped', why: `no access was watched; ${looked}`});
});

test('users that do not come back are told as that, on whichever kernel', async (t) => {
  const answer = (stage: string) => (stage === 'parallel' ? 'isLate' : null);
  for (const check of ['races', 'parallel'] as const) {
    const {end, findings} = await checkOn(t, check, {answer});
    assert.deepEqual(findings, []);
    assert.match(
      end.kind === 'stopped' ? end.why : end.kind,
      /^those who used the module did not come back: 4 processes used it at once for 8 s, and 60 s later not all had ended; /,
    );
  }
});

test('all of many races are told, and a flood of them is no end of the check', async (t) => {
  const many = (count: number) => Array.from({length: count}, (_, at) => `ring_${at}`);
  const said = (count: number) =>
    many(count)
      .map((name) => race(`${name}+0x1/0x9 [ring]`, `${name}+0x4/0x9 [ring]`))
      .join('');
  const told = many(20).map((name) => `KCSAN: data-race in ${name} / ${name}.`);
  assert.equal((await check(t, said(20), 'watched 812\n', told)).kind, 'finished');
  const {end, findings} = await checkOn(t, 'races', {
    answer: (stage) => (stage === 'parallel' ? {output: used, said: said(70)} : null),
  });
  assert.equal(findings.length, 64);
  const why = 'the kernel reported more than is looked at: 6 reports are left out';
  assert.deepEqual(end, {kind: 'stopped', why});
});

test('whichever side came first, a race is at the same place in the same words', () => {
  const [first, second] = [race(count, show), race(show, count)].map((text) => findReports(text)[0]);
  assert.ok(first !== undefined && second !== undefined);
  const at = (frame: string, line: number) => ({frame, located: {function: 'f', file: 'ring.c', line, inlined: []}});
  const source = {places: [at(count, 40), at(show, 17)], excerpts: [], instructions: []};
  const [one, other] = [first, second].map((report) => findingOf({...report, source}));
  assert.equal(one?.claim, 'KCSAN: data-race in ring_count / ring_show, at ring.c:17 and ring.c:40.');
  assert.deepEqual([one?.file, one?.line], ['ring.c', 17]);
  assert.deepEqual([other?.claim, other?.file, other?.line], [one?.claim, one?.file, one?.line]);
});
