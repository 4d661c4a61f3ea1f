// A plan in words, from the whole of it down to the approach that was chosen.
import type {Plan} from '../src/core/entities.ts';
import {cutText} from '../src/core/limits.ts';
import {fenced} from './fence.ts';
import type {Piece} from './fit.ts';
import {pieceOf, shortened} from './section.ts';

export function planPieces(plan: Plan): readonly Piece<string>[] {
  const {chosen, why, judged, lost} = partsOf(plan);
  const text = (...parts: readonly string[]): string =>
    `# The plan\n${fenced("the Planner's plan", parts.filter((part) => part !== '').join('\n\n'))}`;
  return [
    pieceOf(
      text(chosen, why, judged, lost),
      shortened(1, 'approaches that were not chosen', text(chosen, why), plan.approaches.length - 1),
      shortened(2, 'parts of the plan', text(cutText(chosen, briefCharacters))),
    ),
  ];
}

const briefCharacters = 2_000;
const personsChoice = ' (the person chose it, in place of what the Planner had chosen)';

function partsOf({criteria, approaches, choice, why, lost: losers, chosenBy}: Plan) {
  const chosen = approaches.find(({name}) => name === choice);
  const lost = approaches
    .filter(({name}) => name !== choice)
    .map(({name, summary}) => {
      const reason = losers.find(({approach}) => approach === name)?.why;
      return `- ${name}: ${cutText(summary, 400)}${reason === undefined ? '' : ` It lost: ${cutText(reason, 400)}`}`;
    });
  const details =
    chosen === undefined
      ? []
      : [
          chosen.summary,
          `Algorithms: ${chosen.algorithms}`,
          `Data: ${chosen.dataStructures}`,
          `Locking: ${chosen.locking}`,
          `Lifetime: ${chosen.lifetime}`,
          `Kernel API: ${chosen.kernelApi.map(({name, header}) => `${name} (${header})`).join(', ')}`,
          `Risks: ${chosen.risks.map((risk) => `\n- ${risk}`).join('')}`,
        ];
  return {
    chosen: [`Approach: ${choice}${chosenBy === 'person' ? personsChoice : ''}`, ...details].join('\n\n'),
    why: chosenBy === 'person' ? '' : `Why: ${why}`,
    judged: `Judged by: ${criteria.map(({name, weight}) => `${name} (${weight})`).join(', ')}`,
    lost: `Not chosen:\n${lost.join('\n')}`,
  };
}
