// One check that is made on two kernels, since what one of them notices the other can't: what both found, and what became of each.
import type {CheckEnd} from '../../../core/examination.ts';
import type {Looked, ModuleCheck} from '../module-check.ts';

export function onBoth(one: ModuleCheck, other: ModuleCheck): ModuleCheck {
  return {
    check: one.check,
    deadlineSeconds: one.deadlineSeconds + other.deadlineSeconds,
    async run(request, signal) {
      const first = await one.run(request, signal);
      // What was found on the first kernel counts, whatever becomes of the second.
      const second = await other.run(request, signal).catch((error: unknown): Looked => {
        const why = error instanceof Error ? error.message : String(error);
        return {by: other.check, end: {kind: 'stopped', why}, findings: []};
      });
      return {
        by: `${first.by} and ${second.by}`,
        end: together(first.end, second.end),
        findings: [...first.findings, ...second.findings],
      };
    },
  };
}

/** The worse of the two says how it ended, and both say what they did. */
function together(first: CheckEnd, second: CheckEnd): CheckEnd {
  if (first.kind === 'finished' && second.kind === 'finished') {
    const looked = first.looked === second.looked ? `on each: ${first.looked}` : `${first.looked}; ${second.looked}`;
    return {kind: 'finished', looked};
  }
  if (first.kind === 'notRun' && second.kind === 'notRun') return {kind: 'notRun', why: first.why};
  return {kind: 'stopped', why: `on the first: ${wordsOf(first)}; on the second: ${wordsOf(second)}`};
}

function wordsOf(end: CheckEnd): string {
  return end.kind === 'finished' ? end.looked : end.why;
}
