// What the person may ask of the Verifier, and what it may answer. The rights are here in code: it reads the pinned tree alone, and its
// findings neither block nor approve.
import type {Refusal} from './commands.ts';
import {type Decision, done} from './decision.ts';
import {cutShortOfAssignment} from './endings.ts';
import type {Assignment} from './entities.ts';
import type {Event} from './events.ts';
import {type OpinionId, opinionId} from './ids.ts';
import {cutText} from './limits.ts';
import {openOpinionOf, verifierAtWork} from './open-opinion.ts';
import {type Opinion, opinionMax, type PinChoice} from './opinion.ts';
import type {OpinionCommand, OpinionToolCommand} from './opinion-events.ts';
import type {State} from './state.ts';
import {redirect} from './steering.ts';
import {usualPinOf} from './usual-pin.ts';

export function decideOpinion(state: State, command: OpinionCommand): Decision {
  switch (command.do) {
    case 'askSecondOpinion':
      return ask(state, command.statements, command.of ?? usualPinOf(state));
    case 'addStatements':
      return withOpen(state, command.opinion, (opinion) => addStatements(opinion, command.statements));
    case 'tellVerifier':
      return withOpen(state, command.opinion, () => tell(state, command.text));
    case 'closeOpinion':
      return withOpen(state, command.opinion, (opinion) => closeEvents(state, opinion, 'closed by you'));
    default:
      return command satisfies never;
  }
}

/** One at a time, each from a fresh start: a new one closes the one before. */
function ask(state: State, texts: readonly string[], of: PinChoice): Decision {
  const {label} = state;
  if (label.kind === 'tape' && (label.verifierTurns ?? 0) === 0) {
    return {
      refused: `nobody gives a second opinion here: the model is the tape "${label.name}", which can't answer you. It takes a live model, or a tape that was recorded with one`,
    };
  }
  const statements = statementsOf(texts, 0);
  if ('refused' in statements) return statements;
  const open = openOpinionOf(state);
  const opinion = opinionId(state.ordinals.opinions + 1);
  const closed = open === undefined ? [] : closeEvents(state, open, `${opinion} was asked for`);
  return [...closed, {type: 'opinion.asked', opinion, statements: statements.texts, of}];
}

function addStatements(opinion: Opinion, texts: readonly string[]): Decision {
  const statements = statementsOf(texts, opinion.statements.length);
  if ('refused' in statements) return statements;
  return [{type: 'opinion.statementsAdded', opinion: opinion.id, statements: statements.texts}];
}

function statementsOf(texts: readonly string[], before: number): {readonly texts: readonly string[]} | Refusal {
  const wanted = texts.map((text) => text.trim()).filter((text) => text !== '');
  if (wanted.length === 0) return {refused: 'say how it ought to work: one statement or several, each on a line'};
  if (before + wanted.length > opinionMax.statements) {
    return {refused: `an opinion holds ${opinionMax.statements} statements; ask about the others in one of its own`};
  }
  const long = wanted.find((text) => text.length > opinionMax.statementCharacters);
  if (long !== undefined) {
    return {
      refused: `"${long.slice(0, 40)}…" has more than ${opinionMax.statementCharacters} characters; make several statements of it`,
    };
  }
  return {texts: wanted};
}

function tell(state: State, text: string): Decision {
  if (text.trim() === '') return {refused: 'the Verifier needs words'};
  return redirect(state, {do: 'redirect', role: 'verifier', text: cutText(text.trim(), opinionMax.messageCharacters)});
}

/** What is under way for it is called off, and what it was still to hear is refused. */
export function closeEvents(state: State, opinion: Opinion, why: string): readonly Event[] {
  const assignment = verifierAtWork(state);
  const ended: readonly Event[] =
    assignment === undefined
      ? []
      : [
          ...cutShortOfAssignment(state, assignment, why),
          {type: 'assignment.ended', assignment: assignment.id, how: 'stopped', why},
        ];
  return [...ended, ...unheard(state, why), {type: 'opinion.closed', opinion: opinion.id, why}];
}

/** The Verifier can't go on. Only its opinion halts; what the person says next begins with a fresh turn. */
export function haltEvents(state: State, assignment: Assignment, why: string): readonly Event[] {
  const opinion = openOpinionOf(state);
  return [
    {type: 'assignment.ended', assignment: assignment.id, how: 'stuck', why},
    ...unheard(state, `the Verifier could not go on (${why}); say it again`),
    ...(opinion === undefined ? [] : [{type: 'opinion.halted', opinion: opinion.id, why} as const]),
  ];
}

function unheard(state: State, why: string): readonly Event[] {
  const waiting = state.messages.filter(
    ({to, fate}) => to === 'verifier' && (fate.kind === 'queued' || fate.kind === 'delivered'),
  );
  return waiting.map(({id}): Event => ({type: 'message.refused', message: id, why}));
}

function withOpen(state: State, id: OpinionId, then: (opinion: Opinion) => Decision): Decision {
  const opinion = state.opinions.find((candidate) => candidate.id === id);
  if (opinion === undefined) return {refused: `there is no opinion ${id}`};
  if (opinion.standing.at === 'closed') {
    return {refused: `${id} is closed (${opinion.standing.why}); ask for a new one with v`};
  }
  return then(opinion);
}

export function decideOpinionTool(state: State, command: OpinionToolCommand): Decision {
  const opinion = openOpinionOf(state);
  if (opinion === undefined) return {refused: 'the person has closed this opinion'};
  return command.do === 'answerStatement' ? answer(opinion, command) : conclude(opinion, command);
}

function answer(opinion: Opinion, command: Extract<OpinionToolCommand, {do: 'answerStatement'}>): Decision {
  const {call, verdict, places} = command;
  const statement = opinion.statements.find(({id}) => id === command.statement.trim());
  if (statement === undefined) {
    const ids = opinion.statements.map(({id}) => id).join(', ');
    return {refused: `there is no statement "${command.statement.slice(0, 40)}"; the statements are ${ids}`};
  }
  const says = cutText(command.says.trim(), opinionMax.saysCharacters);
  if (says === '') return {refused: 'say why, in your own words, beside the places'};
  if (places.length === 0 && verdict !== 'notDecided') {
    return {refused: `"${verdict}" needs the lines that decide it; where there are none, the answer is notDecided`};
  }
  if (places.length > opinionMax.placesPerAnswer) {
    return {
      refused: `${places.length} places are more than ${opinionMax.placesPerAnswer}; name the lines that decide it`,
    };
  }
  return [
    {type: 'tool.started', call},
    {type: 'opinion.answerGiven', opinion: opinion.id, call, statement: statement.id, verdict, places, says},
  ];
}

function conclude(opinion: Opinion, {call, summary}: Extract<OpinionToolCommand, {do: 'concludeOpinion'}>): Decision {
  const open = opinion.statements.filter(({answer: given}) => given === undefined);
  if (open.length > 0) {
    return {refused: `${open.map(({id}) => id).join(', ')} not answered yet; answer each with answer_statement first`};
  }
  const text = cutText(summary.trim(), opinionMax.saysCharacters);
  if (text === '') return {refused: 'sum up in a sentence or two what came of it'};
  return [
    {type: 'opinion.concluded', opinion: opinion.id, summary: text},
    done(call, 'The person has your answers. When they say something, it comes to you.'),
  ];
}
