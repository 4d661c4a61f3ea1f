// What the kernel on this host says of a name: whether and how it is exported, and the lines of its headers that hold it.
import {join} from 'node:path';
import type {KernelDocs, KernelQuestion, KernelTree} from '../ports.ts';
import {runProcess} from './process.ts';

const hitsMax = 60;
const hitsOfOneFile = 8;
const deadlineSeconds = 20;
const queryOk = /^[\w .*&<>/,()-]{2,80}$/;

export function createKernelSearch(kernel: KernelTree): KernelDocs {
  const headers = kernel.mounts.map(({from}) => join(from, 'include'));
  const symvers = kernel.mounts.map(({from}) => join(from, 'Module.symvers'));
  return {
    async answer(question) {
      const text = wordsOf(question).trim();
      if (!queryOk.test(text))
        return {ok: false, output: 'search for a name or a piece of a declaration, 2 to 80 characters'};
      const [exported, lines] = await Promise.all([exportOf(symvers, text), linesWith(headers, text)]);
      if (lines === null) return {ok: false, output: 'the search took too long; ask for something less common'};
      if (lines.length === 0 && exported === '')
        return {ok: true, output: `nothing in the headers of ${kernel.release} holds "${text}"`};
      const shown = lines.slice(0, hitsMax);
      const left = lines.length - shown.length;
      const more = left > 0 ? [`[... ${left} more lines left out ...]`] : [];
      return {ok: true, output: [`kernel ${kernel.release}`, exported, ...shown, ...more].filter(Boolean).join('\n')};
    },
  };
}

function wordsOf(question: KernelQuestion): string {
  if (question.ask === 'search') return question.words;
  return question.ask === 'lookUp' ? (question.names[0] ?? '') : question.symbol;
}

/** Module.symvers: a CRC, the symbol, where it lives, how it is exported, its namespace, tab separated. */
async function exportOf(files: readonly string[], symbol: string): Promise<string> {
  if (!/^\w+$/.test(symbol)) return '';
  const outcome = await grep(['-shE', `^0x[0-9a-f]+\t${symbol}\t`, ...files]);
  const [, name, where, how, namespace] = (outcome ?? '').split('\n', 1)[0]?.split('\t') ?? [];
  if (name === undefined) return `${symbol} is not exported to modules (or is a macro, an inline function or a type)`;
  return `${name}: ${how} of ${where}${namespace ? `, namespace ${namespace}` : ''}`;
}

async function linesWith(folders: readonly string[], text: string): Promise<readonly string[] | null> {
  const word = /^\w+$/.test(text) ? ['-w'] : [];
  const found = await grep([
    '-rsnIF',
    ...word,
    `--max-count=${hitsOfOneFile}`,
    '--include=*.h',
    '-e',
    text,
    '--',
    ...folders,
  ]);
  if (found === null) return null;
  return found
    .split('\n')
    .filter(Boolean)
    .map((line) => readable(line, folders))
    .sort(byPlace);
}

/** include/linux first: that is what a module includes. */
function byPlace(a: string, b: string): number {
  return Number(!a.startsWith('include/linux/')) - Number(!b.startsWith('include/linux/')) || a.localeCompare(b);
}

function readable(line: string, folders: readonly string[]): string {
  const folder = folders.find((one) => line.startsWith(`${one}/`));
  return (folder === undefined ? line : `include${line.slice(folder.length)}`).slice(0, 240);
}

/** Null when it did not end by itself. Status 1 means: nothing found; 2: some folder is not there. */
async function grep(parameters: readonly string[]): Promise<string | null> {
  const outcome = await runProcess({
    command: 'grep',
    arguments: parameters,
    environment: {PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8'},
    deadlineSeconds,
  });
  return outcome.kind === 'exited' ? outcome.output : null;
}
