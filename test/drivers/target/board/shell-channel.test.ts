// Commands and files by our server in a real shell: endings as values, and bytes that arrive whatever the line does to them.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {serverForTests, spoilOneOf} from './server-for-tests.ts';

const limits = {deadlineSeconds: 10, outputBytesMax: 4096};

/** Bytes that no packing makes shorter. */
function noise(count: number): Buffer {
  const blocks = Array.from({length: Math.ceil(count / 32)}, (_, at) =>
    createHash('sha256').update(String(at)).digest(),
  );
  return Buffer.concat(blocks).subarray(0, count);
}

test('every ending of a command is a value', async (t) => {
  const {channel, folder} = await serverForTests(t);
  const run = (script: string, change = {}) => channel.exec({script, ...limits, ...change});
  assert.deepEqual(await run('echo "it\'s $((6 * 7))"; exit 3'), {kind: 'exited', code: 3, output: "it's 42\n"});
  assert.deepEqual(await run('echo err >&2; pwd; echo $WORD', {directory: folder, environment: {WORD: "o'clock"}}), {
    ...{kind: 'exited', code: 0, output: `err\n${folder}\no'clock\n`},
  });
  assert.deepEqual(await run('cat; exit 1'), {kind: 'exited', code: 1, output: ''});
  const nowhere = await run('true', {directory: '/none/of/it'});
  assert.equal(nowhere.kind, 'notStarted');
  assert.deepEqual(await run('echo begun; sleep 60', {deadlineSeconds: 1}), {
    ...{kind: 'killed', signal: 'SIGKILL', why: 'timeout', output: 'begun\n'},
  });
});

test('a long output keeps its beginning and its end, and says that it was cut', async (t) => {
  const {channel} = await serverForTests(t);
  const short = await channel.exec({script: 'seq 1 1000', ...limits, outputBytesMax: 8192});
  assert.equal(short.kind === 'exited' && short.output.split('\n').length, 1001);
  const long = await channel.exec({script: 'seq 1 100000', ...limits});
  const output = long.kind === 'exited' ? long.output : '';
  assert.match(output, /^1\n2\n[\s\S]*\[\.\.\. output cut here \.\.\.\][\s\S]*\n99999\n100000\n$/);
  assert.ok(output.length < 4300, `${output.length}`);
});

test('a file goes there and back', async (t) => {
  const {channel, folder} = await serverForTests(t);
  const path = join(folder, "a folder/it's");
  const bytes = noise(3000);
  assert.deepEqual(await channel.push({path, mode: 0o755, bytes}), {pushed: true});
  assert.deepEqual(await readFile(path), bytes);
  assert.equal((await stat(path)).mode & 0o777, 0o755);
  assert.deepEqual(await channel.pull(path, 4096), {pulled: true, bytes});
  const tooLong = await channel.pull(path, 100);
  assert.match(tooLong.pulled ? '' : tooLong.reason, /longer than 100 bytes/);
  const none = await channel.pull('/none/of/it', 100);
  assert.match(none.pulled ? '' : none.reason, /there is no such file/);
  const refused = await channel.push({path: '/proc/none', mode: 0o644, bytes});
  assert.match(refused.pushed ? '' : refused.reason, /^\/proc\/none: .*\/proc\/none/);
  assert.deepEqual(await channel.push({path: join(folder, 'empty'), mode: 0o644, bytes: Buffer.alloc(0)}), {
    pushed: true,
  });
});

test('noise and lost bytes cost time, and nothing else', async (t) => {
  const {channel, folder} = await serverForTests(t, spoilOneOf(1500));
  const bytes = noise(6000);
  const path = join(folder, 'file');
  assert.deepEqual(await channel.push({path, mode: 0o644, bytes}), {pushed: true});
  assert.deepEqual(await readFile(path), bytes);
  await writeFile(path, bytes.subarray(0, 3000));
  assert.deepEqual(await channel.pull(path, 12_000), {pulled: true, bytes: bytes.subarray(0, 3000)});
  const counted = await channel.exec({script: 'seq 1 200 | tail -n 1', ...limits});
  assert.deepEqual(counted, {kind: 'exited', code: 0, output: '200\n'});
});
