// The part of a second opinion in a session that is played by chance.
import type {PersonCommand, ToolCommand} from '../../src/core/commands.ts';
import type {Event} from '../../src/core/events.ts';
import {type CallId, opinionId, treeHash} from '../../src/core/ids.ts';
import {openOpinionOf} from '../../src/core/open-opinion.ts';
import type {State} from '../../src/core/state.ts';

const tree = treeHash('9'.repeat(40));

export function opinionCommands(state: State): readonly PersonCommand[] {
  const opinion = openOpinionOf(state)?.id ?? opinionId(1);
  return [
    {do: 'askSecondOpinion', statements: ['it holds', 'nothing leaks']},
    {do: 'tellVerifier', opinion, text: 'are you sure?'},
    {do: 'addStatements', opinion, statements: ['and more']},
    {do: 'closeOpinion', opinion},
    {do: 'addConstraint', text: 'it holds', strength: 'must', scope: {kind: 'all'}, opinion},
  ];
}

export function verifierTools(state: State, call: CallId): readonly ToolCommand[] {
  const statements = openOpinionOf(state)?.statements ?? [];
  const open = statements.find(({answer}) => answer === undefined)?.id ?? 'O1.1';
  const places = [{file: 'a.c', line: 1}];
  return [
    {do: 'useTool', call, tool: {tool: 'readFile', path: 'a.c', tree}},
    {do: 'answerStatement', call, statement: open, verdict: 'confirmed', places, says: 's'},
    {do: 'answerStatement', call, statement: open, verdict: 'contradicted', places, says: 's'},
    {do: 'concludeOpinion', call, summary: 's'},
  ];
}

/** A pin that is under way ends; the places of an answer are found. */
export function opinionMoves(state: State): readonly (readonly Event[])[] {
  const opinion = openOpinionOf(state);
  if (opinion === undefined) return [];
  const pinned: Event = {type: 'opinion.pinned', opinion: opinion.id, tree};
  const failed: Event = {type: 'opinion.closed', opinion: opinion.id, why: 'no tree'};
  const pins = opinion.pin.at === 'underWay' ? [[pinned], [pinned], [failed]] : [];
  const running = state.assignments.flatMap(({role, turn}) =>
    role === 'verifier' && turn.at === 'calls' ? turn.pending.filter((call) => call.state === 'running') : [],
  );
  const statement = opinion.statements.find(({answer}) => answer === undefined)?.id;
  const answers = running.map(({id}): readonly Event[] => [
    ...(statement === undefined
      ? []
      : [
          {
            type: 'opinion.statementAnswered',
            opinion: opinion.id,
            statement,
            verdict: 'confirmed',
            places: [{file: 'a.c', line: 1, text: 'x'}],
            says: 's',
          } as const,
        ]),
    {type: 'tool.returned', call: id, ok: true, output: 'answered'},
  ]);
  return [...pins, ...answers];
}
