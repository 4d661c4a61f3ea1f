// How soon the deck is there: its own process on a core that answers, and the whole program on a session that has ended; over node
// that does no more than import Ink.
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {processFault, runProcess} from '../../../src/drivers/process.ts';
import {sessionPathsOf, sessionsFolderOf} from '../../../src/drivers/session/folders.ts';
import {openJournal} from '../../../src/drivers/session/journal.ts';
import {deckWords} from '../../deck/fixture-core.ts';
import {beginning, stopped} from '../../deck/session-events.ts';
import {openPty} from '../../pty.ts';
import type {Closing} from '../../temporary.ts';
import {compared, ms, ratio} from '../measure.ts';
import {openBenchCore, size} from './rig.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const launcher = join(root, 'src/setup/launch.mjs');
const rounds = 7;

export async function benchFirstFrame(context: Closing, folder: string, print: (line: string) => void): Promise<void> {
  const {socketPath} = await openBenchCore(context, join(folder, 'sock'), beginning);
  const environment = {XDG_STATE_HOME: folder};
  await writeEndedSession(join(sessionsFolderOf(environment), 'ended'));
  const attach = [process.execPath, launcher, 'attach', 'ended'];
  const deck = await compared(rounds, () => shown(context, deckWords(socketPath), {}), inkAlone);
  print(
    `  first frame of the deck's process ${ms(deck.firstMs)}, node that imports Ink ${ms(deck.secondMs)}: ${ratio(deck.firstMs, deck.secondMs)} (medians of ${rounds}; wanted under 2x)`,
  );
  const program = await compared(rounds, () => shown(context, attach, environment), inkAlone);
  print(
    `  first frame of quarterdeck attach ${ms(program.firstMs)}, node that imports Ink ${ms(program.secondMs)}: ${ratio(program.firstMs, program.secondMs)}`,
  );
}

/** Resolves with the first frame: what ends the program afterwards is not waited for. */
async function shown(context: Closing, words: readonly string[], env: Record<string, string>): Promise<void> {
  const screen = openPty(context, words, size, {env, directory: root});
  await screen.until('the title', (text) => text.includes('Quarterdeck'));
  screen.pty.write('q');
}

async function inkAlone(): Promise<void> {
  const fault = processFault(
    'node',
    await runProcess({
      command: process.execPath,
      arguments: ['--input-type=module', '-e', "import 'ink'"],
      directory: root,
      environment: {NODE_ENV: 'production'},
      deadlineSeconds: 30,
    }),
  );
  if (fault !== null) throw new Error(fault);
}

async function writeEndedSession(folder: string): Promise<void> {
  await mkdir(folder, {recursive: true});
  const journal = await openJournal(sessionPathsOf(folder).journal);
  const events = [...beginning, stopped];
  await journal.append(events.map((event, index) => ({seq: index + 1, atMs: Date.now(), event})));
  await journal.close();
}
