// A finding in words, with its evidence as far as there is room for it.
import type {LocatedReport} from '../src/core/crash-source.ts';
import type {Finding} from '../src/core/entities.ts';
import {onOneLine, quoted} from '../src/core/quoted.ts';
import {signText} from '../src/core/sign.ts';
import type {State} from '../src/core/state.ts';
import {crashEvidence} from './crash-text.ts';
import {fenced} from './fence.ts';
import type {Lighter, Piece} from './fit.ts';
import {gone, pieceOf, shortened} from './section.ts';

export interface Worth {
  /** What a cut calls them: "older findings". */
  readonly what: string;
  /** The round in which the evidence gets shorter; in the next one it goes, and in the one after that the finding. */
  readonly round: number;
}

export function findingPieces(
  title: string,
  state: Pick<State, 'runs'>,
  findings: readonly Finding[],
  {what, round}: Worth,
): readonly Piece<string>[] {
  if (findings.length === 0) return [];
  return [
    pieceOf(`\n\n# ${title}`),
    ...findings.map((finding) => {
      const head = `\n\n${findingHead(finding)}${heldAgainst(finding)}`;
      const [whole, short] = evidenceOf(state, finding);
      const lighter: readonly Lighter<string>[] = [
        shortened(round, `long pieces of evidence of ${what}`, `${head}\n${short}`),
        shortened(round + 1, `pieces of evidence of ${what}`, head),
        gone(round + 2, what),
      ];
      return pieceOf(`${head}\n${whole}`, ...lighter);
    }),
  ];
}

export function findingHead(finding: Finding): string {
  const {id, severity, class: kind, file, line, claim} = finding;
  const place = file === undefined ? '' : ` at ${file}${line === undefined ? '' : `:${line}`}`;
  return `${id} (${severity}, ${kind}, ${stateText(finding)}, from ${finderOf(finding)})${onOneLine(place)}: ${onOneLine(claim)}`;
}

/** What the person has said of it is theirs, and stands between quotes. */
export function stateText({state, dismissal}: Finding): string {
  switch (state) {
    case 'dismissed':
      return `dismissed by the person, who says ${quoted(dismissal?.why ?? '')}`;
    case 'left':
      return 'left open when its task ended';
    case 'open':
    case 'mended':
    case 'disproved':
      return state;
    default:
      return state satisfies never;
  }
}

function finderOf(finding: Finding): string {
  if (finding.by !== 'check') return finding.by === 'target' ? 'the target' : 'the Reviewer';
  const {check, alsoBy = [], failedAllocation} = finding.seen;
  const failed = failedAllocation === undefined ? '' : `, when call ${failedAllocation} had failed`;
  return `${alsoBy.length === 0 ? 'the check' : 'the checks'} ${[check, ...alsoBy].join(', ')}${failed}`;
}

function heldAgainst({requirement}: Finding): string {
  return requirement === undefined ? '' : `\nIt breaks: ${onOneLine(requirement)}`;
}

const evidenceCharacters = {whole: 9_500, short: 2_000};

/** Whole, and short. */
function evidenceOf({runs}: Pick<State, 'runs'>, finding: Finding): readonly [string, string] {
  const {evidence} = finding;
  switch (finding.by) {
    case 'reviewer':
      return saidBy("the Reviewer's evidence", evidence);
    case 'check': {
      const {report, with: by, signs = []} = finding.seen;
      const [whole, short] =
        report === undefined ? saidBy(`the words of ${by}`, evidence) : reportedBy(`the console under ${by}`, report);
      const also =
        signs.length === 0
          ? ''
          : `\n${fenced('what else shows it', signs.map((sign) => onOneLine(signText(sign))).join('\n'))}`;
      return [`${whole}${also}`, `${short}${also}`];
    }
    case 'target': {
      const source = "the target's console and pstore";
      const report = runs
        .findLast((run) => run.tree === finding.tree)
        ?.reports.find(({title}) => title === finding.claim);
      return report === undefined ? saidBy(source, evidence) : reportedBy(source, report);
    }
    default:
      return finding satisfies never;
  }
}

function saidBy(source: string, evidence: string): readonly [string, string] {
  return [fenced(source, evidence), fenced(source, evidence, evidenceCharacters.short)];
}

function reportedBy(source: string, report: LocatedReport): readonly [string, string] {
  const {whole, short} = evidenceCharacters;
  return [fenced(source, crashEvidence(report, whole)), fenced(source, crashEvidence(report, short), short)];
}
