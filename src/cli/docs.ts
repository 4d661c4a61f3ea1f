// `quarterdeck docs`: what a target's kernel says of names, or where it speaks of a phrase. Exit status 0 when something was
// found, 1 when nothing was.
import {answerText} from '../drivers/kernel-docs/answer-text.ts';
import type {DocsAnswer} from '../drivers/kernel-docs/docs-answer.ts';
import {createKernelDocs, type OpenKernelDocs} from '../drivers/kernel-docs/kernel-docs.ts';
import {openKernel} from '../drivers/kernel-tree/open-kernel.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {plainText} from '../kernel/sanitize.ts';
import {messageOf} from '../runtime/insist.ts';
import {chooseTarget, namedKernel} from './choose-target.ts';
import type {DocsArguments} from './command-line.ts';
import {openProgressLine} from './progress-line.ts';
import {readConfiguration} from './read-configuration.ts';
import {CommandFault} from './say.ts';

export async function docsCommand(line: DocsArguments): Promise<number> {
  const configuration = await readConfiguration({
    environment: process.env,
    directory: process.cwd(),
    ...(line.config === undefined ? {} : {file: line.config}),
  });
  const settings = chooseTarget(configuration, line.target);
  const cacheFolder = cacheFolderOf(process.env);
  const progress = openProgressLine();
  try {
    const kernel = await (
      namedKernel(settings, cacheFolder) ?? (() => openKernel({cacheFolder, say: progress.say, tell: progress.tell}))
    )();
    const docs = createKernelDocs({
      ...{kernel, cacheFolder},
      progress: (done, of, what) =>
        progress.tell({
          what: `reading the kernel's documentation, once: ${what}`,
          done,
          of: of > 1 ? of : 0,
          unit: 'parts',
        }),
      waiting: () => progress.say('another quarterdeck is reading the documentation: waiting for it'),
    });
    const answer = await answerTo(docs, line);
    progress.close();
    // Whoever reads it may have seen enough (`| head`).
    process.stdout.on('error', () => process.exit(0));
    process.stdout.write(line.json ? `${JSON.stringify(answer)}\n` : `${plain(answerText(answer))}\n`);
    docs.close();
    return hasFound(answer) ? 0 : 1;
  } catch (error) {
    progress.close();
    throw error instanceof CommandFault ? error : new CommandFault(messageOf(error), 3);
  }
}

/** Names that are all known are told; anything else is searched for. `struct file` is one name in two words. */
async function answerTo(docs: OpenKernelDocs, {words, examples}: DocsArguments): Promise<DocsAnswer> {
  const joined = words.join(' ');
  if (examples) return docs.find({ask: 'examples', symbol: joined});
  const names = /^(?:struct|union|enum|typedef) \S+$/.test(joined) ? [joined] : words;
  const known = await docs.find({ask: 'lookUp', names});
  const isAbout = known.names.length === names.length && known.names.every(({kind}) => kind !== 'unknown');
  return isAbout || joined.includes('.') || areSymbols(words) ? known : docs.find({ask: 'search', words: joined});
}

/** Of several names one may be misspelt. A single one may be the beginning of others, which a search finds. */
const areSymbols = (words: readonly string[]): boolean =>
  words.length > 1 && words.every((word) => /^\w*[_A-Z]\w*$/.test(word));

function hasFound({names, hits}: DocsAnswer): boolean {
  return hits.length > 0 || names.some(({kind}) => kind !== 'unknown');
}

/** Headers are anybody's: nothing in them reaches a terminal but text and tabs. */
function plain(text: string): string {
  const line = (one: string): string => one.split('\t').map(plainText).join('\t');
  return text.split('\n').map(line).join('\n');
}
