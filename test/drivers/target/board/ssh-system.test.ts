// A system behind ssh: whose hello is believed, with a program in the place of ssh that says what a board would.
import assert from 'node:assert/strict';
import {chmod, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openSshSystem} from '../../../../src/drivers/target/board/ssh-system.ts';
import type {BoardSystem} from '../../../../src/drivers/target/board/system.ts';
import {temporaryFolder} from '../../../temporary.ts';
import {settingsForTests} from './settings-for-tests.ts';

/** The mark is the delimiter of what it is given to run. */
const board = `#!/bin/sh
script=$(cat)
mark=$(printf '%s' "$script" | sed -n "s/^cat .*<<'\\(.*\\)'$/\\1/p")
echo 6.1
cat "$(dirname "$0")/id"
echo 0
echo 0
echo asked >>"$(dirname "$0")/asked"
printf '\\n%s 0\\n' "$mark"
`;

async function systemForTests(t: TestContext) {
  const folder = await temporaryFolder(t);
  const program = join(folder, 'ssh');
  await writeFile(program, board);
  await chmod(program, 0o755);
  const become = (id: string) => writeFile(join(folder, 'id'), `${id}\n`);
  const hellos: string[] = [];
  let told: () => void = () => {};
  const to = {kind: 'ssh', destination: 'root@board', port: 22} as const;
  const system: BoardSystem = openSshSystem(
    {settings: settingsForTests({transfer: to}), to, write: async () => {}, console: () => {}, program},
    {
      hello({bootId}) {
        hellos.push(bootId);
        told();
      },
      heartbeat() {},
      fault() {},
    },
  );
  t.after(() => system.end());
  const next = () =>
    new Promise<void>((resolve) => {
      told = resolve;
    });
  return {system, become, hellos, next};
}

test('a hello of the life that a reset has ended is not believed', async (t) => {
  const {system, become, hellos, next} = await systemForTests(t);
  const first = next();
  await become('old');
  system.begin('running');
  await first;
  const second = next();
  system.begin('power');
  system.begin('booting');
  // The command for power has returned, and the old system still answers.
  await system.channel()?.exec({script: 'true', deadlineSeconds: 5, outputBytesMax: 100});
  await system.channel()?.exec({script: 'true', deadlineSeconds: 5, outputBytesMax: 100});
  await become('new');
  await second;
  assert.deepEqual(hellos, ['old', 'new']);
});

test('a system that nobody has reset says hello again', async (t) => {
  const {system, become, hellos, next} = await systemForTests(t);
  await become('same');
  for (let at = 0; at < 2; at++) {
    const told = next();
    system.begin('running');
    await told;
  }
  assert.deepEqual(hellos, ['same', 'same']);
});
