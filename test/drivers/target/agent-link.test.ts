import assert from 'node:assert/strict';
import {Duplex} from 'node:stream';
import test from 'node:test';
import {openAgentLink, parseExecEnd, parseHello} from '../../../src/drivers/target/agent-link.ts';
import {encodeFrame, frameTypes, takeFrames} from '../../../src/drivers/target/frames.ts';

const ask = {script: 'true', deadlineSeconds: 5, outputBytesMax: 100};

/** A link whose other end is this test. */
function linkAndFarEnd() {
  const written: Buffer[] = [];
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk);
      done();
    },
  });
  const link = openAgentLink(stream, {hello() {}, heartbeat() {}});
  const say = (boot: number, type: number, payload: Buffer = Buffer.alloc(0), id = 0) =>
    stream.push(encodeFrame({boot, id, type, payload}));
  const read = () => new Promise((resolve) => setImmediate(resolve));
  const heard = () => takeFrames(Buffer.alloc(0), Buffer.concat(written)).frames;
  return {stream, link, say, read, heard};
}

function execEnd(ending: number, value: number, words = ''): Buffer {
  const numbers = Buffer.alloc(16);
  numbers.writeUInt32LE(ending, 0);
  numbers.writeUInt32LE(value, 4);
  return Buffer.concat([numbers, Buffer.from(words)]);
}

test('a command ends as the agent says', async () => {
  const {link, say, read} = linkAndFarEnd();
  say(7, frameTypes.hello);
  await read();
  const outcome = link.exec(ask);
  await read();
  say(7, frameTypes.output, Buffer.from('three\n'), 1);
  say(7, frameTypes.execEnd, execEnd(0, 3), 1);
  assert.deepEqual(await outcome, {kind: 'exited', code: 3, output: 'three\n'});
});

test('a request does not outlive its boot, and keeps what it has printed', async () => {
  const {link, say, read} = linkAndFarEnd();
  say(7, frameTypes.hello);
  await read();
  const outcome = link.exec(ask);
  await read();
  say(7, frameTypes.output, Buffer.from('half'), 1);
  await read();
  link.drop('the target was reset');
  assert.deepEqual(await outcome, {kind: 'lost', reason: 'the target was reset', output: 'half'});
});

test('an end that an earlier boot sent is not taken for this one', async () => {
  const {link, say, read} = linkAndFarEnd();
  say(7, frameTypes.hello);
  await read();
  link.drop('the target was reset');
  say(8, frameTypes.hello);
  await read();
  const outcome = link.exec(ask);
  await read();
  say(7, frameTypes.execEnd, execEnd(0, 1), 1);
  say(8, frameTypes.execEnd, execEnd(0, 0), 1);
  assert.deepEqual(await outcome, {kind: 'exited', code: 0, output: ''});
});

test('before the first hello there is nobody to ask', async () => {
  const {link} = linkAndFarEnd();
  assert.equal((await link.exec(ask)).kind, 'lost');
  assert.deepEqual(await link.push({path: '/x', mode: 0o644, bytes: Buffer.from('x')}), {
    pushed: false,
    reason: 'the target has no agent that answers',
  });
});

test('a channel that closes loses what is under way', async () => {
  const {stream, link, say, read} = linkAndFarEnd();
  say(7, frameTypes.hello);
  await read();
  const outcome = link.exec(ask);
  stream.destroy();
  assert.deepEqual(await outcome, {kind: 'lost', reason: 'the channel to the target is closed', output: ''});
});

test('a killed command has no exit code to mistake for success', () => {
  assert.deepEqual(parseExecEnd(execEnd(2, 9), Buffer.from('a'), Buffer.from('b')), {
    kind: 'killed',
    signal: 'SIGKILL',
    why: 'timeout',
    output: 'ab',
  });
});

test('what was cut from an output is counted where it is missing', () => {
  const end = execEnd(0, 0);
  end.writeBigUInt64LE(12n, 8);
  const outcome = parseExecEnd(end, Buffer.from('head'), Buffer.from('tail'));
  assert.deepEqual(outcome, {kind: 'exited', code: 0, output: 'head\n[... 12 bytes cut ...]\ntail'});
});

test('output beyond what was asked for is not collected', async () => {
  const {link, say, read} = linkAndFarEnd();
  say(7, frameTypes.hello);
  await read();
  const outcome = link.exec(ask);
  await read();
  say(7, frameTypes.output, Buffer.alloc(50, 'h'), 1);
  say(7, frameTypes.outputTail, Buffer.alloc(51, 't'), 1);
  const reason = 'the agent sent more output than the 100 bytes that it was asked for';
  assert.deepEqual(await outcome, {kind: 'lost', reason, output: 'h'.repeat(50)});
});

async function pullOf(type: number, payload: Buffer) {
  const {link, say, read} = linkAndFarEnd();
  say(7, frameTypes.hello);
  await read();
  const outcome = link.pull('/x', 4);
  await read();
  say(7, type, payload, 1);
  return outcome;
}

test('a pull whose end is cut short fails in words', async () =>
  assert.deepEqual(await pullOf(frameTypes.pulled, Buffer.alloc(3)), {
    pulled: false,
    reason: '/x: the agent sent a malformed end',
  }));
test('a file that is longer than was asked for is not collected', async () =>
  assert.deepEqual(await pullOf(frameTypes.pulledChunk, Buffer.alloc(5)), {
    pulled: false,
    reason: '/x: the agent sent more than the 4 bytes that it was asked for',
  }));

test('a target without a hardware watchdog has no heartbeat', () =>
  assert.deepEqual(parseHello('release=6.1\nbootId=b\nbootStatus=\nheartbeatSeconds=\n'), {
    release: '6.1',
    bootId: 'b',
    bootStatus: 0,
  }));

test('a greeting gives a restored system a number of its own: what it says under the old one is not heard', async () => {
  const {link, say, read, heard} = linkAndFarEnd();
  link.greet({nowMs: 1_700_000_000_123, devices: ['0000:00:04.0', '0000:00:05.0']});
  const [greeting] = heard();
  assert.ok(greeting?.type === frameTypes.greet);
  assert.equal(greeting.payload.readBigUInt64LE(0), 1_700_000_000_123n);
  assert.equal(greeting.payload.toString('utf8', 40), '0000:00:04.0\x000000:00:05.0\0');
  say(greeting.boot + 1, frameTypes.heartbeat);
  await read();
  assert.equal((await link.exec(ask)).kind, 'lost', 'it has not said hello yet');
  say(greeting.boot, frameTypes.hello);
  await read();
  const outcome = link.exec(ask);
  await read();
  say(greeting.boot + 1, frameTypes.execEnd, execEnd(0, 1), 2);
  say(greeting.boot, frameTypes.execEnd, execEnd(0, 0), 2);
  assert.equal((await outcome).kind, 'exited');
});

test('a greeting ends what was asked of the life before, and two are never alike', async () => {
  const {link, say, read, heard} = linkAndFarEnd();
  say(7, frameTypes.hello);
  await read();
  const outcome = link.exec(ask);
  assert.equal(link.busy(), 1);
  link.greet({nowMs: 0, devices: []});
  assert.equal((await outcome).kind, 'lost');
  assert.equal(link.busy(), 0);
  link.greet({nowMs: 0, devices: []});
  const [one, other] = heard().filter(({type}) => type === frameTypes.greet);
  assert.ok(one && other && !one.payload.equals(other.payload));
});

test('output is heard as it comes', async () => {
  const {link, say, read} = linkAndFarEnd();
  say(7, frameTypes.hello);
  await read();
  const pieces: string[] = [];
  const outcome = link.exec({...ask, onOutput: (bytes) => pieces.push(Buffer.from(bytes).toString())});
  await read();
  say(7, frameTypes.output, Buffer.from('one'), 1);
  await read();
  assert.deepEqual(pieces, ['one']);
  say(7, frameTypes.outputTail, Buffer.from('two'), 1);
  say(7, frameTypes.execEnd, execEnd(0, 0), 1);
  assert.deepEqual(await outcome, {kind: 'exited', code: 0, output: 'onetwo'});
  assert.deepEqual(pieces, ['one', 'two']);
});
