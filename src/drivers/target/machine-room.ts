// The room of an emulated target: the machine that runs at the moment, if any, is started, stopped, saved and told what to do one thing
// after the other. What an old process still says is not heard any more.
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {Rung} from '../../core/target-events.ts';
import {systemClock} from '../clock.ts';
import {type AgentLink, openAgentLink} from './agent-link.ts';
import {examine} from './examine.ts';
import {type Machine, startMachine} from './machine.ts';
import {type MachinePlan, planner} from './machine-plan.ts';
import type {QmpEvent} from './qmp.ts';
import {openRamFile, type RamFile} from './ram-file.ts';
import {recordsInRam} from './ram-records.ts';
import type {Room, RoomListener, SaveOutcome} from './room.ts';
import {ingredientsOf} from './saves/ingredients.ts';
import {DamagedSave} from './saves/ram-image.ts';
import {fillRam, restoreMachine, saveMachine} from './saves/saves.ts';
import {type OpenSave, openShelf} from './saves/shelf.ts';
import type {QemuTargetOptions} from './target-options.ts';

export type MachineRoom = Required<Room>;

interface Running {
  readonly machine: Machine;
  readonly link: AgentLink;
  /** Of a restored machine: devices that its system must find again once it goes on. */
  greeting: readonly string[] | null;
}

const rungs: readonly Rung[] = ['kernel', 'watchdog', 'nmi', 'sysrq', 'reset', 'restart'];
/** A watchdog that stops the machine says so before it has. */
const stopMs = 2000;

export function openMachineRoom(options: QemuTargetOptions, listener: RoomListener): MachineRoom {
  const planned = planner(options);
  const savesFolder = join(options.cacheFolder, 'saves');
  const shelf = openShelf(savesFolder);
  let running: Running | null = null;
  let generation = 0;
  let ram: RamFile | null = null;
  let shutdown: string | null = null;
  let stopping: PromiseWithResolvers<void> | null = null;
  let work: Promise<unknown> = Promise.resolve();

  /** Starting, saving and killing never overlap. */
  function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const turn = work.then(act, act);
    work = turn.catch(() => {});
    return turn;
  }

  function onQmp({name, facts}: QmpEvent): void {
    if (name === 'WATCHDOG') {
      stopping = Promise.withResolvers();
      listener.watchdog();
    }
    if (name === 'RESET') listener.reset();
    if (name === 'GUEST_PANICKED') listener.guestPanicked();
    if (name === 'STOP') stopping?.resolve();
    if (name === 'SHUTDOWN') shutdown = facts['guest'] === true ? 'the target switched itself off' : null;
  }

  async function begin(how: 'fresh' | 'kept' | 'saved'): Promise<void> {
    await mkdir(options.folder, {recursive: true});
    const plan = await planned();
    const save = how === 'saved' ? await openSave(plan) : null;
    try {
      if (ram === null) ram = await openRamFile(options.memoryMiB, options.folder);
      else if (how !== 'kept') await ram.clear();
      running = await run(plan, ram, save);
    } catch (error) {
      if (!(error instanceof DamagedSave)) throw error;
      await shelf.discard(await ingredientsOf(plan.machine));
      throw new Error(`the saved state was discarded: ${error.message}`);
    } finally {
      await save?.close();
    }
  }

  async function openSave(plan: MachinePlan): Promise<OpenSave> {
    const found = await shelf.find(await ingredientsOf(plan.machine));
    if (found.kind === 'found') return found.save;
    if (found.kind === 'damaged') throw new DamagedSave(found.why);
    throw new Error('there is no saved state of this machine');
  }

  /** QEMU starts while RAM is filled: it looks at RAM only when it takes the rest. */
  async function run(plan: MachinePlan, ramFile: RamFile, save: OpenSave | null): Promise<Running> {
    const mine = ++generation;
    const isMine = () => generation === mine;
    shutdown = null;
    stopping = null;
    const filled = save === null ? Promise.resolve() : fillRam(save, ramFile);
    filled.catch(() => {});
    const stateFd = save === null ? {} : {stateFd: save.state.fd};
    const machine = await startMachine(
      {...plan.machine, ...stateFd, name: options.folder, ramFd: ramFile.fd},
      {
        console: (bytes) => isMine() && listener.console(bytes),
        qmp: (event) => isMine() && onQmp(event),
        died: (why, signal) => isMine() && listener.died(shutdown === null ? why : `${shutdown}; ${why}`, signal),
      },
    ).catch(async (error: Error) => {
      await filled.catch(() => {});
      throw error;
    });
    const link = openAgentLink(machine.agentStream, {
      hello: (hello) => isMine() && listener.hello(hello),
      heartbeat: () => isMine() && listener.heartbeat(),
    });
    try {
      await filled;
      if (save !== null) await restoreMachine(machine, save);
    } catch (error) {
      generation += 1;
      await machine.kill();
      throw error;
    }
    return {machine, link, greeting: save?.facts.unsavedDevices ?? null};
  }

  async function end(): Promise<void> {
    generation += 1;
    const old = running;
    running = null;
    old?.link.drop('the target was ended');
    await old?.machine.kill();
  }

  async function save(): Promise<SaveOutcome> {
    if (running === null || ram === null) return {saved: false, why: 'the target is off'};
    if (running.link.busy() > 0) return {saved: false, why: 'a command is under way on the target'};
    const {machine, extra} = await planned();
    return saveMachine(running.machine, ram, shelf, {
      ingredients: await ingredientsOf(machine),
      extra,
      folder: savesFolder,
    });
  }

  async function commands(...names: readonly string[]): Promise<void> {
    if (running === null) throw new Error('the machine is gone');
    for (const name of names) await running.machine.qmp.command(name);
  }

  async function take(rung: Rung): Promise<void> {
    // A machine that a watchdog has stopped stays stopped over an NMI and over its reset.
    if (rung === 'nmi') return commands('inject-nmi', 'cont');
    if (rung === 'reset') return commands('system_reset', 'cont');
    if (rung !== 'sysrq') throw new Error(`an emulated machine has no ${rung} of its own`);
    await commands('cont');
    // BREAK, and then a letter: c is a crash, whose log is kept.
    await running?.machine.qmp.command('chardev-send-break', {id: 'console'});
    running?.machine.console.write(Buffer.from('c'));
  }

  return {
    rungs,
    take,
    start: (how) => inTurn(() => begin(how)),
    kill: () => inTurn(end),
    close: () =>
      inTurn(async () => {
        await end();
        await ram?.close();
        ram = null;
      }),
    continue() {
      const now = running;
      // A monitor that does not answer belongs to a machine that is gone or stuck; both are noticed by what does not follow.
      void now?.machine.qmp.command('cont').catch(() => {});
      if (now?.greeting) now.link.greet({nowMs: systemClock.nowMs(), devices: now.greeting});
      if (now) now.greeting = null;
    },
    async examine() {
      const machine = running?.machine;
      if (stopping)
        await Promise.race([stopping.promise, new Promise((resolve) => setTimeout(resolve, stopMs).unref())]);
      return machine ? examine(machine.qmp) : 'no registers: the machine is gone';
    },
    save: () => inTurn(save),
    async hasSave() {
      const found = await planned()
        .then(async ({machine}) => shelf.find(await ingredientsOf(machine)))
        .catch(() => null);
      if (found?.kind === 'found') await found.save.close();
      return found?.kind === 'found';
    },
    discardSave: async () => shelf.discard(await ingredientsOf((await planned()).machine)),
    recordsLeft: (boot) =>
      inTurn(async () => {
        if (ram === null) return {records: [], unreadable: ["the target's RAM is gone"]};
        return recordsInRam(ram.fd, (await planned()).zone, join(options.folder, 'pstore'), boot);
      }),
    write: (bytes) => running?.machine.console.write(bytes),
    channel: () => running?.link ?? null,
    pid: () => running?.machine.pid ?? null,
    async aftermath() {
      const machine = running?.machine;
      if (machine?.agentStream.destroyed) await machine.ended;
    },
  };
}
