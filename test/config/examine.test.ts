import assert from 'node:assert/strict';
import test from 'node:test';
import {configurationOf} from '../../config/schema.ts';
import {dynamicChecks, staticChecks} from '../../src/core/examination.ts';
import {checksOf} from '../../src/core/examine-settings.ts';

const written = (text: string) => configurationOf([{path: 'q.yaml', text}]).examine;

test('nothing written: the source is read, and the sanitizer kernel is used where it is built', () => {
  const {examine} = configurationOf([]);
  assert.deepEqual(checksOf(examine, undefined), staticChecks);
  assert.deepEqual(checksOf(examine, '6.1.0-sanitizer'), [...staticChecks, ...dynamicChecks]);
});

test('either kind can be switched off, and the rest stays as it is', () => {
  assert.deepEqual(checksOf(written('examine: {static: false}'), '6.1.0-sanitizer'), dynamicChecks);
  assert.deepEqual(checksOf(written('examine: {dynamic: off}'), '6.1.0-sanitizer'), staticChecks);
  assert.deepEqual(checksOf(written('examine: {static: false, dynamic: off}'), '6.1.0-sanitizer'), []);
  assert.equal(written('examine: {deadlineSeconds: 60}').deadlineSeconds, 60);
});

test('checks can be named, of either kind, and are run in their own order', () => {
  const some = written('examine: {static: [sparse], dynamic: [leaks, accept]}');
  assert.deepEqual(checksOf(some, '6.1.0-sanitizer'), ['sparse', 'accept', 'leaks']);
  assert.deepEqual(checksOf(some, undefined), ['sparse']);
  assert.deepEqual(checksOf(written('examine: {static: []}'), undefined), []);
});

test('what is none of it is refused by its name', () => {
  assert.throws(() => written('examine: {dynamic: always}'), /examine\.dynamic/);
  assert.throws(() => written('examine: {dynamic: [sparse]}'), /examine\.dynamic/);
  assert.throws(() => written('examine: {deadlineSeconds: 0}'), /examine\.deadlineSeconds/);
  assert.throws(() => written('examine: {sparse: true}'), /sparse/);
});
