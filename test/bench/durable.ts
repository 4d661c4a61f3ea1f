// What durability costs: an event written before it is believed, over a bare append of the same bytes; a long session taken up again, over
// `JSON.parse` of the same file; and a replay moved about in, over folding the session once.
import {open, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Entry} from '../../src/core/events.ts';
import {fold, reduce} from '../../src/core/reduce.ts';
import {initialState} from '../../src/core/state.ts';
import {sessionPathsOf} from '../../src/drivers/session/folders.ts';
import {openJournal} from '../../src/drivers/session/journal.ts';
import {encodeLine} from '../../src/drivers/session/journal-line.ts';
import {readSession} from '../../src/drivers/session/sessions.ts';
import type {Live} from '../../src/view/live.ts';
import {liveAt, type Recording, recordingOf} from '../../src/view/replay/recording.ts';
import {longSession} from './long-session.ts';
import {compared, median, ms, ratio, timed} from './measure.ts';

const longEvents = 100_000;
const appendedEvents = 10_000;
const rounds = 3;
const scrubs = 200;

export async function benchDurable({
  folder,
  print,
}: {
  readonly folder: string;
  readonly print: (line: string) => void;
}): Promise<void> {
  const entries = longSession(longEvents);
  await benchAppend(folder, entries.slice(0, appendedEvents), print);
  const {journal} = sessionPathsOf(folder);
  const writer = await openJournal(journal);
  await writer.append(entries);
  await writer.close();
  await benchResume(folder, print);
  await benchReplay(entries, print);
}

async function benchAppend(folder: string, entries: readonly Entry[], print: (line: string) => void): Promise<void> {
  let number = 0;
  const fresh = (): string => join(folder, `appended-${number++}`);
  const {firstMs, secondMs} = await compared(
    rounds,
    () => journaled(fresh(), entries),
    () => appended(fresh(), entries.map(encodeLine)),
  );
  const perSecond = Math.round((entries.length * 1000) / firstMs);
  print(
    `  journaled and reduced one by one: ${perSecond} events/s, ${ratio(firstMs, secondMs)} a bare append of the same bytes`,
  );
}

async function journaled(path: string, entries: readonly Entry[]): Promise<void> {
  const journal = await openJournal(path);
  let state = initialState;
  for (const entry of entries) {
    await journal.append([entry]);
    state = reduce(state, entry);
  }
  await journal.close();
}

async function appended(path: string, lines: readonly string[]): Promise<void> {
  const file = await open(path, 'a');
  for (const line of lines) await file.write(line);
  await file.close();
}

async function benchResume(folder: string, print: (line: string) => void): Promise<void> {
  const paths = sessionPathsOf(folder);
  const bytes = (await readFile(paths.journal)).length;
  const {firstMs, secondMs} = await compared(
    rounds,
    () => readSession(paths),
    () => parsed(paths.journal),
  );
  const size = `${longEvents} events, ${(bytes / 1e6).toFixed(0)} MB`;
  print(`  resume (${size}): ${ms(firstMs)}, ${ratio(firstMs, secondMs)} JSON.parse of its lines`);
}

async function parsed(path: string): Promise<void> {
  for (const line of (await readFile(path, 'utf8')).split('\n')) if (line !== '') JSON.parse(line);
}

async function benchReplay(entries: readonly Entry[], print: (line: string) => void): Promise<void> {
  let recording: Recording | null = null;
  const {firstMs, secondMs} = await compared(
    rounds,
    async () => {
      recording = recordingOf(entries);
    },
    async () => fold(entries),
  );
  print(`  replay opened (${longEvents} events): ${ms(firstMs)}, ${ratio(firstMs, secondMs)} one fold`);
  const opened = recording ?? recordingOf(entries);
  let near: Live | undefined;
  const times: number[] = [];
  for (let scrub = 0; scrub < scrubs; scrub++) {
    // Forth and back over all of it, to places that are not the kept ones.
    const place = (scrub * 61_803) % entries.length;
    times.push(
      await timed(async () => {
        near = liveAt(opened, place, near);
      }),
    );
  }
  const worst = Math.max(...times);
  print(
    `  scrub to any event: ${median(times).toFixed(2)} ms, at worst ${worst.toFixed(1)} ms; ${ratio(secondMs, median(times))} faster than folding to it`,
  );
}
