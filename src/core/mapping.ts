// What a finding is held against must have been said, and must hold for the work: a sentence of the requirement or the task, or a
// constraint that is in force for it. A word or two stand in any text, and so prove nothing.
import type {Constraint, Task} from './entities.ts';
import {cutText} from './limits.ts';
import type {State} from './state.ts';

/** Of a sentence that is not quoted as a whole. */
const quotedWordsMin = 4;

export function mappingRefusal(state: State, task: Task, requirement: string | null): string | null {
  if (requirement === null) return null;
  const binding = state.constraints.filter((constraint) => isBinding(constraint, task));
  const id = /^C\d+$/.exec(requirement.trim())?.[0];
  if (id !== undefined) {
    return binding.some((constraint) => constraint.id === id) ? null : `${id} is no constraint in force for ${task.id}`;
  }
  const said = [state.requirement?.goal ?? '', task.goal, ...binding.map(({text}) => text)];
  if (said.some((text) => isQuoted(text, plainOf(requirement)))) return null;
  return `"${cutText(requirement, 200)}" stands neither in the requirement nor in the task nor in a constraint that holds for it; quote a whole sentence, or ${quotedWordsMin} words or more as they are, name a constraint by its id, or give null`;
}

/** The Reviewer holds what the Executor wrote against the Executor's constraints, and works under its own. */
function isBinding({standing, scope}: Constraint, {id}: Task): boolean {
  if (standing !== 'inForce') return false;
  switch (scope.kind) {
    case 'all':
      return true;
    case 'role':
      return scope.role === 'executor' || scope.role === 'reviewer';
    case 'task':
      return scope.task === id;
    default:
      return scope satisfies never;
  }
}

function isQuoted(text: string, wanted: string): boolean {
  if (wanted === '') return false;
  const isLong = wanted.split(' ').length >= quotedWordsMin;
  if (isLong && ` ${plainOf(text)} `.includes(` ${wanted} `)) return true;
  return sentencesOf(text).some((sentence) => plainOf(sentence) === wanted);
}

function sentencesOf(text: string): readonly string[] {
  return [text, ...text.split(/[.;:!?](?=\s|$)|\n/)];
}

function plainOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).join(' ');
}
