// What the person may do to the constraints, from the deck or by the file that they keep in an editor.
import {constraintChanges, isSameScope} from './constraint-changes.ts';
import {
  type ConstraintCommand,
  type ConstraintWords,
  constraintCharactersMax,
  lengthRefusal,
  type TakeConstraintsFile,
} from './constraint-events.ts';
import {constraintMessage, fileMessage} from './constraint-message.ts';
import type {Decision} from './decision.ts';
import type {Constraint} from './entities.ts';
import type {Event} from './events.ts';
import {type ConstraintId, constraintId, type OpinionId} from './ids.ts';
import {cutText, openMax} from './limits.ts';
import type {State} from './state.ts';

export function decideConstraint(state: State, command: ConstraintCommand): Decision {
  switch (command.do) {
    case 'addConstraint':
      return addConstraint(state, command);
    case 'editConstraint':
      return editConstraint(state, command);
    case 'liftConstraint':
      return liftConstraint(state, command.constraint);
    default:
      return command satisfies never;
  }
}

function addConstraint(state: State, command: Extract<ConstraintCommand, {do: 'addConstraint'}>): Decision {
  const {opinion} = command;
  const words = wordsOf(command);
  const refused = wordsRefusal(state, words);
  if (refused !== null) return {refused};
  const standing = standingOnes(state).length;
  if (standing >= openMax.constraints) return {refused: `${standing} constraints stand already; lift one first`};
  if (opinion !== undefined && !state.opinions.some(({id}) => id === opinion)) {
    return {refused: `there is no opinion ${opinion}`};
  }
  return [
    opinion === undefined ? added(state, words, 'person', 1) : added(state, words, 'verifier', 1, opinion),
    ...constraintMessage(state, nextId(state, 1), `${nextId(state, 1)}: ${words.text}`),
  ];
}

function editConstraint(state: State, command: Extract<ConstraintCommand, {do: 'editConstraint'}>): Decision {
  const old = standingOne(state, command.constraint, 'edited');
  if ('refused' in old) return old;
  const words = wordsOf(command);
  const refused = wordsRefusal(state, words);
  if (refused !== null) return {refused};
  if (old.text === words.text && old.strength === words.strength && isSameScope(old.scope, words.scope)) {
    return {refused: `constraint ${old.id} says that already`};
  }
  return [edited(old.id, words), ...constraintMessage(state, old.id, `${old.id} was edited: ${words.text}`)];
}

function liftConstraint(state: State, id: ConstraintId): Decision {
  const old = standingOne(state, id, 'lifted');
  if ('refused' in old) return old;
  return [
    {type: 'constraint.lifted', constraint: id},
    ...constraintMessage(state, id, `${id} was lifted; it said: ${cutText(old.text, constraintCharactersMax)}`),
  ];
}

/** One that stands, and that the deck may change: what the file says is changed in the file, or the two would disagree. */
function standingOne(state: State, id: ConstraintId, what: string): Constraint | {readonly refused: string} {
  const constraint = state.constraints.find((candidate) => candidate.id === id);
  if (constraint === undefined) return {refused: `there is no constraint ${id}`};
  if (constraint.standing === 'lifted') return {refused: `constraint ${id} is lifted already`};
  if (constraint.source !== 'file') return constraint;
  return {refused: `constraint ${id} stands in ${state.constraintsFile?.path ?? 'your file'} and is ${what} there`};
}

function wordsOf({text, strength, scope}: ConstraintWords): ConstraintWords {
  return {text: text.trim(), strength, scope};
}

function wordsRefusal(state: State, {text, scope}: ConstraintWords): string | null {
  if (text === '') return 'a constraint needs words';
  const long = lengthRefusal(text);
  if (long !== null) return long;
  if (scope.kind !== 'task' || state.tasks.some(({id}) => id === scope.task)) return null;
  return `there is no task ${scope.task}`;
}

function standingOnes({constraints}: State): readonly Constraint[] {
  return constraints.filter(({standing}) => standing !== 'lifted');
}

function nextId({ordinals}: State, by: number): ConstraintId {
  return constraintId(ordinals.constraints + by);
}

function added(
  state: State,
  words: ConstraintWords,
  source: Constraint['source'],
  by: number,
  opinion?: OpinionId,
): Event {
  const standing: Constraint['standing'] = state.label.kind === 'tape' ? 'recorded' : 'inForce';
  return {
    type: 'constraint.added',
    constraint: {id: nextId(state, by), ...words, source, standing, ...(opinion === undefined ? {} : {opinion})},
  };
}

function edited(constraint: ConstraintId, words: ConstraintWords): Event {
  return {type: 'constraint.edited', constraint, ...words};
}

/**
 * A line that can't be read may be what is left of a constraint: while there is one, nothing is taken for removed. A task that
 * is not there yet may be named: the file is written before the tasks are made.
 */
export function decideFile(state: State, command: TakeConstraintsFile): Decision {
  const standing = standingOnes(state);
  const fromFile = standing.filter(({source}) => source === 'file');
  const changes = constraintChanges(fromFile, command.constraints.map(wordsOf));
  const gone = command.complaints.length === 0 ? changes.gone : [];
  const room = Math.max(0, openMax.constraints - standing.length + gone.length);
  const tooMany = changes.added.length - room;
  const complaints =
    tooMany > 0
      ? [
          ...command.complaints,
          {line: 0, why: `${tooMany} are left out: no more than ${openMax.constraints} can stand`},
        ]
      : command.complaints;
  const events: readonly Event[] = [
    ...gone.map(({id}): Event => ({type: 'constraint.lifted', constraint: id})),
    ...changes.edited.map(({old, words}) => edited(old.id, words)),
    ...changes.added.slice(0, room).map((words, index) => added(state, words, 'file', index + 1)),
  ];
  return [...readEvents(state, command.file, complaints), ...events, ...toldOf(state, command.file, events)];
}

function readEvents(
  {constraintsFile}: State,
  file: string,
  complaints: TakeConstraintsFile['complaints'],
): readonly Event[] {
  const isKnown =
    constraintsFile?.path === file && JSON.stringify(constraintsFile.complaints) === JSON.stringify(complaints);
  return isKnown ? [] : [{type: 'constraint.fileRead', file, complaints: complaints.slice(0, complaintsMax)}];
}

const complaintsMax = 20;

/** One message for all of it: the Scheduler has a turn for each. */
function toldOf(state: State, file: string, events: readonly Event[]): readonly Event[] {
  const lines = events.flatMap((event) => lineOf(event));
  return lines.length === 0 ? [] : fileMessage(state, file, lines);
}

function lineOf(event: Event): readonly string[] {
  switch (event.type) {
    case 'constraint.added':
      return [`${event.constraint.id}: ${event.constraint.text}`];
    case 'constraint.edited':
      return [`${event.constraint} was edited: ${event.text}`];
    case 'constraint.lifted':
      return [`${event.constraint} was lifted`];
    default:
      return [];
  }
}
