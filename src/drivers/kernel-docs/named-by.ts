// Names that are made of the words that are looked for. Full text knows `wait_event_interruptible` as one word, so whoever wants to wait
// for a condition and be interruptible would never come upon it.
import type {DocsIndex} from './docs-index.ts';
import type {Entry} from './entry.ts';
import {lettersOf} from './name-table.ts';

const candidatesMax = 200;
const entriesMax = 4;
/** One word alone is in thousands of names. */
const wordsInNameMin = 2;

/** What is documented under names that have two of the words or more, and speaks of the others; the shortest names first. */
export function namedBy(index: Pick<DocsIndex, 'names' | 'named'>, words: readonly string[]): readonly Entry[] {
  const terms = [...new Set(words.map((word) => word.toLowerCase()))];
  if (terms.length < wordsInNameMin) return [];
  const found: Entry[] = [];
  for (const {name, rest} of candidates(index, terms)) {
    if (found.length === entriesMax) break;
    const doc = index.named(name, 8).find(({kind}) => kind === 'doc');
    const text = doc?.text.toLowerCase() ?? '';
    if (doc !== undefined && rest.every((term) => text.includes(term))) found.push(doc);
  }
  return found;
}

interface Candidate {
  readonly name: string;
  /** The words that are not in it. */
  readonly rest: readonly string[];
}

function candidates({names}: Pick<DocsIndex, 'names'>, terms: readonly string[]): readonly Candidate[] {
  const letters = terms.map(lettersOf);
  const all: Candidate[] = [];
  for (let at = 0; at < names.count; at++) {
    const has = names.lettersAt(at);
    // Most names fall here, unread.
    if (letters.filter((wanted) => (wanted & ~has) === 0).length < wordsInNameMin) continue;
    const name = names.at(at);
    const parts = new Set(name.toLowerCase().split('_'));
    const rest = terms.filter((term) => !parts.has(term));
    if (terms.length - rest.length >= wordsInNameMin && !name.startsWith('_')) all.push({name, rest});
  }
  return all
    .sort((one, other) => one.rest.length - other.rest.length || one.name.length - other.name.length)
    .slice(0, candidatesMax);
}
