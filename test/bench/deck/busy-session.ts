// A session with a past, in which all four agents are writing: as full as a deck gets.
import type {Event} from '../../../src/core/events.ts';
import {assignmentId, turnId} from '../../../src/core/ids.ts';
import {crew} from '../../../src/core/roles.ts';
import {told} from '../../view/story.ts';
import type {Flow} from './flow.ts';

const purposes = {scheduler: 'breakDown', planner: 'plan', executor: 'write', reviewer: 'review'} as const;
/** Answers of each agent: its pane remembers fewer. */
const answers = 90;
const firstAssignment = 101;

const assignmentOf = (index: number) => assignmentId(firstAssignment + index);

export const busySession: readonly Event[] = [
  ...told('crash').entries.map(({event}) => event),
  ...crew.flatMap((role, index): readonly Event[] => [
    {type: 'assignment.started', assignment: assignmentOf(index), role, purpose: purposes[role]},
    ...Array.from({length: answers}, (_, turn) => answered(index, turn + 1)).flat(),
    {type: 'turn.asked', assignment: assignmentOf(index), turn: turnId(assignmentOf(index), answers + 1), messages: []},
  ]),
];

export const streams: Flow['streams'] = crew.map((role, index) => ({
  role,
  turn: turnId(assignmentOf(index), answers + 1),
}));

function answered(index: number, number: number): readonly Event[] {
  const assignment = assignmentOf(index);
  const turn = turnId(assignment, number);
  return [
    {type: 'turn.asked', assignment, turn, messages: []},
    {
      type: 'turn.answered',
      turn,
      text: `Step ${number}: the reader drops the mutex before it sleeps; wait_event_interruptible then looks again, as it must.`,
      calls: [],
      usage: {inputTokens: 20_000, cachedTokens: 0, outputTokens: 500, costMicrodollars: 0},
    },
  ];
}
