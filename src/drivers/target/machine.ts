// One QEMU process: how it is started, its monitor, its console line and its channel. Knows nothing of boots and crashes.
import {type ChildProcess, spawn} from 'node:child_process';
import type {Duplex, Readable} from 'node:stream';
import {openSerialLine, type SerialLine} from '../serial-line.ts';
import {openQmp, type Qmp, type QmpEvent} from './qmp.ts';
import {toolEnvironment} from './tool-environment.ts';

export interface MachineOptions {
  readonly qemu: string;
  /** Whose QEMU it is, for who looks at the processes of the host. */
  readonly name: string;
  /** QEMU's `-machine`, with its properties if need be. */
  readonly machine: string;
  readonly kernelImage: string;
  readonly initramfs: string;
  readonly kernelArguments: readonly string[];
  readonly accelerator: 'kvm' | 'tcg';
  readonly memoryMiB: number;
  readonly cpus: number;
  /** Each a QEMU `-device`. */
  readonly devices: readonly string[];
  /** An open file that guest RAM lies in, so that ramoops outlives the process. */
  readonly ramFd?: number;
  /** An open file with the state of its devices: the machine waits to take it, instead of booting. */
  readonly stateFd?: number;
}

export interface MachineListener {
  console(bytes: Uint8Array): void;
  qmp(event: QmpEvent): void;
  /** The process ended by itself, or could not go on; told once, and never after `kill`. */
  died(why: string, signal?: string): void;
}

export interface Machine {
  readonly pid: number;
  readonly qmp: Qmp;
  readonly agentStream: Duplex;
  readonly console: SerialLine;
  /** Resolves with how the process ended. */
  readonly ended: Promise<string>;
  kill(): Promise<void>;
}

const stderrBytesMax = 8192;
const agentPort = 'org.quarterdeck.agent';

/**
 * Starts QEMU and leaves it paused with everything connected, so that `cont` loses no byte. The UART is made only when
 * its pty is open: a pty that QEMU believes unconnected drops what does not fit at once.
 */
export async function startMachine(options: MachineOptions, listener: MachineListener): Promise<Machine> {
  // setpriv: the kernel ends QEMU when this process ends, however it ends.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', options.qemu, ...machineArguments(options)], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', options.ramFd ?? 'ignore', options.stateFd ?? 'ignore'],
    env: toolEnvironment(),
  });
  const {ended, stderr} = watchEnd(child);
  let wanted = true;
  const kill = async () => {
    wanted = false;
    child.kill('SIGKILL');
    await ended;
  };
  const [qmpStream, agentStream] = [child.stdio[3] as Duplex, child.stdio[4] as Duplex];
  agentStream.on('error', () => {});
  try {
    const qmp = await orDeath(
      openQmp(qmpStream, (event) => listener.qmp(event)),
      ended,
    );
    const path = ptyPath(await orDeath(qmp.command('query-chardev'), ended));
    const console = await openSerialLine(
      {path, baudRate: 115_200},
      {bytes: (bytes) => listener.console(bytes), lost: () => {}},
    );
    await orDeath(qmp.command('x-exit-preconfig'), ended);
    void ended.then((why) => {
      void console.close();
      if (wanted) listener.died(why, child.signalCode ?? undefined);
    });
    return {pid: child.pid ?? -1, qmp, agentStream, console, ended, kill};
  } catch (fault) {
    await kill();
    throw new Error(`QEMU does not start: ${(fault as Error).message}${stderr() === '' ? '' : `: ${stderr()}`}`);
  }
}

/** Monitor and channel are inherited sockets: they need no path, and they end with either side. */
export function machineArguments(options: MachineOptions): readonly string[] {
  const memory = `${options.memoryMiB}M`;
  const ram =
    options.ramFd === undefined
      ? []
      : ['-object', `memory-backend-file,id=ram,size=${memory},mem-path=/proc/self/fd/5,share=on`];
  return [
    ...['-name', `guest=${options.name.replaceAll(',', ',,')}`],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-preconfig', '-S'],
    ...(options.stateFd === undefined ? [] : ['-incoming', 'defer']),
    ...['-machine', options.ramFd === undefined ? options.machine : `${options.machine},memory-backend=ram`, ...ram],
    ...['-accel', options.accelerator, '-cpu', options.accelerator === 'kvm' ? 'host' : 'max'],
    ...['-m', memory, '-smp', String(options.cpus)],
    ...['-kernel', options.kernelImage, '-initrd', options.initramfs, '-append', options.kernelArguments.join(' ')],
    ...['-chardev', 'pty,id=console', '-serial', 'chardev:console'],
    ...['-chardev', 'socket,id=monitor,fd=3', '-mon', 'chardev=monitor,mode=control'],
    ...['-device', 'virtio-serial-pci', '-chardev', 'socket,id=agent,fd=4'],
    ...['-device', `virtserialport,chardev=agent,name=${agentPort}`],
    // The panic notifier of pvpanic runs before the log is saved, so QEMU must not stop there; the watchdog pauses the
    // guest so that its registers and a backtrace can be had before the reset.
    ...['-device', 'i6300esb', '-device', 'pvpanic', '-action', 'panic=none,watchdog=pause'],
    ...options.devices.flatMap((device) => ['-device', device]),
  ];
}

function watchEnd(child: ChildProcess): {readonly ended: Promise<string>; stderr(): string} {
  let tail = '';
  (child.stderr as Readable).setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-stderrBytesMax);
  });
  const stderr = () => tail.trim();
  const ended = new Promise<string>((resolve) => {
    child.once('error', (fault) => resolve(`QEMU could not be started: ${fault.message}`));
    child.once('close', (code, signal) => {
      const how = code === null ? `was killed by ${signal}` : `exited with status ${code}`;
      resolve(`QEMU ${how}${stderr() === '' ? '' : `: ${stderr()}`}`);
    });
  });
  return {ended, stderr};
}

function orDeath<Value>(value: Promise<Value>, ended: Promise<string>): Promise<Value> {
  return Promise.race([
    value,
    ended.then((why) => {
      throw new Error(why);
    }),
  ]);
}

function ptyPath(chardevs: unknown): string {
  const list = Array.isArray(chardevs) ? (chardevs as readonly {label?: unknown; filename?: unknown}[]) : [];
  const filename = String(list.find(({label}) => label === 'console')?.filename ?? '');
  if (!filename.startsWith('pty:')) throw new Error(`QEMU gave the console no pty, but "${filename}"`);
  return filename.slice('pty:'.length);
}
