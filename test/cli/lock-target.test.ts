import assert from 'node:assert/strict';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import {type AddressInfo, createServer} from 'node:net';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {consoleSourceOf} from '../../src/cli/console-source.ts';
import {lockBoard} from '../../src/cli/lock-target.ts';
import {madeOf} from '../../src/cli/made-of.ts';
import {resetBoard} from '../../src/cli/target-hold.ts';
import type {BoardSettings, QemuSettings} from '../../src/core/target-settings.ts';
import {temporaryFolder} from '../temporary.ts';

const board: BoardSettings = {
  ...{kind: 'board', name: 'lab', power: {}, sysrq: false, transfer: {kind: 'console'}},
  line: {kind: 'tcp', host: 'lab', port: 2001},
  login: {user: 'root', loginPrompt: 'login: ', passwordPrompt: 'Password: ', shellPrompt: '# '},
  ...{panicRebootSeconds: 10, bootSeconds: 60, silenceSeconds: 60},
  kernel: {build: '/', architecture: 'arm64', crossCompile: ''},
};

const emulated: QemuSettings = {
  ...{kind: 'qemu', name: 'qemu', machine: 'pc', memoryMiB: 512, cpus: 2, devices: []},
  ...{accelerator: 'auto', kernel: {kind: 'distro'}},
};

async function ownState(t: TestContext): Promise<void> {
  const before = process.env['XDG_STATE_HOME'];
  process.env['XDG_STATE_HOME'] = await temporaryFolder(t);
  t.after(() => {
    if (before === undefined) delete process.env['XDG_STATE_HOME'];
    else process.env['XDG_STATE_HOME'] = before;
  });
}

test('a board is one’s alone, whoever comes second is told whose, and then it is free', async (t) => {
  await ownState(t);
  const unlock = await lockBoard(board, 'quarterdeck check');
  t.after(unlock);
  await assert.rejects(lockBoard(board, 'another'), {
    message: `lab is in use by process ${process.pid}, quarterdeck check`,
    status: 3,
  });
  await (await lockBoard({...board, name: 'other'}, 'another'))();
  await unlock();
  const next = await lockBoard(board, 'the next');
  // Who is done with it takes nothing from the next one.
  await unlock();
  await assert.rejects(lockBoard(board, 'another'), /^Error: lab is in use by process \d+, the next$/);
  await next();
});

test('a console has the line of a board that nobody holds for itself', async (t) => {
  await ownState(t);
  const folder = await temporaryFolder(t);
  const server = createServer((socket) => socket.on('error', () => {}));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close());
  const {port} = server.address() as AddressInfo;
  const text = `targets: {lab: {kind: board, console: {host: 127.0.0.1, port: ${port}}, kernel: {build: /none, architecture: x86_64}}}`;
  await writeFile(join(folder, 'quarterdeck.yaml'), text);
  const environment = {XDG_STATE_HOME: process.env['XDG_STATE_HOME'], XDG_CONFIG_HOME: folder};
  const {source} = await consoleSourceOf({environment, directory: folder, target: 'lab'});
  const deaf = {bytes: () => {}, lost: () => {}, back: () => {}};
  const line = await source.open(deaf);
  await assert.rejects(lockBoard(board, 'another'), /^Error: lab is in use by process \d+, quarterdeck console$/);
  await line.close();
  const unlock = await lockBoard(board, 'quarterdeck check');
  await assert.rejects(source.open(deaf), /^Error: lab is in use by process \d+, quarterdeck check$/);
  await unlock();
});

test('of emulated machines there may be many', async (t) => {
  await ownState(t);
  const one = await lockBoard(emulated, 'one');
  await (await lockBoard(emulated, 'two'))();
  await one();
});

test('a board without a reset and a cycle is not said to be reset', async (t) => {
  await ownState(t);
  const on = {kind: 'command', words: ['relay', 'on'], deadlineSeconds: 5} as const;
  const refused = {message: /^lab has no way to be reset: targets\.lab\.power\.reset or \.cycle names one$/, status: 2};
  await assert.rejects(resetBoard(board), refused);
  await assert.rejects(resetBoard({...board, power: {on}}), refused);
});

test('other settings, another release and another image are another target; the order of keys is not', async () => {
  const kernel = {release: '6.1.0', image: import.meta.filename};
  const made = await madeOf(emulated, kernel);
  const {kind, ...others} = emulated;
  assert.equal(await madeOf({...others, kind}, {...kernel}), made);
  const differs = async (settings: QemuSettings, from: typeof kernel | null): Promise<void> =>
    assert.notEqual(await madeOf(settings, from), made);
  await differs({...emulated, memoryMiB: 1024}, kernel);
  await differs({...emulated, devices: ['edu']}, kernel);
  await differs(emulated, {...kernel, release: '6.12.0'});
  await differs(emulated, {...kernel, image: process.execPath});
  await differs(emulated, null);
});
