// What a new text of the constraints file means for the constraints that came from it: which line is an old one, which an old
// one said differently, which is new, and which is gone.
import type {ConstraintWords} from './constraint-events.ts';
import type {Constraint, ConstraintScope} from './entities.ts';

export interface ConstraintChanges {
  readonly added: readonly ConstraintWords[];
  readonly edited: readonly {readonly old: Constraint; readonly words: ConstraintWords}[];
  readonly gone: readonly Constraint[];
}

export function constraintChanges(
  standing: readonly Constraint[],
  wanted: readonly ConstraintWords[],
): ConstraintChanges {
  const left = [...standing];
  const take = (fits: (old: Constraint) => boolean): Constraint | undefined => {
    const at = left.findIndex(fits);
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  const changed = wanted.filter((words) => take((old) => isSame(old, words)) === undefined);
  const matched = changed.map((words) => ({words, old: take(({text}) => text === words.text)}));
  const paired = matched.map(({words, old}) => ({words, old: old ?? take(({text}) => isAkin(text, words.text))}));
  return {
    added: paired.flatMap(({words, old}) => (old === undefined ? [words] : [])),
    edited: paired.flatMap(({words, old}) => (old === undefined ? [] : [{old, words}])),
    gone: left,
  };
}

function isSame(old: ConstraintWords, {text, strength, scope}: ConstraintWords): boolean {
  return old.text === text && old.strength === strength && isSameScope(old.scope, scope);
}

export function isSameScope(one: ConstraintScope, other: ConstraintScope): boolean {
  switch (one.kind) {
    case 'all':
      return other.kind === 'all';
    case 'role':
      return other.kind === 'role' && other.role === one.role;
    case 'task':
      return other.kind === 'task' && other.task === one.task;
    default:
      return one satisfies never;
  }
}

/** Half of the words of the longer one are in both: the person said it differently, and did not say another thing. */
function isAkin(one: string, other: string): boolean {
  const [ones, others] = [wordsOf(one), wordsOf(other)];
  const shared = [...ones].filter((word) => others.has(word)).length;
  return shared * 2 >= Math.max(ones.size, others.size);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().split(/\W+/).filter(Boolean));
}
