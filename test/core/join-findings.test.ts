import assert from 'node:assert/strict';
import test from 'node:test';
import type {CheckFinding, CheckName, CheckResult} from '../../src/core/examination.ts';
import {foundBy, joinFindings} from '../../src/core/join-findings.ts';
import {signOf} from '../../src/core/sign.ts';

const freed: CheckFinding = {
  class: 'double free',
  severity: 'major',
  file: 'a.c',
  line: 40,
  claim: 'p is freed twice',
  evidence: 'a.c:40: p is freed twice',
};

const result = (check: CheckName, ...findings: readonly CheckFinding[]): CheckResult => ({
  check,
  by: check,
  end: {kind: 'finished', looked: 'all of it'},
  findings,
  durationMs: 1,
});

const joined = (...results: readonly CheckResult[]) =>
  joinFindings(results).map(({check, findings}) => [check, findings.map(({line, alsoBy = []}) => [line, ...alsoBy])]);

test('what two checks found near one line is told once, with both names', () =>
  assert.deepEqual(joined(result('analyzer', freed), result('coccinelle', {...freed, line: 42, claim: 'twice'})), [
    ['analyzer', [[40, 'coccinelle']]],
    ['coccinelle', []],
  ]));

test('the most severe of them stays, with its evidence', () => {
  const seen: CheckFinding = {...freed, severity: 'critical', line: 41, evidence: 'BUG: KASAN: double-free'};
  const results = joinFindings([result('analyzer', freed), result('sparse', freed), result('accept', seen)]);
  assert.deepEqual(
    results.map(({findings}) => findings),
    [[], [], [{...seen, alsoBy: ['analyzer', 'sparse'], signs: [signOf(freed, 'analyzer'), signOf(freed, 'sparse')]}]],
  );
});

test('another class, file or a line further off is another fault', () => {
  const others: readonly Partial<CheckFinding>[] = [{class: 'deadlock'}, {file: 'b.c'}, {line: 44}];
  for (const other of others) {
    const both = joinFindings([result('analyzer', freed), result('sparse', {...freed, ...other})]);
    assert.deepEqual(
      both.map(({findings}) => findings.length),
      [1, 1],
      JSON.stringify(other),
    );
  }
});

test('a second free is a use after the first: of one line both are one, by the name that tells more', () => {
  const used: CheckFinding = {...freed, class: 'use after free', claim: 'p is used after kfree()'};
  const twice = {...freed, alsoBy: ['compiler'], signs: [signOf(used, 'compiler')]};
  assert.deepEqual(
    joinFindings([result('compiler', used), result('analyzer', freed)]).map(({findings}) => findings),
    [[], [twice]],
  );
  assert.deepEqual(
    joined(result('compiler', {...used, line: 41}), result('analyzer', freed)),
    [
      ['compiler', [[41]]],
      ['analyzer', [[40]]],
    ],
    'a use in another line is another fault',
  );
});

test('one check that names two lines means two faults; twice the same line is one', () =>
  assert.deepEqual(joined(result('analyzer', freed, {...freed, line: 41}, {...freed, claim: 'again'})), [
    ['analyzer', [[40], [41]]],
  ]));

test('matters of style in one place are told each', () => {
  const style: CheckFinding = {...freed, class: 'style', severity: 'note', claim: 'a long line'};
  assert.deepEqual(joined(result('checkpatch', style, {...style, claim: 'a tab'}, style)), [
    ['checkpatch', [[40], [40]]],
  ]);
});

test('what has no place is the same only in the same words', () => {
  const {file: _file, line: _line, ...placeless} = freed;
  assert.deepEqual(joined(result('load', placeless), result('accept', placeless, {...placeless, claim: 'other'})), [
    ['load', [[undefined, 'accept']]],
    ['accept', [[undefined]]],
  ]);
});

test('joining what is joined changes nothing', () => {
  const once = joinFindings([result('analyzer', freed), result('sparse', freed), result('load', freed)]);
  assert.deepEqual(joinFindings(once), once);
});

test('the worst is told first, and equals in the order in which they were found', () => {
  const note: CheckFinding = {...freed, severity: 'note'};
  const critical: CheckFinding = {...freed, severity: 'critical'};
  const found = foundBy([result('sparse', note, freed), result('load', critical, freed)]);
  assert.deepEqual(
    found.map(({check, finding}) => [check, finding.severity]),
    [
      ['load', 'critical'],
      ['sparse', 'major'],
      ['load', 'major'],
      ['sparse', 'note'],
    ],
  );
});
