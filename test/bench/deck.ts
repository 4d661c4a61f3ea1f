// The deck in a pty, as a person has it open: how soon it is there, how soon a key is on the screen, what it writes and what it costs,
// while nothing happens and while everything does.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {deckWords} from '../deck/fixture-core.ts';
import {stopped} from '../deck/session-events.ts';
import type {Closing} from '../temporary.ts';
import {busySession, streams} from './deck/busy-session.ts';
import {benchFirstFrame} from './deck/first-frame.ts';
import {lastLine} from './deck/flow.ts';
import {pressed} from './deck/keys.ts';
import {type BenchCore, type Gauged, openBenchCore, openGauged, type Spent} from './deck/rig.ts';
import {median, ms, percentile} from './measure.ts';

const megabyte = 1_000_000;
const presses = 200;
const watchedSeconds = 8;
const flood = {bytesPerSecond: 10 * megabyte, tokensPerSecond: 200, streams, bytesMax: Number.POSITIVE_INFINITY};

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
    for (let part = 1; part <= 10; part++) {
      await core.flow({...flood, bytesPerSecond: Number.POSITIVE_INFINITY, bytesMax: hundred, streams: []});
      resident.push(deck.residentMiB());
    }
    await deck.until('the last line', (text) => text.includes(lastLine));
    const words = resident.map((mib) => mib.toFixed(0)).join(', ');
    print(`  resident after each 100 MB of console, MiB: ${words}`);
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

async function openBusyDeck(context: Closing, folder: string): Promise<{core: BenchCore; deck: Gauged}> {
  const core = await openBenchCore(context, join(folder, 'sock'), busySession);
  const attached = core.attached();
  const deck = openGauged(context, deckWords(core.socketPath));
  await attached;
  await deck.until('the session', (text) => text.includes('Step 90'));
  await wait(1000);
  return {core, deck};
}

async function benchRest(context: Closing, folder: string, print: Print): Promise<void> {
  const {core, deck} = await openBusyDeck(context, folder);
  await pressed(deck, 20);
  print(`  at rest, ${keyWords(await pressed(deck, presses))}`);
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
  const {core, deck} = await openBusyDeck(context, folder);
  await pressed(deck, 20);
  const flowing = core.flow(flood);
  await wait(1000);
  deck.sofar();
  await wait(watchedSeconds * 1000);
  const watched = deck.sofar();
  const times = await pressed(deck, presses);
  core.stop();
  const {bytes, seconds} = await flowing;
  await deck.until('the last line', (text) => text.includes(lastLine));
  print(`  in the flood, ${keyWords(times)}`);
  print(`  in the flood, ${costWords(watched)}`);
  print(`  console taken in: ${(bytes / megabyte / seconds).toFixed(1)} of 10 MB/s, four agents at 200 tokens/s each`);
}

function keyWords(times: readonly number[]): string {
  const [middle, most, worst] = [median(times), percentile(times, 99), Math.max(...times)];
  return `key to cell ${ms(middle)} (median), ${ms(most)} (99 of 100), ${ms(worst)} (worst of ${times.length})`;
}

function costWords({seconds, frames, bytes, cpuSeconds}: Spent): string {
  const perFrame = frames === 0 ? `${bytes} bytes in all` : `${Math.round(bytes / frames)} bytes a frame`;
  const share = ((100 * cpuSeconds) / seconds).toFixed(1);
  return `${(frames / seconds).toFixed(1)} frames/s, ${perFrame}, ${share} % of a core`;
}
