// A board as a room of the target's loop: its line, its power, and the system that is reached over it. It has no saves, and what it is
// made to do is what the configuration names.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {Rung} from '../../../core/target-events.ts';
import type {BoardSettings} from '../../../core/target-settings.ts';
import {withhold} from '../../process.ts';
import type {Room, RoomListener} from '../room.ts';
import {openConsoleSystem} from './console-system.ts';
import {openHeldBack} from './held-back.ts';
import {type KernelWatch, openKernelWatch} from './kernel-begins.ts';
import type {ConsoleLine, OpenLine} from './line.ts';
import {canCycle, cyclePower, restingLines, sendBreak, sendSysrq, takePower, waitMs} from './power.ts';
import {openSshSystem} from './ssh-system.ts';
import type {BoardSystem, SystemListener} from './system.ts';

export interface BoardRoomOptions {
  readonly settings: BoardSettings;
  /** Where the password's variable is looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly openLine: OpenLine;
}

const serverScript = fileURLToPath(new URL('serve.sh', import.meta.url));
/** What SysRq prints comes at once; a slow line takes its time. */
const printMs = 2500;
const evidenceCharsMax = 16_000;

export function openBoardRoom(options: BoardRoomOptions, listener: RoomListener): Room {
  const {settings} = options;
  const {power} = settings;
  let line: ConsoleLine | null = null;
  let system: BoardSystem | null = null;
  let kernel: KernelWatch = openKernelWatch();
  let kernelSeen = false;
  const held = openHeldBack();
  let recorded: string | null = null;
  let isOff = false;
  let work: Promise<unknown> = Promise.resolve();
  /** Asked for and not over; one is enough while nothing else was asked for since. */
  let killing: Promise<void> | null = null;
  if (settings.login.passwordVariable !== undefined) withhold(settings.login.passwordVariable);

  /** Power is switched one act after the other. */
  function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const turn = work.then(act, act);
    work = turn.catch(() => {});
    killing = null;
    return turn;
  }

  function heard(text: string): void {
    if (recorded !== null) recorded = (recorded + text).slice(-evidenceCharsMax);
    if (kernel.heard(text)) kernelSeen = true;
    held.tell(() => listener.console(Buffer.from(text, 'latin1')), text.length);
  }

  const told: SystemListener = {
    hello: (hello) => held.tell(() => listener.hello(hello)),
    heartbeat: () => held.tell(() => listener.heartbeat()),
    fault: (why) => held.tell(() => listener.died(why)),
  };

  async function openOnce(): Promise<ConsoleLine> {
    if (line !== null) return line;
    const script = await readFile(serverScript, 'utf8');
    const opened = await options.openLine(settings.line, {
      bytes: (bytes) => system?.heard(Buffer.from(bytes).toString('latin1')),
      lost(why) {
        system?.line('lost');
        listener.line('lost', why);
      },
      back() {
        // It may have gone away in the middle of a pulse.
        void inTurn(rest);
        system?.line('back');
        listener.line('back', 'the line is back');
      },
    });
    line = opened;
    const write = (bytes: Uint8Array) => opened.write(bytes);
    const {transfer} = settings;
    system =
      transfer.kind === 'ssh'
        ? openSshSystem({settings, to: transfer, write, console: heard}, told)
        : openConsoleSystem({settings, environment: options.environment, script, write, console: heard}, told);
    await rest();
    return opened;
  }

  /** A line that can't be set says so when it is to be pulsed. */
  async function rest(): Promise<void> {
    const lines = {...restingLines(power), ...settings.restingLines};
    if (Object.keys(lines).length > 0) await line?.setModemLines(lines).catch(() => {});
  }

  /** How to look at the board afterwards. */
  async function powerUp(how: 'fresh' | 'kept', on: ConsoleLine): Promise<'booting' | 'running'> {
    if (isOff && power.on !== undefined) {
      await takePower('on', power.on, on);
      return 'booting';
    }
    if (how === 'fresh' && canCycle(power)) {
      await cyclePower(power, on);
      return 'booting';
    }
    if (power.reset !== undefined) {
      await takePower('reset', power.reset, on);
      return 'booting';
    }
    if (power.on !== undefined) await takePower('on', power.on, on);
    return 'running';
  }

  async function start(how: 'fresh' | 'kept'): Promise<void> {
    held.begin();
    try {
      const on = await openOnce();
      system?.begin('power');
      system?.begin(await powerUp(how, on));
      isOff = false;
    } catch (fault) {
      isOff = false;
      held.release();
      await system?.end();
      throw fault;
    }
  }

  async function switchOff(): Promise<void> {
    await system?.end();
    // Of a start that was overtaken nobody will ask any more.
    held.release();
    if (power.off === undefined || line === null || isOff) return;
    try {
      await takePower('off', power.off, line);
      isOff = true;
    } catch (fault) {
      listener.console(Buffer.from(`\r\nquarterdeck: ${(fault as Error).message}\r\n`));
      throw fault;
    }
  }

  async function closeAll(): Promise<void> {
    await system?.end();
    await line?.close();
    line = null;
  }

  /** A reset is told unless a kernel has been heard to begin, which tells the same. */
  async function reset(act: (on: ConsoleLine) => Promise<void>): Promise<void> {
    const on = await openOnce();
    kernelSeen = false;
    kernel = openKernelWatch();
    system?.begin('power');
    isOff = false;
    await act(on);
    system?.begin('booting');
    if (!kernelSeen) listener.reset();
  }

  async function listenWhile(act: () => Promise<void>): Promise<string> {
    recorded = '';
    await act();
    await waitMs(printMs);
    const text = recorded;
    recorded = null;
    return text;
  }

  /** A crash leaves a record and is followed by the kernel's own reboot; a kernel that can't crash any more is told to reboot. */
  async function sysrq(): Promise<void> {
    const on = await openOnce();
    const said = await listenWhile(() => sendSysrq(on, 'c'));
    if (!/sysrq: |Kernel panic/.test(said)) await sendSysrq(on, 'sub');
  }

  return {
    rungs: rungsOf(settings),
    start: (how) => inTurn(() => start(how === 'fresh' ? 'fresh' : 'kept')),
    continue() {
      held.release();
    },
    async examine() {
      const on = line;
      if (!settings.sysrq || on === null) return '';
      return (await listenWhile(() => sendSysrq(on, 'lw'))).replaceAll('\r', '');
    },
    async take(rung) {
      switch (rung) {
        case 'sysrq':
          return sysrq();
        case 'reset': {
          const act = power.reset;
          if (act === undefined) throw new Error('the configuration names no reset');
          return inTurn(() => reset((on) => takePower('reset', act, on)));
        }
        case 'cycle':
          return inTurn(() => reset((on) => cyclePower(power, on)));
        case 'kernel':
        case 'watchdog':
        case 'nmi':
        case 'restart':
          throw new Error(`a board has no ${rung} that could be taken`);
        default:
          return rung satisfies never;
      }
    },
    write: (bytes) => system?.type(bytes),
    async sendBreak() {
      if (line === null) throw new Error('the line of the board is not open');
      await sendBreak(line);
    },
    channel: () => system?.channel() ?? null,
    pid: () => null,
    async aftermath() {},
    kill() {
      const kill = killing ?? inTurn(switchOff);
      const over = () => {
        if (killing === kill) killing = null;
      };
      killing = kill;
      kill.then(over, over);
      return kill;
    },
    close: () => inTurn(closeAll),
  };
}

/** Those that only wait come where they can happen; ours where the configuration names a way. */
function rungsOf({watchdogSeconds, sysrq, power}: BoardSettings): readonly Rung[] {
  return [
    'kernel',
    ...(watchdogSeconds === undefined ? [] : ['watchdog' as const]),
    ...(sysrq ? ['sysrq' as const] : []),
    ...(power.reset === undefined ? [] : ['reset' as const]),
    ...(canCycle(power) ? ['cycle' as const] : []),
  ];
}
