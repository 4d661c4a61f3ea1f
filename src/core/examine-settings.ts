// What a session examines, fixed when it starts: which checks, for how long, and the kernel that notices where there is one.
import {type CheckName, type DynamicCheck, dynamicChecks, type StaticCheck, staticChecks} from './examination.ts';

export interface ExamineSettings {
  /** All of them, none, or those that are named. */
  readonly static: boolean | readonly StaticCheck[];
  /** `auto`: all of them. They are made where the sanitizer kernel is there. */
  readonly dynamic: 'auto' | 'off' | readonly DynamicCheck[];
  /** For all of one examination. What is not at its end by then is stopped, and says so. */
  readonly deadlineSeconds: number;
}

export const defaultExamine: ExamineSettings = {static: true, dynamic: 'auto', deadlineSeconds: 1_800};

/** Of a session that was begun before anything was examined. */
export const nothingExamined: ExamineSettings = {static: false, dynamic: 'off', deadlineSeconds: 0};

/** What is told once in a session that has no such kernel. */
export const missedWithout =
  'No sanitizer kernel is built. Nothing looks for memory errors (KASAN), the order of locks (lockdep), leaks (kmemleak) or the paths of failed allocations (fault injection). `quarterdeck kernel build --profile sanitizer` builds one; sessions that are begun or resumed after that use it.';

/** The kernel that notices was wanted, and is not there: these checks are all that can be made. */
export function isMissed({dynamic}: ExamineSettings, checks: readonly CheckName[]): boolean {
  return (
    wanted(dynamic, dynamicChecks).length > 0 && !checks.some((check) => dynamicChecks.some((name) => name === check))
  );
}

/** `release`: of the sanitizer kernel, absent where it is not built. */
export function checksOf(settings: ExamineSettings, release: string | undefined): readonly CheckName[] {
  return [
    ...wanted(settings.static, staticChecks),
    ...(release === undefined ? [] : wanted(settings.dynamic, dynamicChecks)),
  ];
}

/** In the order in which they are run. */
function wanted<Name extends CheckName>(
  setting: boolean | 'auto' | 'off' | readonly Name[],
  all: readonly Name[],
): readonly Name[] {
  if (setting === true || setting === 'auto') return all;
  if (setting === false || setting === 'off') return [];
  return all.filter((name) => setting.includes(name));
}
