// The machine that runs at the moment, if any: started, stopped and told what to do one after the other. What an old
// process still says is not heard any more.
import {mkdir} from 'node:fs/promises';
import {type AgentLink, type Hello, openAgentLink} from './agent-link.ts';
import {examine} from './examine.ts';
import {guestImage} from './guest-image.ts';
import {kernelArguments, ramoopsArguments, ramoopsZone} from './kernel-arguments.ts';
import {type Machine, startMachine} from './machine.ts';
import type {QmpEvent} from './qmp.ts';
import {openRamFile, type RamFile} from './ram-file.ts';
import type {QemuTargetOptions} from './target-options.ts';

export interface MachineRoomListener {
  console(bytes: Uint8Array): void;
  hello(hello: Hello): void;
  heartbeat(): void;
  watchdog(): void;
  reset(): void;
  guestPanicked(): void;
  died(why: string): void;
}

export interface MachineRoom {
  /** Resolves with the machine paused; rejects in words. */
  start(ram: 'fresh' | 'kept'): Promise<void>;
  continue(): void;
  examine(): Promise<string>;
  interrupt(): void;
  reset(): void;
  write(bytes: Uint8Array): void;
  link(): AgentLink | null;
  pid(): number | null;
  /** When the channel is closed, the process is about to have ended: resolves when it has. */
  aftermath(): Promise<void>;
  kill(): Promise<void>;
  /** Kills what runs, and lets go of RAM. */
  close(): Promise<void>;
}

interface Running {
  readonly machine: Machine;
  readonly link: AgentLink;
}

/** A watchdog that stops the machine says so before it has. */
const stopMs = 2000;

export function openMachineRoom(options: QemuTargetOptions, listener: MachineRoomListener): MachineRoom {
  let running: Running | null = null;
  let generation = 0;
  let ram: RamFile | null = null;
  let shutdown: string | null = null;
  let stopped: () => void = () => {};
  let work: Promise<unknown> = Promise.resolve();

  /** Starting and killing never overlap. */
  function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const turn = work.then(act, act);
    work = turn.catch(() => {});
    return turn;
  }

  function onQmp({name, facts}: QmpEvent): void {
    if (name === 'WATCHDOG') listener.watchdog();
    if (name === 'RESET') listener.reset();
    if (name === 'GUEST_PANICKED') listener.guestPanicked();
    if (name === 'STOP') stopped();
    if (name === 'SHUTDOWN') shutdown = facts['guest'] === true ? 'the target switched itself off' : null;
  }

  async function begin(kind: 'fresh' | 'kept'): Promise<void> {
    const mine = ++generation;
    const isMine = () => generation === mine;
    await mkdir(options.folder, {recursive: true});
    const zone = ramoopsZone(options.memoryMiB);
    const initramfs = await guestImage({
      kernel: options.kernel,
      cacheFolder: options.cacheFolder,
      busybox: options.busybox,
      heartbeatSeconds: options.times.hardwareWatchdogSeconds,
      ramoopsArguments: ramoopsArguments(zone),
    });
    if (ram === null) ram = await openRamFile(options.memoryMiB, options.folder);
    else if (kind === 'fresh') await ram.clear();
    shutdown = null;
    const machine = await startMachine(
      {
        qemu: options.qemu,
        name: options.folder,
        kernelImage: options.kernel.image,
        initramfs,
        kernelArguments: kernelArguments(options.times, zone),
        accelerator: options.accelerator,
        memoryMiB: options.memoryMiB,
        cpus: options.cpus,
        devices: options.devices,
        ramFd: ram.fd,
      },
      {
        console: (bytes) => isMine() && listener.console(bytes),
        qmp: (event) => isMine() && onQmp(event),
        died: (why) => isMine() && listener.died(shutdown === null ? why : `${shutdown}; ${why}`),
      },
    );
    const link = openAgentLink(machine.agentStream, {
      hello: (hello) => isMine() && listener.hello(hello),
      heartbeat: () => isMine() && listener.heartbeat(),
    });
    running = {machine, link};
  }

  async function end(): Promise<void> {
    generation += 1;
    const old = running;
    running = null;
    old?.link.drop('the target was ended');
    await old?.machine.kill();
  }

  /** A monitor that does not answer belongs to a machine that is gone or stuck; both are noticed by what does not follow. */
  function command(...names: readonly string[]): void {
    const machine = running?.machine;
    void (async () => {
      for (const name of names) await machine?.qmp.command(name).catch(() => {});
    })();
  }

  return {
    start: (kind) => inTurn(() => begin(kind)),
    kill: () => inTurn(end),
    close: () =>
      inTurn(async () => {
        await end();
        await ram?.close();
        ram = null;
      }),
    continue: () => command('cont'),
    interrupt: () => command('inject-nmi', 'cont'),
    // A machine that a watchdog has stopped stays stopped over its reset.
    reset: () => command('system_reset', 'cont'),
    async examine() {
      const machine = running?.machine;
      const stop = new Promise<void>((resolve) => {
        const late = setTimeout(resolve, stopMs);
        stopped = () => {
          clearTimeout(late);
          resolve();
        };
      });
      await stop;
      return machine ? examine(machine.qmp) : 'no registers: the machine is gone';
    },
    write: (bytes) => running?.machine.console.write(bytes),
    link: () => running?.link ?? null,
    pid: () => running?.machine.pid ?? null,
    async aftermath() {
      const machine = running?.machine;
      if (machine?.agentStream.destroyed) await machine.ended;
    },
  };
}
