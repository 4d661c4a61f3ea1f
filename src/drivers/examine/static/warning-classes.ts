// What gcc's warnings mean, by the option that asked for each. What a compiler says alone never weighs more than `major`, unless it is certain.

import type {Severity} from '../../../core/entities.ts';
import type {FaultClass} from '../../../core/examination.ts';
import type {CompilerWarning} from '../../../kernel/gcc.ts';

export interface Meaning {
  readonly class: FaultClass;
  readonly severity: Severity;
}

export function meaningOf({option = '', text, level}: Pick<CompilerWarning, 'option' | 'text' | 'level'>): Meaning {
  if (/MODULE_LICENSE\(\) is missing/.test(text)) return {class: 'missing licence', severity: 'critical'};
  if (level === 'error') return {class: 'does not build', severity: 'critical'};
  if (option === '-Wunused-result') return ofIgnoredResult(text);
  return byOption[option.replace(/=\d+$/, '')] ?? byFamily(option);
}

/** copy_from_user() tells how much it could not copy; whoever ignores that works on with what is not there. */
function ofIgnoredResult(text: string): Meaning {
  if (/\b_*(?:copy|clear|strncpy|get|put)_\w*user\b/.test(text))
    return {class: 'unchecked user copy', severity: 'major'};
  return {class: 'other', severity: 'minor'};
}

const major = (kind: FaultClass): Meaning => ({class: kind, severity: 'major'});
const minor = (kind: FaultClass): Meaning => ({class: kind, severity: 'minor'});

const byOption: Readonly<Record<string, Meaning>> = {
  '-Wanalyzer-double-free': major('double free'),
  '-Wanalyzer-use-after-free': major('use after free'),
  '-Wuse-after-free': major('use after free'),
  '-Wdangling-pointer': major('use after free'),
  '-Wreturn-local-addr': major('use after free'),
  '-Wanalyzer-use-of-pointer-in-stale-stack-frame': major('use after free'),
  // gcc 12 loses sight of what lies in a structure or behind a global pointer, and takes it for lost.
  '-Wanalyzer-malloc-leak': minor('leak on an error path'),
  '-Wanalyzer-file-leak': major('leak on an error path'),
  '-Wanalyzer-fd-leak': major('leak on an error path'),
  '-Wanalyzer-null-dereference': major('null dereference'),
  '-Wanalyzer-null-argument': major('null dereference'),
  '-Wanalyzer-possible-null-dereference': major('null dereference'),
  '-Wanalyzer-possible-null-argument': major('null dereference'),
  '-Wanalyzer-use-of-uninitialized-value': major('uninitialised value'),
  '-Wuninitialized': major('uninitialised value'),
  '-Wmaybe-uninitialized': minor('uninitialised value'),
  '-Warray-bounds': major('out of bounds'),
  '-Wstringop-overflow': major('out of bounds'),
  '-Wstringop-overread': major('out of bounds'),
  '-Wformat-overflow': major('out of bounds'),
  '-Wzero-length-bounds': minor('out of bounds'),
  '-Wformat-truncation': minor('other'),
  '-Wstringop-truncation': minor('other'),
  '-Wanalyzer-out-of-bounds': major('out of bounds'),
  '-Wattribute-warning': major('out of bounds'),
  '-Wanalyzer-free-of-non-heap': major('undefined behaviour'),
  '-Wfree-nonheap-object': major('undefined behaviour'),
  '-Wanalyzer-mismatching-deallocation': major('undefined behaviour'),
  '-Wmismatched-dealloc': major('undefined behaviour'),
  '-Wshift-count-overflow': major('undefined behaviour'),
  '-Wshift-count-negative': major('undefined behaviour'),
  '-Wdiv-by-zero': major('undefined behaviour'),
  '-Wframe-larger-than': minor('other'),
  '-Wformat': minor('undefined behaviour'),
  '-Wreturn-type': major('undefined behaviour'),
  '-Wincompatible-pointer-types': major('other'),
  '-Wint-conversion': major('other'),
  '-Wimplicit-fallthrough': minor('other'),
};

/** The rest by its name: what is unused or undeclared is no fault of what the module does. */
function byFamily(option: string): Meaning {
  const isStyle = /^-W(?:unused|missing|old-style|declaration|override|empty|suggest|type-limits)/.test(option);
  return isStyle ? {class: 'style', severity: 'note'} : {class: 'other', severity: 'minor'};
}
