import assert from 'node:assert/strict';
import {once} from 'node:events';
import {stat} from 'node:fs/promises';
import {connect, createServer, type Socket} from 'node:net';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import type {KernelNow} from '../../../src/core/link.ts';
import {heldConsole} from '../../../src/drivers/holder/held-console.ts';
import {type HeldTarget, isHeld, NotHeld, openHeldTarget} from '../../../src/drivers/holder/held-target.ts';
import {type HeldServer, serveHeld} from '../../../src/drivers/holder/serve-held.ts';
import type {TargetSink} from '../../../src/ports.ts';
import {temporaryFolder} from '../../temporary.ts';
import {type StandIn, standInTarget} from './stand-in.ts';

const deaf: TargetSink = {event: () => {}, console: () => {}, pulse: () => {}};
const seconds = {deadlineSeconds: 5, outputBytesMax: 4096};

interface Held {
  readonly target: StandIn;
  readonly server: HeldServer;
  readonly socketPath: string;
  readonly off: Promise<void>;
  open(as?: string, alone?: boolean, sink?: TargetSink): Promise<HeldTarget>;
}

async function held(t: TestContext): Promise<Held> {
  const socketPath = join(await temporaryFolder(t), 'sock');
  const target = standInTarget();
  const off = Promise.withResolvers<void>();
  const server = await serveHeld({
    ...{socketPath, target, made: 'of-these', phase: () => 'up, boot 1', onOff: off.resolve},
  });
  t.after(() => server.close());
  return {
    ...{target, server, socketPath, off: off.promise},
    async open(as = 'a test', alone = false, sink = deaf) {
      const opened = await openHeldTarget({socketPath, as, alone}, sink);
      t.after(() => opened.close());
      return opened;
    },
  };
}

async function raw(t: TestContext, socketPath: string, first: unknown): Promise<Socket> {
  const socket = connect(socketPath);
  t.after(() => socket.destroy());
  socket.write(`${JSON.stringify(first)}\n`);
  await once(socket, 'connect');
  return socket;
}

/** What a socket says, until it has said this. */
async function heardUntil(socket: Socket, end: string): Promise<string> {
  let heard = '';
  for await (const chunk of socket.iterator({destroyOnReturn: false})) {
    heard += String(chunk);
    if (heard.includes(end)) break;
  }
  return heard;
}

test('a held target is a target: what it is asked is asked of the one that is held', async (t) => {
  const {target, open, socketPath} = await held(t);
  const client = await open();
  assert.deepEqual(await client.powerOn(), {kind: 'up', boot: 1});
  await client.clean('booted');
  await client.reset();
  assert.deepEqual(target.asked, ['powerOn', 'clean booted', 'reset']);
  assert.equal((await stat(socketPath)).mode & 0o777, 0o600);
  assert.deepEqual([client.pid, client.phase, client.users], [process.pid, 'up, boot 1', []]);
  assert.equal(client.made, 'of-these');
});

test('a command has its own end, and its output comes as it is printed', async (t) => {
  const {target, open} = await held(t);
  target.ends(async (request) => {
    request.onOutput?.(Buffer.from('one '));
    request.onOutput?.(Buffer.from([0xff, 0x0a]));
    return {kind: 'exited', code: 7, output: 'one'};
  });
  const client = await open();
  const heard: Buffer[] = [];
  const outcome = await client.exec({script: 'x', ...seconds, onOutput: (bytes) => heard.push(Buffer.from(bytes))});
  assert.deepEqual(outcome, {kind: 'exited', code: 7, output: 'one'});
  assert.deepEqual(Buffer.concat(heard), Buffer.from('one \xff\n', 'latin1'));
});

test('what the driver rejects comes back in its words', async (t) => {
  const {target, open} = await held(t);
  target.ends(() => Promise.reject(new Error('no channel')));
  assert.deepEqual(await (await open()).exec({script: 'x', ...seconds}), {
    ...{kind: 'lost', reason: 'no channel', output: ''},
  });
});

test('a file of many pieces arrives whole', async (t) => {
  const {target, open} = await held(t);
  const bytes = Buffer.alloc(3_000_001, 'module');
  assert.deepEqual(await (await open()).push({path: '/tmp/a', mode: 0o755, bytes}), {pushed: true});
  assert.deepEqual(target.pushed, [{path: '/tmp/a', mode: 0o755, bytes}]);
});

test('all who are attached hear what happens, and a mark is a place in it', async (t) => {
  const {server, open} = await held(t);
  const pulsed = Promise.withResolvers<KernelNow | undefined>();
  const client = await open('one', false, {...deaf, pulse: pulsed.resolve});
  const mark = client.mark();
  server.event({type: 'target.poweredOff'});
  const kernel: KernelNow = {modules: ['ringlog'], ownModules: 7, taint: 'OE'};
  server.pulse(kernel);
  assert.deepEqual(await pulsed.promise, kernel);
  assert.deepEqual(client.since(mark), [{type: 'target.poweredOff'}]);
});

test('two may be there at once, but only one alone', async (t) => {
  const {open} = await held(t);
  await open('quarterdeck check', true);
  assert.deepEqual((await open('quarterdeck target exec')).users, ['quarterdeck check']);
  await assert.rejects(open('another check', true), /^Error: the target is in use: quarterdeck check$/);
});

test('one that went away makes room, and its command is nobody else’s', async (t) => {
  const {target, open} = await held(t);
  const running = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  target.ends(async () => {
    running.resolve();
    await ended.promise;
    return {kind: 'exited', code: 0, output: ''};
  });
  const first = await open('one', true);
  const lost = first.exec({script: 'x', ...seconds});
  await running.promise;
  await first.close();
  assert.equal((await lost).kind, 'lost');
  ended.resolve();
  await (await open('two', true)).settled();
});

test('off switches the target off, tells who asked, and then the holder ends', async (t) => {
  const {target, open, off} = await held(t);
  await (await open()).off();
  await off;
  assert.deepEqual(target.asked, ['powerOff']);
});

test('where nobody holds the target, that is told', async (t) => {
  const socketPath = join(await temporaryFolder(t), 'sock');
  assert.equal(await isHeld(socketPath), false);
  await assert.rejects(openHeldTarget({socketPath, as: 'x'}, deaf), NotHeld);
});

test('a holder that was stopped is told as such, instead of being waited for', async (t) => {
  const socketPath = join(await temporaryFolder(t), 'sock');
  const server = createServer((socket) => socket.resume()).listen(socketPath);
  t.after(() => server.close());
  await once(server, 'listening');
  await assert.rejects(
    openHeldTarget({socketPath, as: 'x', answersWithinMs: 20}, deaf),
    /^Error: the process that holds it does not answer within 0.02 s; is it stopped\?$/,
  );
});

test('a console has its bytes raw both ways, and first the end of what was said before', async (t) => {
  const {server, target, socketPath} = await held(t);
  server.console(Buffer.from('before\n'));
  const heard: Buffer[] = [];
  const old: Buffer[] = [];
  const events: string[] = [];
  const all = Promise.withResolvers<void>();
  const line = await heldConsole(socketPath, 'qemu').open({
    old(bytes) {
      old.push(Buffer.from(bytes));
      if (!Buffer.concat(old).includes('before\n')) return;
      server.event({type: 'target.wasReset', cause: 'panic'});
      server.console(Buffer.from([0x00, 0xff, ...Buffer.from('after')]));
    },
    bytes(bytes) {
      heard.push(Buffer.from(bytes));
      if (Buffer.concat(heard).includes('after')) all.resolve();
    },
    event: ({type}) => void events.push(type),
    lost: () => {},
    back: () => {},
  });
  t.after(() => line.close());
  await all.promise;
  assert.equal(Buffer.concat(old).toString(), 'before\n');
  assert.deepEqual(Buffer.concat(heard), Buffer.from('\x00\xffafter', 'latin1'));
  await line.write(Buffer.from('ls\n'));
  await assert.rejects(line.sendBreak(100), /qemu is held by another process/);
  const other = await openHeldTarget({socketPath, as: 'a test'}, deaf);
  await other.settled();
  await other.close();
  assert.equal(Buffer.concat(target.typed).toString(), 'ls\n');
  assert.deepEqual(events, ['target.wasReset']);
});

test('a console that does not read loses the oldest, and holds up nobody', async (t) => {
  const {server, socketPath, open} = await held(t);
  const slow = await raw(t, socketPath, {kind: 'console', version: 2});
  slow.pause();
  const client = await open();
  await client.settled();
  const chunk = Buffer.alloc(64 * 1024, 'x');
  for (let at = 0; at < 200; at++) server.console(chunk);
  server.console(Buffer.from('the end'));
  await client.settled();
  const heard = await heardUntil(slow.resume(), 'the end');
  assert.ok(heard.endsWith('xthe end'));
  assert.ok(heard.length < 100 * chunk.length, `${heard.length} bytes`);
});

test('what is no line of the protocol is refused in words, and the connection ends', async (t) => {
  const {socketPath} = await held(t);
  const check = async (first: unknown, expected: RegExp): Promise<void> => {
    const socket = await raw(t, socketPath, first);
    const heard = await heardUntil(socket, '\n');
    assert.match(heard, expected);
    if (!socket.closed) await once(socket, 'close');
  };
  await check({kind: 'hello'}, /not a line of a held target/);
  await check({kind: 'ask', id: 1, ask: {do: 'reset'}}, /attach comes first/);
  await check({kind: 'attach', version: 99, as: 'x', alone: false}, /speaks version 2, not 99/);
  await check('x', /not a JSON object/);
});

test('a line without an end is cut off', async (t) => {
  const {socketPath} = await held(t);
  const socket = connect(socketPath);
  t.after(() => socket.destroy());
  const cut = new Promise<void>((resolve) => socket.on('close', () => resolve()).on('error', () => {}));
  socket.resume().write(Buffer.alloc(2 * 1024 * 1024, '{'));
  await cut;
});
