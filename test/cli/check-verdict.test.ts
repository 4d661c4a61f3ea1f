import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import test from 'node:test';
import {timesRow, verdictRows} from '../../src/cli/check-rows.ts';
import {checkedOf, exitStatusOf, type Findings, verdictJson} from '../../src/cli/check-verdict.ts';
import {findReports} from '../../src/kernel/find-reports.ts';
import type {BuildOutcome, RunOutcome, RunResult} from '../../src/ports.ts';
import {frame, report} from '../drivers/target/reports-for-tests.ts';

const built: BuildOutcome = {kind: 'built', koPath: '/o/ring.ko', buildId: 'ab', diagnostics: [], durationMs: 900};
const times = {buildMs: 1000, totalMs: 5000};
const crash = {...report('oops', 'BUG: bad in ring_read'), moduleFrame: frame('ring_read')};

const ran = (result: RunResult, reports: RunOutcome['reports'] = []): Findings => ({
  ...{build: built, ...times},
  run: {
    ...{result, durationMs: 4000, capture: {fromByte: 0, toByte: 9}, reports},
    durations: {resetMs: 300, deliverMs: 200, runMs: 3000},
  },
});

function check(findings: Findings, verdict: string, status: number, reason: RegExp): void {
  test(`${verdict}: ${reason}`, () => {
    const checked = checkedOf(findings);
    assert.equal(checked.verdict, verdict);
    assert.equal(exitStatusOf(checked.verdict), status);
    assert.match(checked.reason, reason);
  });
}

const diagnostic = {level: 'error', file: 'ring.c', line: 3, column: 9, text: "'x' undeclared"} as const;
const warning = {...diagnostic, level: 'warning'} as const;

check(ran({kind: 'accepted'}), 'accepted', 0, /stayed clean/);
check(
  {...ran({kind: 'accepted'}), build: {...built, diagnostics: [warning, {...warning, level: 'note'}]}},
  ...(['accepted', 0, /stayed clean; but its build has 1 warning, with which no agent's work is accepted$/] as const),
);
check(
  {build: {kind: 'failed', diagnostics: [warning, diagnostic], output: '', durationMs: 1}, ...times},
  ...(['build-failed', 1, /^ring\.c:3:9: error: 'x' undeclared$/] as const),
);
check(
  {build: {kind: 'failed', diagnostics: [], output: 'make: *** no rule\n', durationMs: 1}, ...times},
  ...(['build-failed', 1, /^make: \*\*\* no rule$/] as const),
);
check({build: {kind: 'refused', why: 'there is no Kbuild file'}, ...times}, 'build-failed', 1, /no Kbuild file/);
check(
  ran({kind: 'notAccepted', stage: 'accept', why: 'it is empty', output: ''}),
  ...(['not-accepted', 1, /^at accept: it is empty$/] as const),
);
for (const how of ['oopsed', 'panicked', 'hung'] as const) {
  check(
    ran({kind: 'crashed', how, stage: 'load', why: 'it fell silent'}, [crash]),
    how,
    1,
    /^at load: it fell silent \(BUG: bad in ring_read\)$/,
  );
}
check(ran({kind: 'fault', why: 'QEMU is gone'}), 'fault', 3, /^QEMU is gone$/);
check({build: {kind: 'fault', why: 'no bwrap'}, ...times}, 'fault', 3, /^no bwrap$/);
check({fault: 'no programs', ...times}, 'fault', 3, /^no programs$/);

test('--json is one line with the keys of the contract', () => {
  const line = verdictJson(
    checkedOf({...ran({kind: 'crashed', how: 'oopsed', stage: 'load', why: 'x\ny'}, [crash]), console: 'a\nb'}),
  );
  assert.ok(!line.includes('\n'));
  const {reports, ...rest} = JSON.parse(line) as {reports: unknown};
  assert.deepEqual(rest, {
    verdict: 'oopsed',
    reason: 'at load: x\ny (BUG: bad in ring_read)',
    durations: {buildMs: 1000, resetMs: 300, runMs: 3200, totalMs: 5000},
  });
  assert.deepEqual(reports, [crash]);
});

test('a person reads what failed, where, the console around it, and how long each part took', () => {
  const before = Array.from({length: 30}, (_, index) => `line ${index}`);
  const console = [...before, crash.title, 'after it'].join('\r\n');
  const rows = verdictRows(
    checkedOf({
      ...ran({kind: 'crashed', how: 'panicked', stage: 'accept', why: crash.title}, [crash]),
      console,
      kept: {console: '/k/ring.console', module: '/k/ring.ko'},
    }),
  );
  assert.deepEqual(rows, [
    'panicked: at accept: BUG: bad in ring_read',
    'where: ring_read+0x1/0x10 [ring]',
    'the console around it:',
    ...before.slice(-8).map((line) => `  ${line}`),
    '  BUG: bad in ring_read',
    '  after it',
    'the whole console: /k/ring.console',
    'the module that ran: /k/ring.ko',
    'build 1.0 s, reset 0.3 s, run 3.2 s, in all 5.0 s',
  ]);
});

test('a checker of memory tells where it noticed; where the object came from and went is told as well', async () => {
  const text = await readFile(new URL('../fixtures/console/kasan-freed.console', import.meta.url), 'utf8');
  const rows = verdictRows(
    checkedOf(ran({kind: 'crashed', how: 'oopsed', stage: 'accept', why: 'x'}, findReports(text))),
  );
  assert.deepEqual(
    rows.filter((row) => /^(?:where|allocated|freed): /.test(row)).map((row) => row.replace(/\+0x.*/, '')),
    ['where: ringlog_read', 'allocated: ringlog_open', 'freed: ringlog_release'],
  );
});

test('what was accepted is two rows, and nothing that was printed reaches the terminal as a command', () => {
  const accepted = checkedOf({...ran({kind: 'accepted'}), console: 'all well'});
  assert.deepEqual(verdictRows(accepted).slice(1), [timesRow(accepted)]);
  const evil = checkedOf(ran({kind: 'notAccepted', stage: 'accept', why: '\x1b[2Jgone', output: 'a\x1b]0;b\x07\n'}));
  assert.ok(verdictRows(evil).every((row) => !row.includes('\x1b') && !row.includes('\n')));
});
