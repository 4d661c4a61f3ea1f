import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {countTests, failedTests, type KtapTest, parseKtap} from '../../src/kernel/ktap.ts';

/** As words, one a test: `suite/name outcome`. */
function told(tests: readonly KtapTest[], above = ''): readonly string[] {
  return tests.flatMap(({name, outcome, reason, subtests}) => [
    `${above}${name} ${outcome}${reason === undefined ? '' : ` (${reason})`}`,
    ...told(subtests, `${above}${name}/`),
  ]);
}

function check(text: string, expected: readonly string[], faults: readonly string[] = []): void {
  const results = parseKtap(text);
  assert.deepEqual({tests: told(results.tests), faults: results.faults}, {tests: expected, faults});
}

const nested = `[   14.211] ring: ready
[   14.220]     # Subtest: ring
[   14.221]     1..3
[   14.230]     ok 1 - ring_empty
[   14.240]     # ring_full: EXPECTATION FAILED at /build/ring_test.c:21
[   14.240]     Expected ring_used(&ring) == 16, but
[   14.240]         ring_used(&ring) == 15 (0xf)
[   14.241]     not ok 2 - ring_full
[   14.250]     ok 3 - ring_dma # SKIP no device
[   14.251] # ring: pass:1 fail:1 skip:1 total:3
[   14.252] # Totals: pass:1 fail:1 skip:1 total:3
[   14.253] not ok 1 - ring
[   15.000] ring: gone
`;

test('a suite as KUnit prints it on a console, with what a failed test said', () => {
  check(nested, [
    'ring failed',
    'ring/ring_empty passed',
    'ring/ring_full failed',
    'ring/ring_dma skipped (SKIP no device)',
  ]);
  const [failed, ...more] = failedTests(parseKtap(nested).tests);
  assert.deepEqual(more, []);
  assert.deepEqual(failed?.path, ['ring', 'ring_full']);
  assert.deepEqual(failed?.test.lines, [
    '# ring_full: EXPECTATION FAILED at /build/ring_test.c:21',
    'Expected ring_used(&ring) == 16, but',
    'ring_used(&ring) == 15 (0xf)',
  ]);
  assert.deepEqual(countTests(parseKtap(nested).tests), {passed: 1, failed: 1, skipped: 1, expected: 0});
});

test('the head of newer kernels, and the cases of a parameter', () =>
  check(
    `KTAP version 1
1..1
    KTAP version 1
    # Subtest: sort
    1..1
        KTAP version 1
        # Subtest: sort_sizes
        ok 1 empty
        not ok 2 one # TODO not written yet
        # sort_sizes: pass:1 fail:1 skip:0 total:2
    ok 1 sort_sizes
ok 1 sort
`,
    [
      'sort passed',
      'sort/sort_sizes passed',
      'sort/sort_sizes/empty passed',
      'sort/sort_sizes/one expected (TODO not written yet)',
    ],
  ));

test('a plan that is not met is no success', () =>
  check('1..2\nok 1 - a\n', ['a passed'], ['the tests: 2 were to be run, 1 came to a result']));

test('a kernel that dies in the middle of a suite', () =>
  check(
    `    # Subtest: ring
    1..2
    ok 1 - ring_empty
BUG: KASAN: use-after-free in ring_put+0x11/0x40 [ring]
Kernel panic - not syncing: panic_on_warn set ...
`,
    ['ring_empty passed'],
    ['ring: 2 were to be run, 1 came to a result'],
  ));

test('a suite whose own result is missing while others follow', () => {
  const text = '    # Subtest: a\n    1..1\n        # Subtest: deep\n        1..2\n        ok 1 - x\nok 1 - a\n';
  assert.deepEqual(parseKtap(text).faults, ['deep: 2 were to be run, 1 came to a result', 'deep has no result']);
});

test('a suite that failed without a failed test is told itself', () => {
  const {tests} = parseKtap('    # Subtest: a\n    1..1\n    ok 1 - x\nnot ok 1 - a\n');
  assert.deepEqual(
    failedTests(tests).map(({path}) => path),
    [['a']],
  );
});

test('numbers that do not follow', () =>
  check('1..2\nok 1 - a\nok 3 - b\n', ['a passed', 'b passed'], ['the tests: number 3 comes where 2 should']));

test('nothing is made of a console without tests', () => check('[ 1.0] ok then\n[ 2.0] not okay 1\n', []));

test('a text cut anywhere never makes more of what was read, nor throws', () => {
  const all = failedTests(parseKtap(nested).tests).length;
  for (let cut = 0; cut <= nested.length; cut++) {
    const {tests} = parseKtap(nested.slice(0, cut));
    assert.ok(failedTests(tests).length <= all, `cut at ${cut}`);
  }
});

test('a flood is bounded', () => {
  const flood = Array.from({length: 5000}, (_, at) => `ok ${at + 1} - t`).join('\n');
  const {tests, faults} = parseKtap(`1..5000\n${flood}\n`);
  assert.equal(tests.length, 2000);
  assert.match(faults.at(-1) ?? '', /more than 2000/);
});

test('a real console, with its levels and stamps', () => {
  const text = readFileSync(new URL('../fixtures/examine/ktap.console', import.meta.url), 'utf8');
  check(text, [
    'ring failed',
    'ring/ring_goes_on passed',
    'ring/ring_comes_around failed',
    'ring/ring_of_dma skipped (SKIP no device)',
  ]);
});
