// Findings, each held against what it maps to, and the Reviewer's verdicts with the tree and the revision that they are of.
import type {Finding} from '../../core/entities.ts';
import {signText} from '../../core/sign.ts';
import type {State} from '../../core/state.ts';
import {dismissalWords, standingWords} from '../finding-words.ts';
import {hypothesisLines} from './hypotheses.ts';
import {leftOut} from './left-out.ts';
import {fencedBelow, inline, table} from './markdown.ts';

export function foundLines(state: State): readonly string[] {
  const {findings, verdicts, ordinals} = state;
  return [
    ...leftOut('findings', ordinals.findings + ordinals.checkFindings - findings.length),
    ...(findings.length === 0 ? ['No finding was reported.'] : findings.flatMap(findingLines)),
    '',
    '### Hypotheses',
    '',
    ...hypothesisLines(state),
    '',
    '### Verdicts',
    '',
    ...(verdicts.length === 0
      ? ['None.']
      : table(
          ['task', 'tree', 'verdict', 'constraints', 'summary'],
          verdicts.map(({task, tree, verdict, constraintRevision, summary}) => [
            ...[task, tree.slice(0, 12), verdict, `revision ${constraintRevision}`, summary],
          ]),
        )),
  ];
}

/** What a machine printed as evidence stands below in its own lines. */
function findingLines(finding: Finding): readonly string[] {
  const {id, severity, by, claim, evidence, requirement, judgement, dismissal, task} = finding;
  const place = finding.file === undefined ? '' : ` ${inline(`${finding.file}:${finding.line ?? '?'}`)}`;
  const against = requirement === undefined ? '' : `; held against: ${inline(requirement)}`;
  const tried =
    judgement === undefined
      ? ''
      : `; ${judgement.stands ? 'it stands' : 'it does not stand'}: ${inline(judgement.why)}`;
  const said = dismissal === undefined ? '' : `; dismissed, since: ${inline(dismissalWords(finding))}`;
  const head = `- **${inline(id)}** of ${inline(task)}, ${severity}, ${inline(finding.class)},${place} by the ${by}, ${standingOf(finding)}: ${inline(claim)}${said}`;
  const signs = finding.by === 'check' ? (finding.seen.signs ?? []).map((sign) => `  - ${inline(signText(sign))}`) : [];
  if (evidence.trim().includes('\n')) return [`${head}${against}${tried}`, ...signs, ...fencedBelow(evidence)];
  return [`${head}; evidence: ${inline(evidence)}${against}${tried}`, ...signs];
}

/** The report is read by others than the one who dismissed it. */
function standingOf(finding: Finding): string {
  return finding.state === 'dismissed' ? 'dismissed by the person' : standingWords(finding);
}
