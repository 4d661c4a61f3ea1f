// A finding in words, with its evidence as far as there is room for it.
import type {Finding} from '../src/core/entities.ts';
import {onOneLine} from '../src/core/quoted.ts';
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

export function findingHead({id, by, severity, class: kind, file, line, claim, state}: Finding): string {
  const place = file === undefined ? '' : ` at ${file}${line === undefined ? '' : `:${line}`}`;
  const from = by === 'target' ? 'the target' : 'the Reviewer';
  return `${id} (${severity}, ${kind}, ${state}, from ${from})${onOneLine(place)}: ${onOneLine(claim)}`;
}

function heldAgainst({requirement}: Finding): string {
  return requirement === undefined ? '' : `\nIt breaks: ${onOneLine(requirement)}`;
}

const evidenceCharacters = {whole: 9_500, short: 2_000};

/** Whole, and short. */
function evidenceOf({runs}: Pick<State, 'runs'>, {by, evidence, tree, claim}: Finding): readonly [string, string] {
  if (by !== 'target') {
    const source = "the Reviewer's evidence";
    return [fenced(source, evidence), fenced(source, evidence, evidenceCharacters.short)];
  }
  const source = "the target's console and pstore";
  const report = runs.findLast((run) => run.tree === tree)?.reports.find(({title}) => title === claim);
  const textOf = (charactersMax: number): string =>
    report === undefined ? evidence : crashEvidence(report, charactersMax);
  return [
    fenced(source, textOf(evidenceCharacters.whole)),
    fenced(source, textOf(evidenceCharacters.short), evidenceCharacters.short),
  ];
}
