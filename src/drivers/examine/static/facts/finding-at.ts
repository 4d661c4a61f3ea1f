// What was concluded from facts, as a finding at one of them.
import type {CheckFinding, FaultClass} from '../../../../core/examination.ts';
import type {Severity} from '../../../../core/severity.ts';
import type {Where} from './facts.ts';

/** `minor`: it may be otherwise, by what the module's text alone does not tell. */
export function findingAt(kind: FaultClass, severity: Severity, where: Where, claim: string): CheckFinding {
  const {file, line, in: within} = where;
  return {class: kind, severity, file, line, claim, evidence: `${file}:${line}: in ${within}()`};
}
