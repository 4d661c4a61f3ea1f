// The deck in a pty, as a person has it open: how soon it is there, how soon a key is on the screen, what it writes and what it costs,
// while nothing happens and while everything does.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {deckWords} from '../deck/fixture-core.ts';
import {stopped} from '../deck/session-events.ts';
import type {Screen} from '../pty.ts';
import type {Closing} from '../temporary.ts';
import {busySession, streams} from './deck/busy-session.ts';
import {benchFirstFrame} from './deck/first-frame.ts';
import {lastLine} from './deck/flow.ts';
import {openEcho, type Pressed, pressed} from './deck/keys.ts';
import {type BenchCore, type Gauged, openBenchCore, openGauged, type Spent} from './deck/rig.ts';
import {median, ms, percentile} from './measure.ts';

const megabyte = 1_000_000;
const presses = 200;
const watchedSeconds = 8;
const flood = {bytesPerSecond: 10 * megabyte, tokensPerSecond: 200, streams, bytesMax: Number.POSITIVE_INFINITY};

/** More than any machine takes. */
const asFastAsItGoes = 1000 * megabyte;
const parts = 10;

type Print = (line: string) => void;

export async function benchDeck(print: Print): Promise<void> {
  await withDeck(benchFirstFrame, print);
  await withDeck(benchRest, print);
  await withDeck(benchFlood, print);
}

/** Resident memory while a gigabyte of console goes through. */
export async function benchDeckMemory(print: Print): Promise<void> {
  await withDeck(async (context, folder) => {
    const {core, deck} = await openBusyDeck(context, folder);
    const hundred = 100 * megabyte;
    const resident: number[] = [];
    deck.sofar();
    for (let part = 1; part <= parts; part++) {
      await core.flow({...flood, bytesPerSecond: asFastAsItGoes, bytesMax: hundred, streams: []});
      resident.push(deck.residentMiB());
    }
    await deck.until('the last line', (text) => text.includes(lastLine));
    const {seconds, cpuSeconds} = deck.sofar();
    const words = resident.map((mib) => mib.toFixed(0)).join(', ');
    const [first = Number.NaN, last = Number.NaN] = [resident[1], resident.at(-1)];
    print(`  resident after each 100 MB of console, MiB: ${words}`);
    print(`  from the second to the last: ${(last - first).toFixed(0)} MiB more`);
    const megabytes = (parts * hundred) / megabyte;
    print(
      `  ${(megabytes / seconds).toFixed(1)} MB/s taken in, ${ms((1000 * cpuSeconds) / megabytes)} of a processor a MB`,
    );
  }, print);
}

async function withDeck(
  run: (context: Closing, folder: string, print: Print) => Promise<void>,
  print: Print,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-'));
  const closing: (() => unknown)[] = [() => rm(folder, {recursive: true, force: true})];
  try {
    await run({after: (close) => void closing.unshift(close)}, folder, print);
  } finally {
    for (const close of closing) await close();
  }
}

interface Busy {
  readonly core: BenchCore;
  readonly deck: Gauged;
  readonly echo: Screen;
}

async function openBusyDeck(context: Closing, folder: string): Promise<Busy> {
  const core = await openBenchCore(context, join(folder, 'sock'), busySession);
  const attached = core.attached();
  const deck = openGauged(context, deckWords(core.socketPath));
  await attached;
  await deck.until('the session', (text) => text.includes('Step 90'));
  await wait(1000);
  return {core, deck, echo: await openEcho(context)};
}

async function benchRest(context: Closing, folder: string, print: Print): Promise<void> {
  const {core, deck, echo} = await openBusyDeck(context, folder);
  await pressed(deck, echo, 20);
  deck.sofar();
  print(`  at rest, ${keyWords(await pressed(deck, echo, presses))}`);
  print(`  at rest, ${ms((1000 * deck.sofar().cpuSeconds) / presses)} of a processor a key`);
  await wait(1100);
  deck.sofar();
  await wait(watchedSeconds * 1000);
  print(`  at rest, ${costWords(deck.sofar())} (a session under way shows the seconds)`);
  core.tell(stopped);
  await wait(8000);
  deck.sofar();
  await wait(watchedSeconds * 1000);
  print(`  after the session's end, ${costWords(deck.sofar())}`);
}

async function benchFlood(context: Closing, folder: string, print: Print): Promise<void> {
  const {core, deck, echo} = await openBusyDeck(context, folder);
  await pressed(deck, echo, 20);
  const flowing = core.flow(flood);
  await wait(1000);
  deck.sofar();
  await wait(watchedSeconds * 1000);
  const watched = deck.sofar();
  const times = await pressed(deck, echo, presses);
  core.stop();
  const {bytes, seconds} = await flowing;
  await deck.until('the last line', (text) => text.includes(lastLine));
  print(`  in the flood, ${keyWords(times)}`);
  print(`  in the flood, ${costWords(watched)}`);
  print(`  console taken in: ${(bytes / megabyte / seconds).toFixed(1)} of 10 MB/s, four agents at 200 tokens/s each`);
}

function keyWords({deckMs, echoMs}: Pressed): string {
  const words = (times: readonly number[]): string =>
    `${ms(median(times))} (median), ${ms(percentile(times, 99))} (99 of 100), ${ms(Math.max(...times))} (worst of ${times.length})`;
  return `key to cell ${words(deckMs)}; of a program that only echoes ${words(echoMs)}`;
}

function costWords({seconds, frames, bytes, cpuSeconds}: Spent): string {
  const perFrame = frames === 0 ? `${bytes} bytes in all` : `${Math.round(bytes / frames)} bytes a frame`;
  const share = ((100 * cpuSeconds) / seconds).toFixed(1);
  const each = frames === 0 ? '' : ` (${ms((1000 * cpuSeconds) / frames)} a frame, all in)`;
  return `${(frames / seconds).toFixed(1)} frames/s, ${perFrame}, ${share} % of a core${each}`;
}
