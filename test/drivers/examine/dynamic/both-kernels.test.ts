import assert from 'node:assert/strict';
import test from 'node:test';
import type {CheckEnd, CheckFinding} from '../../../../src/core/examination.ts';
import {onBoth} from '../../../../src/drivers/examine/dynamic/both-kernels.ts';
import type {ModuleCheck} from '../../../../src/drivers/examine/module-check.ts';

const finding = (claim: string): CheckFinding => ({class: 'data race', severity: 'major', claim, evidence: claim});

function kernel(by: string, end: CheckEnd, ...claims: readonly string[]): ModuleCheck {
  return {check: 'parallel', deadlineSeconds: 10, run: async () => ({by, end, findings: claims.map(finding)})};
}

async function check(one: ModuleCheck, other: ModuleCheck, expected: CheckEnd, claims: readonly string[]) {
  const request = {module: 'ring', sourceFolder: '/ring', acceptance: 'load', checks: ['parallel']} as const;
  const looked = await onBoth(one, other).run(request, new AbortController().signal);
  assert.deepEqual(looked, {by: 'A and B', end: expected, findings: claims.map(finding)});
}

const finished = (looked: string): CheckEnd => ({kind: 'finished', looked});

test('what both kernels were made to run, and found', async () => {
  await check(kernel('A', finished('x'), 'a'), kernel('B', finished('x'), 'b'), finished('on each: x'), ['a', 'b']);
  await check(kernel('A', finished('x')), kernel('B', finished('y')), finished('x; y'), []);
});

test('a kernel that came to no end is told, and so is what the other one did', () =>
  check(
    kernel('A', finished('x'), 'a'),
    kernel('B', {kind: 'notRun', why: 'it does not build'}),
    {kind: 'stopped', why: 'on the first: x; on the second: it does not build'},
    ['a'],
  ));

test('a fault of the second machine does not lose what the first found', async () => {
  const broken: ModuleCheck = {check: 'parallel', deadlineSeconds: 10, run: () => Promise.reject(new Error('no QEMU'))};
  const request = {module: 'ring', sourceFolder: '/ring', acceptance: 'load', checks: ['parallel']} as const;
  const {end, findings} = await onBoth(kernel('A', finished('x'), 'a'), broken).run(
    request,
    new AbortController().signal,
  );
  assert.deepEqual(end, {kind: 'stopped', why: 'on the first: x; on the second: no QEMU'});
  assert.equal(findings.length, 1);
});
