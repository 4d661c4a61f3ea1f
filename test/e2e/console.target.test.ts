// The serial console as a person has it: in a terminal, on a pty whose other end this test is, and in a pipe on a TCP line.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {type FileHandle, open, readFile, writeFile} from 'node:fs/promises';
import {createServer, type Server, type Socket} from 'node:net';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openPtyPair, type PtyPair} from '../drivers/line/pty-pair.ts';
import {openPty, type Screen} from '../pty.ts';
import {type Place, place, programWords, startProgram} from './program.ts';

const patience = {timeout: 120_000};
const patienceSeconds = 120;

const oops = [
  '[    1.000001] BUG: kernel NULL pointer dereference, address: 0000000000000000',
  '[    1.000002] #PF: supervisor write access in kernel mode',
  '[    1.000003] Oops: 0002 [#1] PREEMPT SMP NOPTI',
  '[    1.000004] CPU: 0 PID: 99 Comm: sh Tainted: G           O       6.1.0-56-amd64 #1  Debian 6.1.1',
  '[    1.000005] RIP: 0010:ring_push+0x1c/0x40 [ring]',
  '[    1.000006] Call Trace:',
  '[    1.000007]  <TASK>',
  '[    1.000008]  ring_write+0x20/0x80 [ring]',
  '[    1.000009]  vfs_write+0xc1/0x3d0',
  '[    1.000010]  </TASK>',
  '[    1.000011] ---[ end trace 0000000000000000 ]---',
].join('\r\n');

interface Console {
  readonly screen: Screen;
  readonly pair: PtyPair;
  readonly where: Place;
  /** What the target says. */
  say(text: string): Promise<void>;
  /** What the target has got, up to as many bytes. */
  got(bytes: number): Promise<string>;
  type(text: string): void;
  shows(what: RegExp): Promise<void>;
}

/** In a shell that says afterwards how the terminal was left. */
async function openConsole(t: TestContext, more: readonly string[] = []): Promise<Console> {
  const where = await place(t);
  const pair = await openPtyPair(t);
  const words = [...programWords, 'console', '--target', `${pair.near}@115200`, ...more];
  const script = 'stty -a > before; "$@"; echo "left with $?"; stty -a > after';
  const size = {columns: 120, rows: 40};
  const options = {directory: where.folder, env: where.environment};
  const screen = openPty(t, ['sh', '-c', script, 'sh', process.execPath, ...words], size, options);
  const shows = (what: RegExp) => screen.until(String(what), (text) => what.test(text), patienceSeconds);
  const far = async (use: (file: FileHandle) => Promise<unknown>): Promise<void> => {
    const file = await open(pair.far, 'r+');
    await use(file).finally(() => file.close());
  };
  await shows(/ctrl-t \? lists what can be done/);
  let heard = '';
  // The line is open when something of it is shown; what came before was dropped.
  while (!/ready/.test(screen.text())) await far((file) => file.write('ready\r\n'));
  return {
    screen,
    pair,
    where,
    shows,
    type: (text) => screen.pty.write(text),
    say: (text) => far((file) => file.write(text)),
    async got(bytes) {
      heard = '';
      await far(async (file) => {
        while (heard.length < bytes) {
          const {bytesRead, buffer} = await file.read(Buffer.alloc(4096), 0, 4096);
          heard += buffer.toString('latin1', 0, bytesRead);
        }
      });
      return heard;
    },
  };
}

async function leave({screen, type, shows, where}: Console): Promise<void> {
  type('\x14q');
  await shows(/left with 0/);
  await screen.exit;
  const [before, after] = await Promise.all(
    ['before', 'after'].map((name) => readFile(join(where.folder, name), 'utf8')),
  );
  assert.equal(after, before);
}

test('keys go to the target, and what it says is shown; the terminal is left as it was', patience, async (t) => {
  const console = await openConsole(t);
  console.type('ls\x03\x1a\r');
  assert.equal(await console.got(5), 'ls\x03\x1a\r');
  await console.say('\x1b[?1000h\x1b[?2004h\x1b[?25l\x1b[?1h\x1b[4h\x1b[31mred\x0e\r\n');
  await console.shows(/red/);
  assert.equal(console.screen.terminal.modes.mouseTrackingMode, 'vt200');
  await leave(console);
  const {modes} = console.screen.terminal;
  assert.equal(console.screen.isCursorShown(), true);
  assert.deepEqual(
    [modes.mouseTrackingMode, modes.bracketedPasteMode, modes.applicationCursorKeysMode, modes.insertMode],
    ['none', false, false, false],
  );
});

test('a crash is named, and can be looked at', patience, async (t) => {
  const console = await openConsole(t);
  await console.say(`${oops}\r\n# `);
  await console.shows(
    /── quarterdeck: BUG: unable to handle kernel NULL pointer dereference in ring_push \(line \d+\) ──/,
  );
  for (let line = 0; line < 5; line++) await console.say(`${'later\r\n'.repeat(20)}`);
  await console.screen.until('no crash', (text) => !text.includes('ring_push'));
  console.type('\x14c');
  await console.shows(/BUG: kernel NULL pointer.*ring_write.*line \d+ of \d+/s);
  console.type('q\x14/panic on\r');
  await console.shows(/"panic on" is not there/);
  console.type('/ring_wr\r');
  await console.shows(/ring_write/);
  console.type('q');
  await leave(console);
});

test('the plug is pulled and comes back; BREAK is refused in words', patience, async (t) => {
  const console = await openConsole(t);
  console.type('\x14b');
  await console.shows(/can't send BREAK: it is a\s+(?:── )?\s*pty/);
  await console.pair.pull();
  await console.shows(/closed: it hung up/);
  console.type('x');
  await console.shows(/is away, so it can't take/);
  await console.pair.plug();
  await console.shows(/is back ──/);
  console.type('y');
  assert.equal(await console.got(1), 'y');
  await leave(console);
});

test('a file is sent as it is, and another one is broken off', patience, async (t) => {
  const console = await openConsole(t);
  const bytes = Buffer.from(Array.from({length: 3000}, (_, at) => at % 256));
  await writeFile(join(console.where.folder, 'image.bin'), bytes);
  console.type('\x14fimage.bin\r\r');
  assert.equal(await console.got(bytes.length), bytes.toString('latin1'));
  await console.shows(/sent image\.bin: 3000 bytes/);
  console.type('\x14fimage.bin\r10\r');
  await console.shows(/sends image\.bin.*sends image\.bin/s);
  console.type('\x03');
  await console.shows(/image\.bin was broken off after \d+ bytes/);
  await leave(console);
});

test('the capture has the bytes as they came, whatever is shown', patience, async (t) => {
  const console = await openConsole(t, ['--capture', 'capture', '--timestamps']);
  await console.say('a\x1b[1mb\xff\r\n');
  await console.shows(/\[\d\d:\d\d:\d\d\.\d{3}\] ab/);
  console.type('\x14h');
  await console.shows(/bytes as hex/);
  await console.say('xyz');
  await console.shows(/78 79 7a +\|xyz\|/);
  await leave(console);
  const capture = await readFile(join(console.where.folder, 'capture'), 'utf8');
  assert.match(capture, /^(?:ready\r\n)*a\x1b\[1mb\u00ff\r\nxyz$/);
});

test('a full disk is said, and the console goes on', patience, async (t) => {
  const console = await openConsole(t, ['--capture', '/dev/full']);
  await console.shows(/the capture \/dev\/full can't be written.*the disk is full/s);
  await console.say('still here\r\n');
  await console.shows(/still here/);
  await leave(console);
});

test('a signal gives the terminal back', patience, async (t) => {
  const console = await openConsole(t);
  await console.say('\x1b[?25l\x1b[?1006h');
  // The console is the shell's child: the whole session hears that the terminal is gone.
  const pid = Number(await readFile(`/proc/${console.screen.pty.pid}/task/${console.screen.pty.pid}/children`, 'utf8'));
  process.kill(pid, 'SIGTERM');
  await console.shows(/it was ended by SIGTERM.*left with 0/s);
  await console.screen.exit;
  assert.equal(console.screen.isCursorShown(), true);
  const [before, after] = await Promise.all(
    ['before', 'after'].map((name) => readFile(join(console.where.folder, name), 'utf8')),
  );
  assert.equal(after, before);
});

async function openPeer(t: TestContext): Promise<{readonly line: string; readonly socket: Promise<Socket>}> {
  const connected = Promise.withResolvers<Socket>();
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    connected.resolve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {line: `tcp:127.0.0.1:${port}`, socket: connected.promise};
}

test('in a pipe the stream is printed to its end, and a crash is named beside it', patience, async (t) => {
  const where = await place(t);
  const peer = await openPeer(t);
  const program = startProgram(t, where, ['console', '--target', peer.line, '--capture', 'capture']);
  (await peer.socket).end(`${oops}\r\nlast`);
  const ended = await program.ended;
  assert.equal(ended.stdout, `${oops}\r\nlast`);
  assert.match(ended.stderr, /^quarterdeck: BUG: .* in ring_push \(line 1\)$/m);
  assert.match(ended.stderr, /was closed by the other side/);
  assert.equal(ended.code, 0);
  assert.equal(await readFile(join(where.folder, 'capture'), 'utf8'), `${oops}\r\nlast`);
});

test('a pipe whose reader goes away ends the console', patience, async (t) => {
  const where = await place(t);
  const peer = await openPeer(t);
  const script = 'exec 3>&1; { "$@"; echo "left with $?" >&3; } | head -c 4';
  const words = ['-c', script, 'sh', process.execPath, ...programWords, 'console', '--target', peer.line];
  const program = startProgram(t, where, words, 'sh');
  const socket = await peer.socket;
  const flood = setInterval(() => socket.write('0123456789\n'.repeat(100)), 20);
  t.after(() => clearInterval(flood));
  await program.line((line) => line.includes('left with 0'));
});

test('an interrupt ends it, and what can not be opened or read is said', patience, async (t) => {
  const where = await place(t);
  const peer = await openPeer(t);
  const program = startProgram(t, where, ['console', '--target', peer.line]);
  (await peer.socket).write('hello\n');
  await program.line((line) => line === 'hello');
  program.child.kill('SIGINT');
  assert.equal((await program.ended).code, 0);

  const check = async (words: readonly string[], code: number, expected: RegExp): Promise<void> => {
    const ended = await startProgram(t, where, ['console', ...words]).ended;
    assert.match(ended.stderr, expected);
    assert.equal(ended.code, code);
  };
  await check(['--target', 'tcp:nowhere'], 2, /is written tcp:HOST:PORT/);
  await check(['--target', 'lab'], 2, /there is no target lab/);
  await check(['--target', peer.line, '--capture', '/dev/null/x'], 2, /--capture .* can't be written: it is no folder/);
  await check(['--target', '/dev/null'], 3, /serial line \/dev\/null does not open/);
});
