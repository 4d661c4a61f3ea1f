// The requirement in the person's words, and every constraint with the revision that it came in at.
import type {Constraint} from '../../core/entities.ts';
import type {State} from '../../core/state.ts';
import {scopeWords, standingWords} from '../constraint-words.ts';
import {counted} from '../formats.ts';
import {acceptanceLines} from './acceptance.ts';
import {fenced, inline, table} from './markdown.ts';

export function askedLines(state: State): readonly string[] {
  const {requirement, constraints, constraintRevision} = state;
  if (requirement === undefined) return ['Nothing: the session was not begun.'];
  const {name, module, minutes, goal, devices} = requirement;
  const hardware = devices.length === 0 ? '' : `; devices of the target: ${inline(devices.join(', '))}`;
  return [
    `Task ${inline(name)}: the module ${inline(module)}, in ${counted(minutes, 'minute')} at most${hardware}.`,
    '',
    ...fenced(goal),
    ...acceptanceLines(state),
    '',
    '### Constraints',
    '',
    ...(constraints.length === 0
      ? ['None.']
      : [
          `Revision ${constraintRevision} at the end.`,
          '',
          ...table(
            ['', 'from revision', 'strength', 'for', 'by', 'stands', 'text', 'the Scheduler answers'],
            constraints.map((one) => [
              ...[one.id, String(one.revision), one.strength, scopeWords(one.scope), byWords(one), standingWords(one)],
              ...[one.text, one.answer?.says ?? ''],
            ]),
          ),
        ]),
  ];
}

function byWords({source, opinion}: Constraint): string {
  return opinion === undefined ? source : `${source}, of ${opinion}`;
}
