// Lockdep reports once in a life of the kernel and switches itself off (kernel/locking/lockdep.c: debug_locks_off); the kernel goes on. What
// it looks for was not looked for to the end then.
import type {FaultClass} from '../../../core/examination.ts';
import type {CrashReport} from '../../../kernel/report.ts';
import type {Looked} from '../module-check.ts';

const itsClasses: readonly FaultClass[] = ['deadlock', 'lock inversion', 'missing unlock', 'sleeping in atomic'];

export function endsLockdep(reports: readonly CrashReport[]): boolean {
  return reports.some(({kind}) => kind === 'lockdep');
}

export function withoutLockdep(looked: string, known: readonly FaultClass[] = []): Looked['end'] {
  return {
    kind: 'finished',
    looked: `${looked}; lockdep reports once, and did not look at locks after that`,
    notFor: [...new Set([...known, ...itsClasses])],
  };
}
