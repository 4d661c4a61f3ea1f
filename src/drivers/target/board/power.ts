// Power of a board, as the configuration says it is had: a program of the host, a pulse of a modem line, or BREAK and a letter to the
// kernel's SysRq. Each rejects in words that name what was tried.
import type {BoardSettings, ModemLines, PowerAct} from '../../../core/target-settings.ts';
import {systemClock} from '../../clock.ts';
import {processFault, runProcess} from '../../process.ts';
import type {ConsoleLine} from './line.ts';
import {soon} from './soon.ts';

export type Power = BoardSettings['power'];

/** Capacitors and hubs need a moment without power. */
const offMs = 2000;
const breakMs = 250;
const breakGraceMs = 1000;
/** The kernel takes a letter as SysRq's for five seconds after a BREAK; sync and unmount need a moment. */
const letterMs = 50;
const syncMs = 1000;

export function canCycle(power: Power): boolean {
  return power.cycle !== undefined || (power.on !== undefined && power.off !== undefined);
}

export async function cyclePower(power: Power, line: ConsoleLine): Promise<void> {
  if (power.cycle !== undefined) return takePower('cycle', power.cycle, line);
  if (power.on === undefined || power.off === undefined)
    throw new Error('the configuration names no power that could be cycled');
  await takePower('off', power.off, line);
  await waitMs(offMs);
  await takePower('on', power.on, line);
}

export async function takePower(what: string, act: PowerAct, line: ConsoleLine): Promise<void> {
  switch (act.kind) {
    case 'command':
      return runCommand(what, act.words, act.deadlineSeconds);
    case 'pulse':
      await line.setModemLines({[act.line]: act.active});
      await waitMs(act.milliseconds);
      return line.setModemLines({[act.line]: !act.active});
    default:
      return act satisfies never;
  }
}

/**
 * Linux raises both lines when it opens a port, and one of them may be what holds the board in its reset: how each line that an act pulses
 * stands at other times.
 */
export function restingLines(power: Power): ModemLines {
  const acts = [power.on, power.off, power.cycle, power.reset];
  const pulses = acts.flatMap((act) => (act?.kind === 'pulse' ? [[act.line, !act.active] as const] : []));
  return Object.fromEntries(pulses);
}

export function sendBreak(line: ConsoleLine): Promise<void> {
  return soon(line.sendBreak(breakMs), 'the line takes no BREAK', breakMs + breakGraceMs);
}

/** One BREAK for each letter. */
export async function sendSysrq(line: ConsoleLine, letters: string): Promise<void> {
  for (const [at, letter] of [...letters].entries()) {
    if (at > 0) await waitMs(syncMs);
    await sendBreak(line);
    await waitMs(letterMs);
    await soon(line.write(Buffer.from(letter)), 'the line takes nothing');
  }
}

async function runCommand(what: string, words: readonly string[], deadlineSeconds: number): Promise<void> {
  const [command = '', ...rest] = words;
  const outcome = await runProcess({command, arguments: rest, deadlineSeconds});
  const fault = processFault(command, outcome);
  if (fault !== null) throw new Error(`power ${what}: ${fault}`);
}

export function waitMs(ms: number): Promise<void> {
  return new Promise((resolve) => systemClock.after(ms, resolve));
}
