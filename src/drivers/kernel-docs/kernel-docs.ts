// The documentation of one kernel: its index, opened when something is first asked, and answers from it.
import type {KernelDocs, KernelQuestion} from '../../ports.ts';
import {answerText} from './answer-text.ts';
import type {DocsAnswer, DocsSources} from './docs-answer.ts';
import type {DocsIndex} from './docs-index.ts';
import {type DocsKernel, type Ingredients, ingredientsOf} from './ingredients.ts';
import {type KeepOptions, keepIndex} from './keep-index.ts';
import {lookUp} from './look-up.ts';
import {examples, search} from './search.ts';

export interface OpenKernelDocs extends KernelDocs {
  find(question: KernelQuestion): Promise<DocsAnswer>;
  /** Makes the index now where there is none, so that the first question need not wait. Rejects in words. */
  open(): Promise<void>;
  close(): void;
}

export interface KernelDocsOptions extends Partial<KeepOptions> {
  readonly kernel: DocsKernel;
  readonly cacheFolder: string;
  /** Where the distribution's packages have their files. */
  readonly packagesRoot?: string;
}

interface Opened {
  readonly index: DocsIndex;
  readonly sources: DocsSources;
}

export function createKernelDocs(options: KernelDocsOptions): OpenKernelDocs {
  let opening: Promise<Opened> | null = null;
  let openedLast: Opened | null = null;
  const open = (damaged: boolean): Promise<Opened> => {
    // What failed is tried again: a disk may have room by then.
    opening = openDocs(options, damaged).then(
      (opened) => {
        openedLast = opened;
        return opened;
      },
      (error: unknown) => {
        opening = null;
        throw error;
      },
    );
    return opening;
  };
  const find = async (question: KernelQuestion): Promise<DocsAnswer> => {
    const opened = await (opening ?? open(false));
    try {
      return answerOf(opened, question);
    } catch (error) {
      if (!isDamage(error)) throw error;
      opened.index.close();
      return answerOf(await open(true), question);
    }
  };
  return {
    find,
    async open() {
      await (opening ?? open(false));
    },
    async answer(question) {
      // That a name does not exist is an answer as well.
      return {ok: true, output: answerText(await find(question))};
    },
    close() {
      // One that is still being made is nobody's to wait for: its thread ends with the process, and leaves a part that the next one drops.
      openedLast?.index.close();
      openedLast = null;
      opening = null;
    },
  };
}

async function openDocs({kernel, packagesRoot, ...options}: KernelDocsOptions, damaged: boolean): Promise<Opened> {
  const ingredients = ingredientsOf(kernel, packagesRoot);
  const quiet = {progress: () => {}, waiting: () => {}};
  const index = await keepIndex(ingredients, {...quiet, ...options}, damaged);
  return {index, sources: sourcesOf(ingredients, index)};
}

function sourcesOf({release, image, headers, guides, source}: Ingredients, index: DocsIndex): DocsSources {
  return {
    ...{release, guides, source, types: index.hasTypes ? image : null, exports: index.hasExports},
    headers: headers.reduce((sum, {paths}) => sum + paths.length, 0),
  };
}

/** SQLITE_CORRUPT, SQLITE_NOTADB, and a file of another form. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && /malformed|not a database|no such table|corrupt/i.test(error.message);
}

const namesMax = 8;

function answerOf({index, sources}: Opened, question: KernelQuestion): DocsAnswer {
  switch (question.ask) {
    case 'lookUp': {
      const names = question.names.slice(0, namesMax).map((name) => lookUp(index, name));
      return {asked: question.names.join(', '), names, hits: [], sources};
    }
    case 'search':
      return {asked: question.words, ...found(index, question.words), sources};
    case 'examples':
      return {asked: question.symbol, ...usesOf(index, question.symbol), sources};
    default:
      return question satisfies never;
  }
}

/** Without a use it matters whether there is such a name at all. */
function usesOf(index: DocsIndex, symbol: string): Pick<DocsAnswer, 'names' | 'hits'> {
  const hits = examples(index, symbol);
  return {names: hits.length > 0 ? [] : [lookUp(index, symbol)].filter(({kind}) => kind === 'unknown'), hits};
}

/** What is a name is looked up as well: whoever searches for `misc_register` wants to know what it is. */
function found(index: DocsIndex, words: string): Pick<DocsAnswer, 'names' | 'hits'> {
  const isName = /^\s*(?:(?:struct|union|enum)\s+)?\w+(?:\(\))?\s*$/.test(words);
  const answer = isName ? lookUp(index, words) : null;
  const hits = search(index, words);
  if (answer === null || (answer.kind === 'unknown' && hits.length > 0 && !looksLikeSymbol(words))) {
    return {names: [], hits};
  }
  const {name} = answer;
  return {names: [answer], hits: hits.filter(({entry}) => entry.name !== name)};
}

/** `watchdog` may be a word; `watchdog_registr` is a name that is not right. */
const looksLikeSymbol = (words: string): boolean => /[_A-Z0-9]/.test(words);
