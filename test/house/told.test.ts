// In CI a skipped test fails the run, unless it wants what the set-up leaves to a person.
import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {skip as raceKernelSkip} from '../drivers/target/race-kernel-for-tests.ts';
import {openTold} from '../told.mjs';

const without = 'the kcsan kernel is not built; `quarterdeck kernel build --profile kcsan` makes one';

function toldOf(t: TestContext, ci: string, ...reasons: readonly (string | true)[]) {
  const before = process.env['CI'];
  process.env['CI'] = ci;
  t.after(() => {
    if (before === undefined) delete process.env['CI'];
    else process.env['CI'] = before;
  });
  const told = openTold();
  const file = `${process.cwd()}/test/x.test.ts`;
  for (const skip of reasons) {
    told.hear({type: 'test:pass', data: {file, name: 'n', nesting: 0, details: {duration_ms: 1}, skip}});
  }
  return told;
}

test('the one kernel that CI does not build is a reason, and is told', (t) => {
  const told = toldOf(t, 'true', without);
  assert.equal(told.hasNoReason(), false);
  assert.match(told.lines().join('\n'), /skipped:\ntest\/x\.test\.ts: n: the kcsan kernel is not built/);
  assert.ok(raceKernelSkip === false || raceKernelSkip === without);
});

test('nothing else is one, and without CI all are', (t) => {
  assert.equal(toldOf(t, 'true', without, 'no QEMU here').hasNoReason(), true);
  assert.equal(toldOf(t, 'true', true).hasNoReason(), true);
  assert.equal(toldOf(t, '', 'no QEMU here').hasNoReason(), false);
});
