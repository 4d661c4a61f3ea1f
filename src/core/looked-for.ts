// Whether a check has looked for what an earlier one had found: only then is it gone where it is not told any more.
import type {CheckFinding, CheckName, CheckResult} from './examination.ts';

export type LookedFor = Pick<CheckFinding, 'class' | 'report'> & {readonly check: CheckName};

/** To its end, and not only for other classes, the time for this one being over. */
export function hasLookedFor({check, end}: Pick<CheckResult, 'check' | 'end'>, finding: LookedFor): boolean {
  return check === whoLooksFor(finding) && end.kind === 'finished' && end.notFor?.includes(finding.class) !== true;
}

/** Before `races` was a check of its own, what its kernel found stood under `parallel`. */
function whoLooksFor({check, report}: LookedFor): CheckName {
  return report?.kind === 'kcsan' ? 'races' : check;
}
