// Commands and files over ssh, with a program in its place that runs here what it was to run there.
import assert from 'node:assert/strict';
import {chmod, readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openSshChannel} from '../../../../src/drivers/target/board/ssh-channel.ts';
import {temporaryFolder} from '../../../temporary.ts';

const limits = {deadlineSeconds: 10, outputBytesMax: 4096};

async function channelForTests(t: TestContext, script = 'exec "$@"') {
  const folder = await temporaryFolder(t);
  const program = join(folder, 'ssh');
  await writeFile(program, `#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift 2\n${script}\n`);
  await chmod(program, 0o755);
  return {folder, channel: openSshChannel({destination: 'root@board', port: 22}, program)};
}

test('a command ends as it ended there', async (t) => {
  const {channel, folder} = await channelForTests(t);
  const run = (script: string, change = {}) => channel.exec({script, ...limits, ...change});
  assert.deepEqual(await run("echo 'it is'; exit 3"), {kind: 'exited', code: 3, output: 'it is\n'});
  assert.deepEqual(await run('printf half', {directory: folder}), {kind: 'exited', code: 0, output: 'half'});
  assert.deepEqual(await run('echo $WORD; cat', {environment: {WORD: "o'clock"}}), {
    ...{kind: 'exited', code: 0, output: "o'clock\n"},
  });
  const long = await run('seq 1 100000');
  assert.match(long.kind === 'exited' ? long.output : '', /^1\n2\n[\s\S]*output cut here[\s\S]*\n100000\n$/);
  assert.equal((await run('true', {directory: '/none/of/it'})).kind, 'notStarted');
});

test('a connection that ends is not the end of a command', async (t) => {
  const {channel} = await channelForTests(t, 'echo "ssh: connect to host board: refused" >&2; exit 255');
  const outcome = await channel.exec({script: 'true', ...limits});
  assert.match(outcome.kind === 'lost' ? outcome.reason : '', /ended with status 255: ssh: connect to host board/);
});

test('what was asked of a board that is reset is lost, in the words of who reset it', async (t) => {
  const {channel} = await channelForTests(t);
  const asked = channel.exec({script: 'sleep 30', ...limits});
  channel.drop('the target is being reset');
  const outcome = await asked;
  assert.equal(outcome.kind === 'lost' && outcome.reason, 'the target is being reset');
});

test('a file goes there and back', async (t) => {
  const {channel, folder} = await channelForTests(t);
  const bytes = Buffer.from(Array.from({length: 1000}, (_, at) => (at * 7) % 256));
  const path = join(folder, "a folder/it's");
  assert.deepEqual(await channel.push({path, mode: 0o700, bytes}), {pushed: true});
  assert.deepEqual(await readFile(path), bytes);
  assert.equal((await stat(path)).mode & 0o777, 0o700);
  assert.deepEqual(await channel.pull(path, 1000), {pulled: true, bytes});
  assert.equal((await channel.pull(path, 999)).pulled, false);
  const large = Buffer.alloc(300_000, 'large');
  assert.deepEqual(await channel.push({path, mode: 0o600, bytes: large}), {pushed: true});
  assert.deepEqual(await readFile(path), large);
  const none = await channel.pull('/none/of/it', 999);
  assert.match(none.pulled ? '' : none.reason, /there is no such file/);
});
