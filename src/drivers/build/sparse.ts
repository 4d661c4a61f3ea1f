// The semantic parser that Kbuild can run beside the compiler (Documentation/dev-tools/sparse.rst). What it says is a
// hint: it is shown, and never makes a build unclean, nor fails one.
import {existsSync} from 'node:fs';
import {parseDiagnostics} from '../../kernel/kbuild.ts';
import type {Diagnostic} from '../../ports.ts';
import {readRegular} from './copy-files.ts';

const program = '/usr/bin/sparse';
const fileName = '.sparse';
const bytesMax = 1 << 20;
const notesMax = 30;

/** What make is given so that sparse writes into the module's folder; nothing where there is no sparse. */
export function sparseArguments(moduleFolder: string): readonly string[] {
  if (!existsSync(program)) return [];
  return ['C=1', `CHECK=sh -c '${program} "$$@" 2>>${moduleFolder}/${fileName} || :' sparse`];
}

export async function sparseNotes(workFolder: string, moduleFolder: string): Promise<readonly Diagnostic[]> {
  const read = await readRegular(`${workFolder}/${fileName}`, bytesMax);
  if ('refused' in read) return [];
  return parseDiagnostics(read.bytes.toString('utf8'), moduleFolder)
    .filter(({file}) => file !== undefined && !file.startsWith('/'))
    .slice(0, notesMax)
    .map((diagnostic) => ({...diagnostic, level: 'note', text: `sparse: ${diagnostic.text}`}));
}
