import assert from 'node:assert/strict';
import test from 'node:test';
import {parseAnswer} from '../../../src/drivers/target/accelerator.ts';

const dayMs = 24 * 3600 * 1000;
const kept = (accelerator: string, atMs: number) => JSON.stringify({accelerator, why: 'tried', atMs});

test('that KVM works stays true', () =>
  assert.deepEqual(parseAnswer(kept('kvm', 0), 400 * dayMs), {accelerator: 'kvm', why: 'tried'}));
test('that it does not work is believed for some days', () => {
  assert.deepEqual(parseAnswer(kept('tcg', 0), 6 * dayMs), {accelerator: 'tcg', why: 'tried'});
  assert.equal(parseAnswer(kept('tcg', 0), 8 * dayMs), null);
});
for (const text of ['', 'null', '{"accelerator": "kvm"}', kept('xen', 0), '{"accelerator": "k']) {
  test(`no answer: ${text || 'an empty file'}`, () => assert.equal(parseAnswer(text, 0), null));
}
