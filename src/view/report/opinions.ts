// The second opinions: what the person stated, what it was held against, and what the Verifier said of each statement, with its lines.
import type {Opinion, OpinionStanding, Pin, Statement} from '../../core/opinion.ts';
import type {State} from '../../core/state.ts';
import {counted} from '../formats.ts';
import {verdictWords} from '../opinion-rows.ts';
import {leftOut} from './left-out.ts';
import {inline, table} from './markdown.ts';

export function opinionLines({opinions, constraints, ordinals}: State): readonly string[] {
  if (opinions.length === 0) return ['None was asked for.'];
  const all = opinions.map((opinion) => [
    ...headLines(opinion),
    ...table(['', 'stated', 'verdict', 'at', 'the Verifier says'], opinion.statements.map(statementCells)),
    ...madeLines(constraints.filter((one) => one.opinion === opinion.id).map(({id}) => id)),
  ]);
  const [first = [], ...others] = all;
  return [
    ...leftOut('opinions', ordinals.opinions - opinions.length),
    ...first,
    ...others.flatMap((lines) => ['', ...lines]),
  ];
}

function headLines({id, statements, pin, standing}: Opinion): readonly string[] {
  return [
    `### ${inline(id)}, ${counted(statements.length, 'statement')}`,
    '',
    `Held against ${inline(pinWords(pin))}. ${standingWords(standing)}`,
    '',
  ];
}

function pinWords(pin: Pin): string {
  if (pin.at !== 'pinned') return 'nothing yet';
  const tree = `tree ${pin.tree.slice(0, 12)}`;
  return pin.commit === undefined ? `${tree}, not committed then` : `commit ${pin.commit.slice(0, 12)}, ${tree}`;
}

function standingWords(standing: OpinionStanding): string {
  switch (standing.at) {
    case 'answering':
      return 'Not answered in full.';
    case 'concluded':
      return inline(standing.summary);
    case 'halted':
      return `The Verifier could not go on: ${inline(standing.why)}.`;
    case 'closed':
      return `Closed: ${inline(standing.why)}.`;
    default:
      return standing satisfies never;
  }
}

function statementCells({id, text, answer}: Statement): readonly string[] {
  if (answer === undefined) return [id, text, 'not answered', '', ''];
  const places = answer.places.map(({file, line}) => `${file}:${line}`).join(', ');
  return [id, text, verdictWords[answer.verdict], places, answer.says];
}

function madeLines(constraints: readonly string[]): readonly string[] {
  return constraints.length === 0 ? [] : ['', `Made of it: ${constraints.map(inline).join(', ')}.`];
}
