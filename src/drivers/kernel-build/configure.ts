// Makes a tree's .config of what a profile asks for, and sees that it came out so: Kconfig drops what it cannot fulfil in silence
// (KASAN without SLUB, for one).
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {parseKconfig, unmetSymbols, unmetWords} from '../../kernel/kconfig.ts';
import {processFault} from '../process.ts';
import {type Make, runMake} from './make.ts';

/** Below the tree. */
const askedFile = '.asked.config';

export interface Configuring extends Pick<Make, 'tree' | 'signal'> {
  /** All that is asked for. What is not, is off: allnoconfig takes these and no default of Kconfig's. */
  readonly fragments: string;
}

/** A .config that is there and as asked stays, so that make need not look at everything again. */
export async function configure({tree, signal, fragments}: Configuring): Promise<void> {
  if ((await missingIn(tree, fragments)) === '') return;
  const asked = join(tree, askedFile);
  await writeFile(asked, fragments);
  const outcome = await runMake({tree, signal, words: ['-s', `KCONFIG_ALLCONFIG=${asked}`, 'allnoconfig']});
  signal.throwIfAborted();
  const fault = processFault('make allnoconfig', outcome);
  if (fault !== null) throw new Error(fault);
  const missing = await missingIn(tree, fragments);
  if (missing !== '') throw new Error(`this source cannot have what is asked of its configuration: ${missing}`);
}

/** Empty when nothing is missing. */
async function missingIn(tree: string, fragments: string): Promise<string> {
  const config = await readFile(join(tree, '.config'), 'utf8').catch(() => '');
  return unmetWords(unmetSymbols(parseKconfig(fragments), parseKconfig(config)));
}
