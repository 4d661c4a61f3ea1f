import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer, type Server, type Socket} from 'node:net';
import test, {type TestContext} from 'node:test';
import type {Entry} from '../../src/core/events.ts';
import {hasCaughtUp, hastyClock, note, openCore, openScreen, seqsOf, socketIn, upTo} from './link-for-tests.ts';

test('a screen gets what was before it came, and what comes after', async (context) => {
  const core = await openCore(context, await socketIn(context));
  core.happen(20);
  const screen = openScreen(context, core.socketPath);
  await screen.until(() => hasCaughtUp(screen));
  core.happen(5);
  core.server.console(0, Buffer.from('ringlog: loaded\n'));
  const kernel = {modules: ['ringlog'], ownModules: 9, taint: 'OE'};
  core.server.pulse(7, kernel);
  await screen.until(() => screen.lines.some(({kind}) => kind === 'pulse'));
  const pulses = screen.lines.filter(({kind}) => kind === 'pulse');
  assert.deepEqual(pulses, [{kind: 'pulse', atMs: 7, kernel}]);
  assert.deepEqual(seqsOf(screen), upTo(25));
  assert.deepEqual(screen.states, [{kind: 'attached'}]);
  assert.deepEqual(
    screen.lines.filter(({kind}) => kind === 'console'),
    [{kind: 'console', fromByte: 0, base64: Buffer.from('ringlog: loaded\n').toString('base64')}],
  );
});

test('a screen that is there before its core waits for it', async (context) => {
  const socketPath = await socketIn(context);
  const screen = openScreen(context, socketPath, hastyClock);
  const core = await openCore(context, socketPath);
  core.happen(1);
  await screen.until(() => seqsOf(screen).length === 1);
  assert.deepEqual(screen.states, [{kind: 'attached'}]);
});

test('a cut connection loses no event and doubles none', async (context) => {
  const socketPath = await socketIn(context);
  const journal: Entry[] = [];
  const first = await openCore(context, socketPath, journal);
  first.happen(10);
  const screen = openScreen(context, socketPath, hastyClock);
  await screen.until(() => seqsOf(screen).length === 10);
  await first.stop();
  await screen.until(() => screen.states.at(-1)?.kind === 'lost');
  const second = await openCore(context, socketPath, journal);
  second.happen(10);
  await screen.until(() => seqsOf(screen).length === 20);
  second.happen(1);
  await screen.until(() => seqsOf(screen).length === 21);
  assert.deepEqual(seqsOf(screen), upTo(21));
  assert.equal(screen.states.at(-1)?.kind, 'attached');
});

test('commands are answered, each with its own answer', async (context) => {
  const core = await openCore(context, await socketIn(context));
  const screen = openScreen(context, core.socketPath);
  await screen.until(() => hasCaughtUp(screen));
  const answers = await Promise.all([
    screen.link.send({do: 'pause', role: 'all'}),
    screen.link.send({do: 'resetTarget'}),
    screen.link.send({do: 'redirect', role: 'executor', text: 'mind the → lock'}),
  ]);
  assert.deepEqual(answers, [null, {refused: 'the target is off'}, null]);
  assert.deepEqual(
    core.commands.map((command) => command.do),
    ['pause', 'resetTarget', 'redirect'],
  );
});

test('what is typed arrives as it was typed, however long', async (context) => {
  const core = await openCore(context, await socketIn(context));
  const screen = openScreen(context, core.socketPath);
  await screen.until(() => hasCaughtUp(screen));
  const text = 'ls /dev\r\x03ä'.repeat(40_000);
  screen.link.type(Buffer.from(text));
  assert.equal(await screen.link.send({do: 'resetTarget'}).then((refusal) => refusal?.refused), 'the target is off');
  assert.equal(core.typed(), text);
});

test('a command that is asked before there is a core waits for it', async (context) => {
  const socketPath = await socketIn(context);
  const screen = openScreen(context, socketPath);
  const answer = screen.link.send({do: 'pause', role: 'all'});
  const core = await openCore(context, socketPath);
  assert.equal(await answer, null);
  assert.deepEqual(core.commands, [{do: 'pause', role: 'all'}]);
});

test('a command is refused in words where the core is gone', async (context) => {
  const core = await openCore(context, await socketIn(context));
  const screen = openScreen(context, core.socketPath);
  await screen.until(() => hasCaughtUp(screen));
  await core.stop();
  await screen.until(() => screen.states.at(-1)?.kind === 'lost');
  const refusal = await screen.link.send({do: 'pause', role: 'all'});
  assert.match(refusal?.refused ?? '', /^not attached to the session's core: /);
});

test('a command without a core is refused in words', async (context) => {
  const screen = openScreen(context, await socketIn(context), hastyClock);
  const refusal = await screen.link.send({do: 'pause', role: 'all'});
  assert.match(refusal?.refused ?? '', /^not attached/);
});

test('a command that is longer than the core takes in is refused and costs no connection', async (context) => {
  const core = await openCore(context, await socketIn(context));
  const screen = openScreen(context, core.socketPath);
  await screen.until(() => hasCaughtUp(screen));
  const refusal = await screen.link.send({do: 'redirect', role: 'planner', text: 'x'.repeat(300_000)});
  assert.match(refusal?.refused ?? '', /too long/);
  assert.equal(await screen.link.send({do: 'pause', role: 'all'}), null);
});

/** A server that says what it is told to, to one connection after the other. */
async function openLiar(context: TestContext, says: readonly ((socket: Socket) => void)[]): Promise<string> {
  const socketPath = await socketIn(context);
  const sockets = new Set<Socket>();
  let count = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => says[Math.min(count++, says.length - 1)]?.(socket));
  });
  server.listen(socketPath);
  await once(server, 'listening');
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return socketPath;
}

const honest = (socket: Socket): void => {
  socket.write(`${JSON.stringify({kind: 'entry', entry: note(1)})}\n{"kind":"caughtUp","seq":1}\n`);
};

for (const [what, text] of Object.entries({
  'no JSON': 'hello\n',
  'no object': '[1,2]\n',
  'no kind': '{"seq":1}\n',
  'an event without a number': '{"kind":"entry","entry":{"seq":"1","atMs":0,"event":{"type":"note.written"}}}\n',
  'a number of no event': '{"kind":"entry","entry":{"seq":-1,"atMs":0,"event":{"type":"note.written"}}}\n',
  'console bytes of no place': '{"kind":"console","fromByte":null,"base64":"AA=="}\n',
  'words of no role': '{"kind":"delta","role":"__proto__","turn":"A1.1","what":"text","text":"x"}\n',
})) {
  test(`${what}: the connection is closed, and made anew`, async (context) => {
    const screen = openScreen(context, await openLiar(context, [(socket) => socket.write(text), honest]), hastyClock);
    await screen.until(() => hasCaughtUp(screen));
    assert.deepEqual(seqsOf(screen), [1]);
    assert.equal(screen.states.at(-1)?.kind, 'attached');
  });
}

test('a line that never ends closes the connection', async (context) => {
  const piece = 'x'.repeat(1024 * 1024);
  const endless = (socket: Socket): void => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', more);
    more();
  };
  const screen = openScreen(context, await openLiar(context, [endless, honest]), hastyClock);
  await screen.until(() => hasCaughtUp(screen));
  assert.deepEqual(seqsOf(screen), [1]);
});

test('kinds of a later version are passed over', async (context) => {
  const says = (socket: Socket): void => {
    socket.write('{"kind":"toString"}\n{"kind":"weather","is":"fine"}\n');
    honest(socket);
  };
  const screen = openScreen(context, await openLiar(context, [says]));
  await screen.until(() => hasCaughtUp(screen));
  assert.deepEqual(
    screen.lines.map(({kind}) => kind),
    ['entry', 'caughtUp'],
  );
});

test('a line that arrives byte by byte, with a character cut in two, is one line', async (context) => {
  const says = async (socket: Socket): Promise<void> => {
    socket.setNoDelay();
    for (const byte of Buffer.from('{"kind":"trouble","what":"→ full"}\n')) {
      socket.write(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    honest(socket);
  };
  const screen = openScreen(context, await openLiar(context, [(socket) => void says(socket)]));
  await screen.until(() => hasCaughtUp(screen));
  assert.deepEqual(screen.lines[0], {kind: 'trouble', what: '→ full'});
});

test('an event that is missing is asked for again', async (context) => {
  const skip = (socket: Socket): void => {
    socket.write(
      `${JSON.stringify({kind: 'entry', entry: note(1)})}\n${JSON.stringify({kind: 'entry', entry: note(3)})}\n`,
    );
  };
  const mend = (socket: Socket): void => {
    socket.write([note(2), note(3)].map((entry) => `${JSON.stringify({kind: 'entry', entry})}\n`).join(''));
  };
  const socketPath = await openLiar(context, [skip, mend]);
  const screen = openScreen(context, socketPath, hastyClock);
  await screen.until(() => seqsOf(screen).length === 3);
  assert.deepEqual(seqsOf(screen), [1, 2, 3]);
});

test('a refusal is told in its own words', async (context) => {
  const refuse = (socket: Socket): void => {
    socket.end('{"kind":"refused","why":"16 screens are attached already"}\n');
  };
  const screen = openScreen(context, await openLiar(context, [refuse, honest]), hastyClock);
  await screen.until(() => screen.states.length > 0);
  assert.deepEqual(screen.states[0], {kind: 'refused', why: '16 screens are attached already'});
  await screen.until(() => screen.states.at(-1)?.kind === 'attached');
});

test('a command whose connection is cut before the answer is refused in words', async (context) => {
  const silent = (socket: Socket): void => {
    honest(socket);
    socket.once('data', () => socket.destroy());
  };
  const screen = openScreen(context, await openLiar(context, [silent]));
  await screen.until(() => hasCaughtUp(screen));
  const refusal = await screen.link.send({do: 'pause', role: 'all'});
  assert.match(refusal?.refused ?? '', /look whether it was taken in/);
});

test('console bytes that come faster than they are taken in cost no event', async (context) => {
  const core = await openCore(context, await socketIn(context));
  const screen = openScreen(context, core.socketPath);
  await screen.until(() => hasCaughtUp(screen));
  for (let round = 0; round < 8; round++) {
    for (let piece = 0; piece < 4; piece++) core.server.console((round * 4 + piece) * 262_144, new Uint8Array(262_144));
    core.happen(50);
  }
  await screen.until(() => seqsOf(screen).length === 400);
  assert.deepEqual(seqsOf(screen), upTo(400));
});
