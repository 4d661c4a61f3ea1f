import assert from 'node:assert/strict';
import test from 'node:test';
import {boundedCheck} from '../../src/core/bounded-check.ts';
import {leak, resultOf, unlock} from './examined-states.ts';

test('what fits is told as it is', () => {
  const result = resultOf('sparse', unlock);
  assert.deepEqual(boundedCheck(result), {result});
});

test('of very many findings the weightiest are told, and how many are not', () => {
  const styles = Array.from({length: 40}, () => ({...unlock, severity: 'note'}) as const);
  const {result, leftOut} = boundedCheck(resultOf('checkpatch', ...styles, leak));
  assert.deepEqual([result.findings[0], result.findings.length, leftOut], [leak, 12, 29]);
});

test('no text of a tool is longer than a journal and a prompt can hold', () => {
  const long = 'x'.repeat(1_000_000);
  const {result} = boundedCheck({
    ...resultOf('sparse', {...unlock, claim: long, evidence: long, file: long}),
    by: long,
    end: {kind: 'notRun', why: long},
  });
  assert.ok(JSON.stringify(result).length < 8_000, `${JSON.stringify(result).length} characters`);
});
