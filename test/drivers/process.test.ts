// What programs of the host get of this process's environment.
import assert from 'node:assert/strict';
import test from 'node:test';
import {runProcess, runTool, withhold} from '../../src/drivers/process.ts';

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

test('what a tool complains of is no part of what is read of it, and is told where it fails', async () => {
  assert.equal(await runTool('sh', ['-c', 'echo warning: odd >&2; echo answer']), 'answer\n');
  await assert.rejects(runTool('sh', ['-c', 'echo half; echo no such thing >&2; exit 3']), /status 3: no such thing/);
  const both = {command: 'sh', arguments: ['-c', 'echo out; echo err >&2'], deadlineSeconds: 10};
  assert.deepEqual(await runProcess({...both, isOutputAlone: true}), {
    kind: 'exited',
    code: 0,
    output: 'out\n',
    complaints: 'err\n',
  });
});
