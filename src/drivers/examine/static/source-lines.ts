// The module's own text, by which what a tool says of a line can be read without opening the file.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {CheckFinding} from '../../../core/examination.ts';
import {readRegular, sourceLimits} from '../../build/copy-files.ts';
import type {Looked} from '../module-check.ts';

/** The module's files by their names, as lines. */
export type Sources = ReadonlyMap<string, readonly string[]>;

/** C in the module's folder and in those below it, relative to it. */
export async function sourcesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, {recursive: true});
  return names.filter((name) => /\.[ch]$/.test(name) && !/(?:^|\/)\./.test(name)).sort();
}

/** What is no regular file is left out: a link leads to what somebody else chose. */
export async function readSources(folder: string): Promise<Sources> {
  const sources = new Map<string, readonly string[]>();
  for (const name of await sourcesIn(folder)) {
    const read = await readRegular(join(folder, name), sourceLimits.bytes);
    if ('bytes' in read) sources.set(name, read.bytes.toString('utf8').split('\n'));
  }
  return sources;
}

/** Evidence that is of one line gets that line. */
export function withLines(looked: Looked, sources: Sources): Looked {
  return {...looked, findings: looked.findings.map((finding) => withLine(finding, sources))};
}

const lineCharsMax = 200;

function withLine(finding: CheckFinding, sources: Sources): CheckFinding {
  const {file, line, evidence} = finding;
  if (file === undefined || line === undefined || evidence.includes('\n')) return finding;
  const text = sources.get(file)?.[line - 1]?.trim();
  return text === undefined || text === ''
    ? finding
    : {...finding, evidence: `${evidence}\n${text.slice(0, lineCharsMax)}`};
}
