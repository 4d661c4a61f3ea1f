// Which semantic patches are run on a module, and what each of them finds: of the kernel's own (scripts/coccinelle) those that find faults and
// not only shorter ways to write, and the house's (config/examine).
import type {Severity} from '../../../core/entities.ts';
import type {FaultClass} from '../../../core/examination.ts';

export interface CocciRule {
  /** Below the folder of whose it is, without `.cocci`. */
  readonly name: string;
  readonly whose: 'kernel' | 'house';
  readonly class: FaultClass;
  readonly severity: Severity;
  /** Where its own words are too few for whoever has not read it. */
  readonly says?: string;
}

const kernel = (severity: Severity, kind: FaultClass, ...names: readonly string[]): readonly CocciRule[] =>
  names.map((name) => ({name, whose: 'kernel', class: kind, severity}));

const house = (severity: Severity, kind: FaultClass, ...names: readonly string[]): readonly CocciRule[] =>
  names.map((name) => ({name, whose: 'house', class: kind, severity}));

export const cocciRules: readonly CocciRule[] = [
  ...kernel('major', 'use after free', 'free/kfree', 'free/iounmap', 'free/clk_put', 'iterators/use_after_iter'),
  ...kernel('major', 'double free', 'free/devm_free'),
  ...kernel('major', 'undefined behaviour', 'free/kfreeaddr', 'api/kfree_mismatch', 'tests/odd_ptr_err'),
  ...kernel('major', 'missing unlock', 'locks/mini_lock').map((rule) => ({
    ...rule,
    says: 'returns with the lock held',
  })),
  ...kernel('major', 'deadlock', 'locks/double_lock', 'locks/flags'),
  ...kernel('major', 'sleeping in atomic', 'locks/call_kern'),
  ...kernel(
    'major',
    'reference not put',
    'free/put_device',
    'iterators/for_each_child',
    'iterators/device_node_continue',
  ),
  ...kernel('major', 'null dereference', 'null/deref_null', 'null/kmerr', 'null/eno', 'iterators/itnull'),
  ...kernel('major', 'out of bounds', 'misc/noderef'),
  ...kernel('minor', 'other', 'misc/doubleinit', 'misc/orplus', 'misc/irqf_oneshot', 'iterators/list_entry_update'),
  ...kernel(
    'minor',
    'other',
    'tests/doublebitand',
    'tests/doubletest',
    'tests/unsigned_lesser_than_zero',
    'misc/ifcol',
  ),
  ...kernel('note', 'style', 'free/ifnullfree', 'misc/semicolon', 'misc/cond_no_effect'),
  ...house('major', 'use after free', 'list-freed'),
  ...house('major', 'leak on an error path', 'kept-memory'),
  ...house('major', 'double free', 'left-pointer'),
  ...house('major', 'missing unlock', 'unlock'),
  ...house('major', 'out of bounds', 'bounds', 'index-size', 'copied-text'),
  ...house('major', 'unchecked user copy', 'user-copies', 'user-index', 'copied-out'),
  ...house('major', 'null dereference', 'error-pointers', 'maybe-null'),
  ...house('major', 'uninitialised value', 'unset-copied'),
  ...house('major', 'reference not put', 'references'),
];

/** What this one prints is no finding yet: facts of the whole module, which are read together. */
export const factsRule: CocciRule = {name: 'facts', whose: 'house', class: 'other', severity: 'major'};

/** What follows from them, and is not looked for where they were not read. */
export const factClasses: readonly FaultClass[] = [
  'sleeping in atomic',
  'deadlock',
  'lock inversion',
  'armed at unload',
  'leak on unload',
  'leak on an error path',
  'uninitialised value',
];
