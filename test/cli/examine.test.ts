import assert from 'node:assert/strict';
import test from 'node:test';
import {parseCommandLine} from '../../src/cli/arguments.ts';
import {examineStatus} from '../../src/cli/examine.ts';
import {interruptedWords, interruptionOf} from '../../src/cli/examine-interrupted.ts';
import {examinationJson, findingRows, resultRow} from '../../src/cli/examine-rows.ts';
import {
  type CheckEnd,
  type CheckFinding,
  type CheckResult,
  dynamicChecks,
  staticChecks,
} from '../../src/core/examination.ts';
import {signOf} from '../../src/core/sign.ts';

const line = (words: string) => parseCommandLine(['examine', ...words.split(' ').filter(Boolean)]);
const checksOf = (words: string): unknown => {
  const parsed = line(words);
  return 'checks' in parsed ? parsed.checks : parsed;
};

test('all checks are meant where none is named', () =>
  assert.deepEqual(line('m'), {
    ...{command: 'examine', folder: 'm', checks: [...staticChecks, ...dynamicChecks]},
    ...{watch: false, json: false, unsafeHostBuild: false},
  }));

test('checks by group and by name, each once and in the order in which they are run', () => {
  assert.deepEqual(checksOf('m --static'), staticChecks);
  assert.deepEqual(checksOf('m --dynamic'), dynamicChecks);
  assert.deepEqual(checksOf('m --static --dynamic'), [...staticChecks, ...dynamicChecks]);
  assert.deepEqual(checksOf('m --check load --check sparse --check load'), ['sparse', 'load']);
  assert.deepEqual(checksOf('m --static --check load'), [...staticChecks, 'load']);
});

test('a watch reads the source alone, unless it is said what else', () => {
  assert.deepEqual(checksOf('m --watch'), staticChecks);
  assert.deepEqual(checksOf('m --watch --dynamic'), [...staticChecks, ...dynamicChecks]);
  assert.deepEqual(checksOf('m --watch --check sparse --check load'), ['sparse', 'load']);
});

test('what is wrong with the words is said', () => {
  assert.deepEqual(line(''), {usage: "examine needs the folder with a module's sources and its Kbuild file"});
  assert.deepEqual(line('m --check lint'), {
    usage: `there is no check "lint"; the checks are ${[...staticChecks, ...dynamicChecks].join(', ')}`,
  });
  assert.deepEqual(line('m --deadline 0'), {usage: '--deadline 0 is no number of seconds from 1 to 86400'});
  assert.deepEqual(line('m n'), {usage: 'examine does not take "n"'});
});

const overrun: CheckFinding = {
  class: 'out of bounds',
  severity: 'major',
  file: 'a.c',
  line: 7,
  claim: 'one byte too many',
  evidence: 'a.c:7: one byte \x1b[31mtoo many',
  alsoBy: ['sparse'],
};
const result = (end: CheckEnd, ...findings: readonly CheckFinding[]): CheckResult => ({
  ...{check: 'analyzer', by: 'gcc 12.2.0', end, findings, durationMs: 4200},
});
const finished: CheckEnd = {kind: 'finished', looked: 'every path'};
const stopped: CheckEnd = {kind: 'stopped', why: 'it had not ended after 60 s'};
const notRun: CheckEnd = {kind: 'notRun', why: 'there is no gcc here'};

test('a row says what looked, for how long and what it found, or why it did not', () => {
  assert.equal(resultRow(result(finished)), 'analyzer      4.2 s  nothing found  gcc 12.2.0: every path');
  assert.equal(resultRow(result(finished, overrun)), 'analyzer      4.2 s  1 finding      gcc 12.2.0: every path');
  assert.equal(resultRow(result(notRun)), 'analyzer      4.2 s  not run: there is no gcc here');
  assert.equal(
    resultRow(result(stopped, overrun)),
    'analyzer      4.2 s  stopped: it had not ended after 60 s; 1 finding by then',
  );
});

test('a finding is told with its place, who found it, and the words of the tool made safe for a terminal', () =>
  assert.deepEqual(findingRows([result(finished, overrun)]), [
    '',
    'major: out of bounds a.c:7 (analyzer, sparse)',
    '  one byte too many',
    '    a.c:7: one byte too many',
    '',
    '1 finding; analyzer came to its end',
  ]));

test('what else shows it stands before the evidence, and the sum says why it is less than what was told', () => {
  const signs = [
    signOf({...overrun, claim: 'it hangs'}),
    signOf({...overrun, claim: 'one too many', line: 9}, 'sparse'),
  ];
  const rows = findingRows(
    [result(finished, {...overrun, signs})],
    [result(finished, overrun), result(finished, overrun)],
  );
  assert.deepEqual(rows.slice(3, 5), ['    then: it hangs', '    sparse: one too many (a.c:9)']);
  assert.equal(rows.at(-1), '1 finding (2 sights: what several checks saw is told once); analyzer came to its end');
});

test('evidence is bounded, and what is left out is counted', () => {
  const long = Array.from({length: 40}, (_, at) => `line ${at}`).join('\n');
  const rows = findingRows([result(finished, {...overrun, evidence: long})]);
  assert.equal(rows.filter((row) => row.startsWith('    line')).length, 16);
  assert.equal(rows.at(-3), '    (24 more lines left out)');
});

test('nothing found is said only of what came to its end', () => {
  assert.equal(findingRows([result(finished)]).at(-1), 'nothing found by analyzer');
  assert.equal(findingRows([result(stopped)]).at(-1), 'nothing found by no check; 1 check not run or stopped');
});

test('the exit status says whether something of weight was found', () => {
  const minor: CheckFinding = {...overrun, severity: 'minor'};
  const critical: CheckFinding = {...overrun, severity: 'critical'};
  assert.equal(examineStatus([result(finished)]), 0);
  assert.equal(examineStatus([result(finished, minor)]), 0);
  assert.equal(examineStatus([result(finished, minor), result(stopped, overrun)]), 1);
  assert.equal(examineStatus([result(finished, critical)]), 1);
  assert.equal(examineStatus([result(notRun), result(stopped)]), 3);
});

test('as JSON a module and its results stand in one line', () => {
  const results = [result(finished, overrun)];
  assert.deepEqual(JSON.parse(examinationJson('probe', results)), {module: 'probe', results});
});

test('an interruption says which check was under way and which were not asked', () => {
  const asked = result(stopped);
  const [sparse, load] = (['sparse', 'load'] as const).map((check) => ({...result(notRun), check}));
  assert.ok(sparse && load);
  assert.equal(
    interruptedWords(interruptionOf([asked, sparse, load])),
    'interrupted while analyzer looked; not asked: sparse, load',
  );
  assert.equal(interruptedWords(interruptionOf([])), 'interrupted; every check had been asked');
});

test('as JSON an interrupted examination says so, and a whole one has no such key', () => {
  const parsed = JSON.parse(examinationJson('probe', [result(stopped, overrun)], interruptionOf([])));
  assert.deepEqual(parsed, {module: 'probe', results: [result(stopped, overrun)], interrupted: true});
});
