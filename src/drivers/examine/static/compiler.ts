// The compiler at W=1, told which functions free what, and with those warnings that Kbuild turns off and that find faults.
import type {ModuleCheck} from '../module-check.ts';
import {withFirstError} from './build-end.ts';
import type {CheckRoom} from './check-room.ts';
import {kbuildCheck, knownAllocators} from './kbuild-check.ts';
import {ownFindings} from './own-findings.ts';

const deadlineSeconds = 120;
/** Kbuild turns them off for what they say of the kernel's own headers, which is not told here. */
const warnings = '-Wmaybe-uninitialized -Warray-bounds -Wstringop-overflow -Wstringop-overread';

export function compilerCheck(room: CheckRoom, allocatorsHeader: string): ModuleCheck {
  return kbuildCheck(room, allocatorsHeader, {
    check: 'compiler',
    deadlineSeconds,
    program: ({kernel}) => `${kernel.crossCompile ?? ''}gcc`,
    // Where the kernel was set to take warnings for errors, there would be one, and no module.
    variables: (inside) => ['W=1', `KCFLAGS=-Wno-error ${warnings} ${knownAllocators(inside)}`],
    // That the module does not build is told here alone.
    findings: (found) => ownFindings(withFirstError(found)),
    looked: 'the module compiled and linked at W=1, with -Wmaybe-uninitialized and -Warray-bounds',
  });
}
