// A board for tests: QEMU with a UART on a line that can be made bad, a system of busybox with a login, and power that is had by a command.
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmod, copyFile, mkdir, symlink, writeFile} from 'node:fs/promises';
import {connect, createServer} from 'node:net';
import {basename, join} from 'node:path';
import type {BoardSettings} from '../../../../src/core/target-settings.ts';
import {runTool} from '../../../../src/drivers/process.ts';
import {
  detectorTimes,
  kernelArguments,
  ramoopsArguments,
  ramoopsZone,
} from '../../../../src/drivers/target/kernel-arguments.ts';
import {kernelModules} from '../../../../src/drivers/target/kernel-modules.ts';
import {loadOrder, moduleName} from '../../../../src/drivers/target/modules-dep.ts';
import type {Closing} from '../../../temporary.ts';
import {temporaryFolder} from '../../../temporary.ts';
import {kernelForTests} from '../kernel-for-tests.ts';
import {type BadLine, badLine} from './proxy.ts';

export interface Rig {
  readonly line: BadLine;
  readonly folder: string;
  readonly settings: BoardSettings;
  readonly environment: Readonly<Record<string, string>>;
  /** Words of QEMU's own monitor, as a person at the board would act: `stop` is a board that stands still. */
  monitor(command: string): Promise<void>;
  /** Power acts in the order in which they were asked for. */
  readonly acts: readonly string[];
}

export interface RigOptions {
  /** Instead of the kernel: what the board's firmware is. */
  readonly firmware?: readonly string[];
  readonly password?: string;
  readonly change?: Partial<BoardSettings>;
  /** A line of the init script. */
  readonly init?: string;
}

const memoryMiB = 256;
const watchdogSeconds = 20;
const passwordVariable = 'BOARD_PASSWORD';

export async function boardRig(t: Closing, options: RigOptions = {}): Promise<Rig> {
  const folder = await temporaryFolder(t);
  const line = await badLine(t, folder);
  const arguments_ = options.firmware ?? (await systemArguments(folder, options));
  const monitorSocket = join(folder, 'monitor.sock');
  const acts: string[] = [];
  let qemu: ChildProcess | null = null;

  const off = async () => {
    const child = qemu;
    qemu = null;
    if (child === null) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  };
  const on = async () => {
    if (qemu !== null) return;
    qemu = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', '--', 'qemu-system-x86_64', ...machineArguments(line, monitorSocket), ...arguments_],
      {stdio: 'ignore'},
    );
  };
  const monitor = (command: string) => say(monitorSocket, command);
  const act = async (what: string) => {
    acts.push(what);
    if (what === 'off' || what === 'cycle') await off();
    if (what === 'on' || what === 'cycle') await on();
    if (what === 'reset') await monitor('system_reset\ncont');
  };
  const powerSocket = join(folder, 'power.sock');
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (word: Buffer) => void act(word.toString().trim()).then(() => socket.end('done\n')));
  });
  server.listen(powerSocket);
  await once(server, 'listening');
  t.after(async () => {
    server.close();
    await off();
  });
  const command = (what: string) => ({
    ...{kind: 'command' as const, deadlineSeconds: 20},
    words: ['sh', '-c', `echo ${what} | socat -t 15 - UNIX-CONNECT:${powerSocket}`],
  });
  return {
    ...{line, folder, monitor, acts},
    environment: {[passwordVariable]: options.password ?? 'open sesame'},
    settings: {
      kind: 'board',
      name: 'rig',
      line: {
        ...{kind: 'serial', path: line.path, baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1},
        flowControl: 'none',
      },
      power: {cycle: command('cycle'), reset: command('reset'), off: command('off'), on: command('on')},
      sysrq: false,
      login: {
        ...{user: 'root', passwordVariable, loginPrompt: 'login: $', passwordPrompt: 'Password: $'},
        shellPrompt: '[#$] $',
      },
      transfer: {kind: 'console'},
      ...{panicRebootSeconds: 1, bootSeconds: 120, silenceSeconds: 30},
      kernel: {build: folder, architecture: 'x86_64', crossCompile: ''},
      ...options.change,
    },
  };
}

function machineArguments({boardSocket}: BadLine, monitorSocket: string): readonly string[] {
  return [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-accel', 'tcg', '-cpu', 'max'],
    ...['-m', `${memoryMiB}M`, '-chardev', `socket,id=uart,path=${boardSocket}`, '-serial', 'chardev:uart'],
    ...['-monitor', `unix:${monitorSocket},server=on,wait=off`, '-action', 'panic=none,watchdog=reset'],
  ];
}

async function systemArguments(folder: string, options: RigOptions): Promise<readonly string[]> {
  const kernel = await kernelForTests();
  const initramfs = await makeSystem(folder, options);
  const command = kernelArguments(detectorTimes, ramoopsZone(memoryMiB)).join(' ');
  return ['-device', 'i6300esb', '-kernel', kernel.image, '-initrd', initramfs, '-append', command];
}

const init = `#!/bin/busybox sh
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/shm /run /tmp
mount -t tmpfs tmpfs /run
mount -t debugfs debugfs /sys/kernel/debug
while read -r module arguments; do insmod "$module" $arguments; done </etc/modules
hostname target
`;

/** An initramfs as a small board has it: getty and login on its UART, records and watchdog as modules. */
export async function makeSystem(folder: string, options: RigOptions = {}): Promise<string> {
  const kernel = await kernelForTests();
  const root = join(folder, 'root');
  for (const name of ['bin', 'etc', 'dev', 'proc', 'sys', 'tmp', 'root', 'lib'])
    await mkdir(join(root, name), {recursive: true});
  const busybox = (await runTool('sh', ['-c', 'command -v busybox'])).trim();
  await copyFile(busybox, join(root, 'bin/busybox'));
  const applets = (await runTool(busybox, ['--list'])).split('\n').filter((name) => name !== '' && name !== 'busybox');
  for (const applet of applets) await symlink('busybox', join(root, 'bin', applet));
  await symlink('bin', join(root, 'sbin'));
  await writeFile(join(root, 'init'), `${init}${options.init ?? ''}\nexec init\n`);
  await chmod(join(root, 'init'), 0o755);
  await writeFile(join(root, 'etc/inittab'), 'ttyS0::respawn:/bin/getty -L 115200 ttyS0 linux\n');
  const hash = (await runTool(busybox, ['mkpasswd', '-m', 'sha512', 'open sesame'])).trim();
  await writeFile(join(root, 'etc/passwd'), `root:${hash}:0:0:root:/root:/bin/sh\n`);
  await writeFile(join(root, 'etc/group'), 'root:x:0:\n');
  const {paths} = loadOrder(await kernelModules(kernel), ['ramoops', 'i6300esb']);
  const lines: string[] = [];
  for (const path of paths) {
    const name = moduleName(path);
    await copyFile(join(kernel.modulesFolder, path), join(root, 'lib', basename(path)));
    const parameters = name === 'ramoops' ? ramoopsArguments(ramoopsZone(memoryMiB)) : [];
    const heartbeat = name === 'i6300esb' ? [`heartbeat=${watchdogSeconds}`] : [];
    lines.push([`/lib/${basename(path)}`, ...parameters, ...heartbeat].join(' '));
  }
  await writeFile(join(root, 'etc/modules'), `${lines.join('\n')}\n`);
  const image = join(folder, 'initramfs');
  await runTool('sh', ['-c', 'cd "$1" && find . | cpio -o -H newc -R 0:0 --quiet >"$2"', 'pack', root, image]);
  return image;
}

/** QEMU makes its socket when it is ready for it. */
async function say(path: string, command: string): Promise<void> {
  const socket = connect(path);
  await once(socket, 'connect');
  socket.resume();
  socket.end(`${command}\n`);
  await once(socket, 'close');
}
