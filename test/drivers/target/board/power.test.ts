// SysRq over a line whose other side takes nothing.
import assert from 'node:assert/strict';
import test from 'node:test';
import {sendSysrq} from '../../../../src/drivers/target/board/power.ts';

test('a line that takes nothing ends SysRq in words', async () => {
  const line = {
    write: () => new Promise<void>(() => {}),
    ...{sendBreak: async () => {}, setModemLines: async () => {}, close: async () => {}},
  };
  await assert.rejects(sendSysrq(line, 'c'), /the line takes nothing/);
});
