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
import {changesBetween, type Ingredients, ingredientsOf} from './saves/ingredients.ts';
import {DamagedSave} from './saves/ram-image.ts';
import {fillRam, restoreMachine, saveMachine} from './saves/saves.ts';
import {type OpenSave, openShelf} from './saves/shelf.ts';
import type {QemuTargetOptions} from './target-options.ts';

export type MachineRoom = Required<Room>;

interface Running {
  readonly machine: Machine;
  /** What it was started from, whatever lies there now; null when that changed while it was started. */
  readonly madeOf: Ingredients | null;
  readonly link: AgentLink;
  /** Of a restored machine: devices that its system must find again once it goes on. */
  greeting: readonly string[] | null;
}

const rungs: readonly Rung[] = ['kernel', 'watchdog', 'nmi', 'sysrq', 'reset', 'restart'];
/** A watchdog that stops the machine says so before it has. */
const stopMs = 2000;
/** A rung does not wait longer than this for what is under way, which may be stuck. */
const turnMs = 10_000;

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
  let restoredFrom: Ingredients | null = null;

  /** Starting, saving and taking rungs do not overlap. */
  function inTurn<Value>(act: () => Promise<Value>, waitMs: number | null = null): Promise<Value> {
    const before = work;
    const due = waitMs === null ? before : Promise.race([before, passed(waitMs)]);
    const turn = due.then(act);
    work = Promise.allSettled([before, turn]);
    return turn;
  }

  /** At once, so that nothing waits for a machine that is to go; and again in turn, for one that is just being started. */
  function cut(andThen: () => Promise<void> = async () => {}): Promise<void> {
    const cutNow = end().catch(() => {});
    return inTurn(async () => {
      await cutNow;
      await end();
      await andThen();
    });
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
    await end();
    await mkdir(options.folder, {recursive: true});
    const plan = await planned();
    // Without its kernel QEMU says itself what it misses.
    const madeOf = await ingredientsOf(plan.machine).catch(() => null);
    restoredFrom = how === 'saved' ? madeOf : null;
    const save = how === 'saved' ? await openSave(madeOf) : null;
    try {
      if (ram === null) ram = await openRamFile(options.memoryMiB, options.folder);
      else if (how !== 'kept') await ram.clear();
      const begun = await run(plan, ram, save);
      const afterwards = await ingredientsOf(plan.machine).catch(() => null);
      // A start that came to nothing meanwhile tells so itself.
      const ended = await Promise.race([begun.machine.ended, null]);
      if (ended !== null) throw new Error(ended);
      running = {...begun, madeOf: changesSince(madeOf, afterwards) === null ? madeOf : null};
    } catch (error) {
      if (!(error instanceof DamagedSave)) throw error;
      await discardSave();
      throw new Error(`the saved state was discarded: ${error.message}`);
    } finally {
      await save?.close();
    }
  }

  async function discardSave(): Promise<void> {
    if (restoredFrom !== null) await shelf.discard(restoredFrom);
  }

  async function openSave(madeOf: Ingredients | null): Promise<OpenSave> {
    const found = madeOf === null ? null : await shelf.find(madeOf);
    if (found?.kind === 'found') return found.save;
    if (found?.kind === 'damaged') throw new DamagedSave(found.why);
    throw new Error('there is no saved state of this machine');
  }

  /** QEMU starts while RAM is filled: it looks at RAM only when it takes the rest. */
  async function run(plan: MachinePlan, ramFile: RamFile, save: OpenSave | null): Promise<Omit<Running, 'madeOf'>> {
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
      heartbeat: (kernel) => isMine() && listener.heartbeat(kernel),
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
    const {machine, madeOf} = running;
    const {machine: wanted, extra} = await planned();
    const changes = changesSince(madeOf, await ingredientsOf(wanted));
    if (madeOf === null || changes !== null) return {saved: false, why: `since it was started ${changes} changed`};
    return saveMachine(machine, ram, shelf, {ingredients: madeOf, extra, folder: savesFolder});
  }

  /** What can't be made out now is not what runs. */
  async function isOutdated(): Promise<boolean> {
    if (running === null) return false;
    const {madeOf} = running;
    const wanted = await planned()
      .then(({machine}) => ingredientsOf(machine))
      .catch(() => null);
    return changesSince(madeOf, wanted) !== null;
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
    await sendBreak();
    running?.machine.console.write(Buffer.from('c'));
  }

  async function sendBreak(): Promise<void> {
    if (running === null) throw new Error('the machine is off');
    await running.machine.qmp.command('chardev-send-break', {id: 'console'});
  }

  return {
    rungs,
    take: (rung) => inTurn(() => take(rung), turnMs),
    start: (how) => inTurn(() => begin(how)),
    kill: () => cut(),
    close: () =>
      cut(async () => {
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
      if (stopping) await Promise.race([stopping.promise, passed(stopMs)]);
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
    isOutdated,
    discardSave,
    recordsLeft: (boot) =>
      inTurn(async () => {
        if (ram === null) return {records: [], unreadable: ["the target's RAM is gone"]};
        return recordsInRam(ram.fd, (await planned()).zone, join(options.folder, 'pstore'), boot);
      }),
    write: (bytes) => running?.machine.console.write(bytes),
    sendBreak,
    channel: () => running?.link ?? null,
    pid: () => running?.machine.pid ?? null,
    async aftermath() {
      const machine = running?.machine;
      if (machine?.agentStream.destroyed) await machine.ended;
    },
  };
}

/** In words, what differs; null when nothing does. */
function changesSince(madeOf: Ingredients | null, now: Ingredients | null): string | null {
  if (madeOf === null || now === null) return 'what it is made of';
  const changes = changesBetween(madeOf, now);
  return changes.length === 0 ? null : `its ${changes.join(', ')}`;
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
