// gcc's analyser, which follows every path through the module's functions: it is given the time that it has, and what it said by then counts.
import type {CheckFinding} from '../../../core/examination.ts';
import type {CompilerWarning} from '../../../kernel/gcc.ts';
import type {ModuleCheck} from '../module-check.ts';
import type {CheckRoom} from './check-room.ts';
import {kbuildCheck, knownAllocators} from './kbuild-check.ts';
import {ownFindings} from './own-findings.ts';
import type {Sources} from './source-lines.ts';

const deadlineSeconds = 120;
const flags = '-Wno-error -fanalyzer -fdiagnostics-path-format=separate-events';

export function analyzerCheck(room: CheckRoom, allocatorsHeader: string): ModuleCheck {
  return kbuildCheck(room, allocatorsHeader, {
    check: 'analyzer',
    deadlineSeconds,
    program: ({kernel}) => `${kernel.crossCompile ?? ''}gcc`,
    variables: (inside) => [`KCFLAGS=${flags} ${knownAllocators(inside)}`],
    findings: analyzed,
    looked: 'every path through the functions of the module (gcc -fanalyzer)',
  });
}

/** The other warnings are the compiler's to tell. */
export function analyzed(warnings: readonly CompilerWarning[], sources: Sources): readonly CheckFinding[] {
  const own = warnings.filter(({option = ''}) => option.startsWith('-Wanalyzer-'));
  return ownFindings(own.filter((warning) => !isOfLists(warning, sources)));
}

const linkedIn = /\b(?:h?list_(?:add|splice|move)|hash_add|rb_|xa_|idr_|radix_tree_|rhashtable_|llist_add|kref_)\w*\(/;

/**
 * What is linked into a list is known there by its link alone, which the analyser (gcc 12) takes for a leak; and of a list that is emptied it
 * takes the next entry for the one that was freed. A leak is of a line of the module, not of what a header's function does on its way.
 */
function isOfLists({option, text, isOwn, place, notes}: CompilerWarning, sources: Sources): boolean {
  if (option === '-Wanalyzer-use-after-free' || option === '-Wanalyzer-double-free')
    return /'[^']*(?:\.|->)(?:next|prev|first|pprev)'/.test(text);
  if (option !== '-Wanalyzer-malloc-leak') return false;
  if (!isOwn || place === undefined) return true;
  const first = notes.find((note) => note.isOwn)?.place?.line ?? place.line;
  const between = sources.get(place.file)?.slice(Math.min(first, place.line) - 1, place.line + 1) ?? [];
  return between.some((line) => linkedIn.test(line));
}
