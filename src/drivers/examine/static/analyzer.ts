// gcc's analyser, which follows every path through the module's functions: it is given the time that it has, and what it said by then counts.
import type {CheckFinding} from '../../../core/examination.ts';
import type {CompilerWarning} from '../../../kernel/gcc.ts';
import type {ModuleCheck} from '../module-check.ts';
import type {CheckRoom} from './check-room.ts';
import {kbuildCheck, knownAllocators} from './kbuild-check.ts';
import {ownFindings} from './own-findings.ts';

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
    tellsErrors: false,
  });
}

/** The other warnings are the compiler's to tell. */
function analyzed(warnings: readonly CompilerWarning[]): readonly CheckFinding[] {
  return ownFindings(warnings.filter(({option = ''}) => option.startsWith('-Wanalyzer-')));
}
