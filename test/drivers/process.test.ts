// What programs of the host get of this process's environment.
import assert from 'node:assert/strict';
import test from 'node:test';
import {runTool, withhold} from '../../src/drivers/process.ts';

test('a program gets the environment less its secrets, and less what a person has named as one', async (t) => {
  const mine = {QD_BOARD_PW: 'a', QD_BOARD_PASS: 'b', QD_API_KEY: 'c', QD_LAB_DOOR: 'd', QD_PLAIN: 'e'};
  Object.assign(process.env, mine);
  t.after(() => {
    for (const name of Object.keys(mine)) delete process.env[name];
  });
  withhold('QD_LAB_DOOR');
  const names = (await runTool('env', [])).split('\n').filter((line) => line.startsWith('QD_'));
  assert.deepEqual(names, ['QD_PLAIN=e']);
});
