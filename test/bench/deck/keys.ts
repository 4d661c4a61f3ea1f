// From a key to the cells that it changes, on a screen that is read like a terminal's; beside it a program that does nothing but echo,
// which shows what the machine and this terminal alone take in the same minute.
import {setTimeout as wait} from 'node:timers/promises';
import {openPty, type Screen} from '../../pty.ts';
import type {Closing} from '../../temporary.ts';
import {size} from './rig.ts';

export interface Pressed {
  readonly deckMs: readonly number[];
  readonly echoMs: readonly number[];
}

/**
 * The help, opened and closed, again and again. The pauses between are of many lengths, so that keys fall at all moments between two
 * frames of what comes by itself.
 */
export async function pressed(deck: Screen, echo: Screen, presses: number): Promise<Pressed> {
  const row = await rowOfHelp(deck);
  const [deckMs, echoMs]: [number[], number[]] = [[], []];
  for (let press = 0; press < presses; press++) {
    const opens = press % 2 === 0;
    deckMs.push(await timeTo(deck, '?', () => lineAt(deck, row).includes(inHelp) === opens));
    await wait((press * 37) % 101);
    const letter = opens ? 'x' : 'y';
    echoMs.push(await timeTo(echo, letter, () => lineAt(echo, 0).startsWith(letter)));
  }
  return {deckMs, echoMs};
}

/** Each letter in the same cell. */
const echoing =
  "process.stdin.setRawMode(true).on('data', (key) => process.stdout.write('\\r' + key)); process.stdout.write('ready')";

export async function openEcho(context: Closing): Promise<Screen> {
  const echo = openPty(context, [process.execPath, '-e', echoing], size);
  await echo.until('the echo', (text) => text.includes('ready'));
  return echo;
}

const inHelp = 'Esc close';

/** Where it stands, so that one row is looked at and not all of them: what the looking takes would be counted. */
async function rowOfHelp(screen: Screen): Promise<number> {
  screen.pty.write('?');
  await screen.until('the help', (text) => text.includes(inHelp));
  const row = screen.rows().findIndex((text) => text.includes(inHelp));
  screen.pty.write('?');
  await screen.until('its end', (text) => !text.includes(inHelp));
  return row;
}

async function timeTo(screen: Screen, key: string, holds: () => boolean): Promise<number> {
  const {promise, resolve} = Promise.withResolvers<void>();
  const parsed = screen.terminal.onWriteParsed(() => holds() && resolve());
  const start = performance.now();
  screen.pty.write(key);
  await promise;
  parsed.dispose();
  return performance.now() - start;
}

function lineAt({terminal}: Screen, row: number): string {
  const {active} = terminal.buffer;
  return active.getLine(active.viewportY + row)?.translateToString() ?? '';
}
