// What the Verifier is told of its opinion. It sees the requirement and the person's statements, and nothing that the other roles made of
// the work but the tree itself.
import {openOpinionOf} from '../src/core/open-opinion.ts';
import type {Opinion, Statement} from '../src/core/opinion.ts';
import type {State} from '../src/core/state.ts';

export const opinionPurpose =
  'Give the person a second opinion: answer each of their statements with answer_statement, then call conclude_opinion.';

/** Where it stands now, for the newest message. */
export function opinionText(state: State): string {
  const opinion = openOpinionOf(state);
  if (opinion === undefined) return '';
  return [
    `Opinion ${opinion.id} on ${pinText(opinion)}. How it ought to work, in the person's words:`,
    ...opinion.statements.map(statementLine),
    nextLine(opinion),
  ].join('\n');
}

function pinText({pin}: Opinion): string {
  if (pin.at !== 'pinned') return 'a tree that is not pinned yet';
  const tree = `tree ${pin.tree.slice(0, 12)}`;
  return pin.commit === undefined ? `${tree}, which is not committed` : `commit ${pin.commit.slice(0, 12)} (${tree})`;
}

function statementLine({id, text, answer}: Statement): string {
  if (answer === undefined) return `- ${id} (not answered yet): ${text}`;
  const places = answer.places.map(({file, line}) => `${file}:${line}`).join(', ');
  return `- ${id} (you answered ${answer.verdict}${places === '' ? '' : `, ${places}`}): ${text}`;
}

function nextLine({statements, standing}: Opinion): string {
  const open = statements.filter(({answer}) => answer === undefined).map(({id}) => id);
  if (open.length > 0) return `Still to be answered: ${open.join(', ')}.`;
  return standing.at === 'concluded'
    ? 'All are answered, and the person has your answers. Answer what they say, and answer a statement anew where you know better.'
    : 'All are answered: call conclude_opinion.';
}
