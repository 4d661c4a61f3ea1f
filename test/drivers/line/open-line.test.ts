// Lines that go away and come back: ptys whose plug is pulled, and a TCP server that ends.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import {createServer, type Server, type Socket} from 'node:net';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import type {LineSettings} from '../../../src/core/target-settings.ts';
import {type ConsoleLine, openLine} from '../../../src/drivers/line/open-line.ts';
import {temporaryFolder} from '../../temporary.ts';
import {openHeard} from './heard.ts';
import {openPtyPair} from './pty-pair.ts';

const serial = (path: string): LineSettings => ({
  ...{kind: 'serial', path, baudRate: 115_200, dataBits: 8},
  ...{parity: 'none', stopBits: 1, flowControl: 'none'},
});

/** Writes to the other end, as a target does. */
async function say(far: string, text: string): Promise<void> {
  const child = spawn('sh', ['-c', 'printf %s "$1" > "$2"', 'sh', text, far], {stdio: 'ignore'});
  await once(child, 'close');
}

test('a plug that is pulled is told once; the line is back with the plug', {timeout: 20_000}, async (t) => {
  const pair = await openPtyPair(t);
  const heard = openHeard();
  const line = await openLine(serial(pair.near), heard.listener);
  t.after(() => line.close());
  await say(pair.far, 'before');
  await heard.until(() => heard.text() === 'before');
  await pair.pull();
  await heard.until(() => heard.facts.length === 1);
  await assert.rejects(line.write(Buffer.from('x')), /near is away, so it can't take what is written: .*hung up/);
  await pair.plug();
  await heard.until(() => heard.facts.length === 2);
  await say(pair.far, ' after');
  await heard.until(() => heard.text() === 'before after');
  assert.deepEqual(heard.facts, [`lost: serial line ${pair.near} closed: it hung up`, 'back']);
});

test('a plug that is pulled in a flood is told too', {timeout: 20_000}, async (t) => {
  for (let time = 0; time < 6; time++) {
    const pair = await openPtyPair(t);
    const heard = openHeard();
    const line = await openLine(serial(pair.near), heard.listener);
    const flood = spawn('dd', ['if=/dev/zero', `of=${pair.far}`, 'bs=64k', 'conv=notrunc'], {stdio: 'ignore'});
    await heard.until(() => heard.bytes() > 200_000 + time * 7_777);
    await pair.pull();
    await heard.until(() => heard.facts.length === 1);
    await line.close();
    flood.kill();
  }
});

test('a pty that is read no more makes the target wait, and loses nothing', {timeout: 20_000}, async (t) => {
  const pair = await openPtyPair(t);
  const heard = openHeard();
  const line = await openLine(serial(pair.near), heard.listener);
  t.after(() => line.close());
  await say(pair.far, 'first');
  await heard.until(() => heard.bytes() === 5);
  line.setReading?.(false);
  const flood = spawn('dd', ['if=/dev/zero', `of=${pair.far}`, 'bs=1000', 'count=1000', 'conv=notrunc'], {
    stdio: 'ignore',
  });
  await once(flood, 'spawn');
  assert.equal(heard.bytes(), 5);
  line.setReading?.(true);
  await heard.until(() => heard.bytes() === 1_000_005);
});

test('BREAK and modem lines are refused in words by a pty', async (t) => {
  const {near} = await openPtyPair(t);
  const line = await openLine(serial(near), openHeard().listener);
  t.after(() => line.close());
  await assert.rejects(line.sendBreak(10), {message: `serial line ${near} can't send BREAK: it is a pty`});
  await assert.rejects(line.setModemLines({dtr: false}), {
    message: `serial line ${near} can't set its modem lines: it is a pty`,
  });
});

test('a line that another one has open is refused', async (t) => {
  const {near} = await openPtyPair(t);
  const line = await openLine(serial(near), openHeard().listener);
  t.after(() => line.close());
  await assert.rejects(openLine(serial(near), openHeard().listener), /does not open: another program has it open/);
});

test('what Linux can not set is refused by its name', async () => {
  const line = {...serial('/dev/null'), parity: 'mark'} as LineSettings;
  await assert.rejects(openLine(line, openHeard().listener), /mark parity can't be set here/);
});

test('a line that is not there is refused, or waited for where that is asked', {timeout: 20_000}, async (t) => {
  const pair = await openPtyPair(t);
  await pair.pull();
  await assert.rejects(openLine(serial(pair.near), openHeard().listener), /does not open: No such file/);
  const heard = openHeard();
  const line = await openLine(serial(pair.near), heard.listener, {waits: true});
  t.after(() => line.close());
  assert.match(heard.facts[0] ?? '', /^lost: .*No such file/);
  await pair.plug();
  await heard.until(() => heard.facts.at(-1) === 'back');
});

test('what can not become a line is not waited for', async (t) => {
  const file = join(await temporaryFolder(t), 'file');
  await writeFile(file, '');
  await assert.rejects(openLine(serial(file), openHeard().listener, {waits: true}), /does not open/);
});

test('closing while the line is away ends the waiting', {timeout: 20_000}, async (t) => {
  const pair = await openPtyPair(t);
  const heard = openHeard();
  const line = await openLine(serial(pair.near), heard.listener);
  await pair.pull();
  await heard.until(() => heard.facts.length === 1);
  await line.close();
  await assert.rejects(line.write(Buffer.from('x')), /is closed/);
  assert.equal(heard.facts.length, 1);
});

interface Peer {
  readonly settings: LineSettings & {readonly kind: 'tcp'};
  listen(): Promise<void>;
  /** The newest connection. */
  socket(): Promise<Socket>;
  end(): Promise<void>;
}

async function openPeer(t: TestContext): Promise<Peer> {
  let server: Server | null = null;
  let connected = Promise.withResolvers<Socket>();
  let port = 0;
  async function listen(): Promise<void> {
    server = createServer((socket) => {
      socket.on('error', () => {});
      connected.resolve(socket);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  }
  async function end(): Promise<void> {
    const socket = await connected.promise;
    connected = Promise.withResolvers();
    const closed = server === null ? Promise.resolve() : once(server, 'close');
    server?.close();
    socket.destroy();
    await closed;
  }
  await listen();
  t.after(() => server?.close());
  return {settings: {kind: 'tcp', host: '127.0.0.1', port}, listen, socket: () => connected.promise, end};
}

async function openOn(t: TestContext, peer: Peer) {
  const heard = openHeard();
  const line: ConsoleLine = await openLine(peer.settings, heard.listener);
  t.after(() => line.close());
  return {line, heard, socket: await peer.socket()};
}

test('a TCP server that goes away and comes back', {timeout: 20_000}, async (t) => {
  const peer = await openPeer(t);
  const {line, heard, socket} = await openOn(t, peer);
  const words = `tcp:127.0.0.1:${peer.settings.port}`;
  socket.write('one ');
  await heard.until(() => heard.text() === 'one ');
  await peer.end();
  await heard.until(() => heard.facts.length === 1);
  await assert.rejects(line.write(Buffer.from('x')), /is away/);
  await peer.listen();
  await heard.until(() => heard.facts.length === 2);
  const again = await peer.socket();
  again.write('two');
  await heard.until(() => heard.text() === 'one two');
  await line.write(Buffer.from('hello'));
  const [bytes] = (await once(again, 'data')) as [Buffer];
  assert.equal(bytes.toString(), 'hello');
  assert.deepEqual(heard.facts, [`lost: ${words} was closed by the other side`, 'back']);
});

test('raw TCP has no BREAK; a peer that speaks telnet has', {timeout: 20_000}, async (t) => {
  const peer = await openPeer(t);
  const {line, heard, socket} = await openOn(t, peer);
  await assert.rejects(line.sendBreak(10), /can't send BREAK: it is a raw TCP line/);
  await assert.rejects(line.setModemLines({rts: false}), /can't set its modem lines/);
  socket.write(Buffer.from([0xff, 0xfb, 0x01, 0x41]));
  await heard.until(() => heard.text() === 'A');
  await line.sendBreak(10);
  await line.write(Buffer.from([0x61, 0xff]));
  const sent: Buffer[] = [];
  while (Buffer.concat(sent).length < 8) sent.push(...((await once(socket, 'data')) as [Buffer]));
  assert.deepEqual([...Buffer.concat(sent)], [0xff, 0xfe, 0x01, 0xff, 0xf3, 0x61, 0xff, 0xff]);
});

test('a line that is read no more makes its peer wait, and loses nothing', {timeout: 20_000}, async (t) => {
  const peer = await openPeer(t);
  const {line, heard, socket} = await openOn(t, peer);
  line.setReading?.(false);
  const bytes = 16 * 1024 * 1024;
  const isAllTaken = socket.write(Buffer.alloc(bytes, 0x2e));
  assert.equal(isAllTaken, false);
  line.setReading?.(true);
  await heard.until(() => heard.bytes() === bytes);
});

test('a port that nobody listens on is refused by its name', async (t) => {
  const peer = await openPeer(t);
  const {settings} = peer;
  await openOn(t, peer);
  await peer.end();
  await assert.rejects(
    openLine(settings, openHeard().listener),
    /^Error: tcp:127\.0\.0\.1:\d+ does not open: connect ECONNREFUSED/,
  );
});
