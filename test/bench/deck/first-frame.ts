// How soon the deck is there: its own process on a core that answers, and the whole program on a session that has ended; over node
// that does no more than import Ink and say so. All three are looked at through the same terminal.
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {sessionPathsOf, sessionsFolderOf} from '../../../src/drivers/session/folders.ts';
import {openJournal} from '../../../src/drivers/session/journal.ts';
import {deckWords} from '../../deck/fixture-core.ts';
import {beginning, stopped} from '../../deck/session-events.ts';
import {openPty} from '../../pty.ts';
import type {Closing} from '../../temporary.ts';
import {median, ms, ratio} from '../measure.ts';
import {cpuSecondsOf} from './cpu.ts';
import {openBenchCore, size} from './rig.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const launcher = join(root, 'src/setup/launch.mjs');
const rounds = 7;

export async function benchFirstFrame(context: Closing, folder: string, print: (line: string) => void): Promise<void> {
  const {socketPath} = await openBenchCore(context, join(folder, 'sock'), beginning);
  const environment = {XDG_STATE_HOME: folder};
  await writeEndedSession(join(sessionsFolderOf(environment), 'ended'));
  const starts = {
    deck: () => shown(context, deckWords(socketPath), {}),
    attach: () => shown(context, [process.execPath, launcher, 'attach', 'ended'], environment),
    ink: () => shown(context, inkAlone, {}),
  };
  // Once, so that nobody is the first to read a file.
  for (const start of Object.values(starts)) await start();
  const taken: Taken[] = [];
  for (let round = 0; round < rounds; round++) {
    taken.push({deck: await starts.deck(), attach: await starts.attach(), ink: await starts.ink()});
  }
  print(`  node that imports Ink: ${costWords(taken, 'ink')} (medians of ${rounds})`);
  print(`  first frame of the deck's process: ${costWords(taken, 'deck')}, ${overInk(taken, 'deck')}; wanted under 2x`);
  print(`  first frame of quarterdeck attach: ${costWords(taken, 'attach')}, ${overInk(taken, 'attach')}`);
}

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

type Taken = Readonly<Record<'deck' | 'attach' | 'ink', Cost>>;

const middle = (taken: readonly Taken[], who: keyof Taken, what: keyof Cost): number =>
  median(taken.map((round) => round[who][what]));

const costWords = (taken: readonly Taken[], who: keyof Taken): string =>
  `${ms(middle(taken, who, 'wallMs'))}, ${ms(middle(taken, who, 'cpuMs'))} of a processor`;

function overInk(taken: readonly Taken[], who: keyof Taken): string {
  const over = (what: keyof Cost): string => ratio(middle(taken, who, what), middle(taken, 'ink', what));
  return `${over('wallMs')} and ${over('cpuMs')} of that`;
}

const sign = 'Quarterdeck';
const inkAlone = [
  ...[process.execPath, '--input-type=module', '-e'],
  `await import('ink'); console.log('${sign}'); setInterval(() => {}, 1000)`,
];

/** Up to the first frame: what the program does afterwards is not waited for. */
async function shown(context: Closing, words: readonly string[], env: Record<string, string>): Promise<Cost> {
  const start = performance.now();
  const screen = openPty(context, words, size, {env, directory: root});
  await screen.until('the title', (text) => text.includes(sign), 60);
  const cost = {wallMs: performance.now() - start, cpuMs: 1000 * cpuSecondsOf(screen.pty.pid)};
  screen.pty.kill('SIGTERM');
  await screen.exit;
  return cost;
}

async function writeEndedSession(folder: string): Promise<void> {
  await mkdir(folder, {recursive: true});
  const journal = await openJournal(sessionPathsOf(folder).journal);
  const events = [...beginning, stopped];
  await journal.append(events.map((event, index) => ({seq: index + 1, atMs: Date.now(), event})));
  await journal.close();
}
