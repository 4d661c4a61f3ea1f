// The agent loop as a question: what is next for an assignment, from what is known. So it can be shown, tested and resumed.
import type {Assignment} from './entities.ts';
import type {CallId} from './ids.ts';
import type {Limits} from './limits.ts';
import type {TaskLoop} from './loops.ts';

export type NextStep =
  | {readonly do: 'askModel'}
  | {readonly do: 'carryOut'; readonly call: CallId}
  | {readonly do: 'wait'; readonly for: 'model' | 'tools' | 'person' | 'retry'}
  /** `loop`: what its task goes round in; absent where it is the calls of the assignment itself. */
  | {readonly do: 'nudge'; readonly text: string; readonly loop?: TaskLoop['what']}
  | {readonly do: 'stop'; readonly because: string};

/** Pausing takes hold at the next safe point: an answer on its way is taken and what runs ends, but nothing new is begun. */
export function nextStep(assignment: Assignment, paused: boolean, limits: Limits): NextStep {
  const {turn} = assignment;
  switch (turn.at) {
    case 'asked':
      return {do: 'wait', for: 'model'};
    case 'retry':
      return {do: 'wait', for: 'retry'};
    case 'calls': {
      const busy = turn.pending.find(({state}) => state !== 'waiting');
      if (busy) return {do: 'wait', for: busy.state === 'person' ? 'person' : 'tools'};
      if (paused) return {do: 'wait', for: 'person'};
      const first = turn.pending[0];
      return first ? {do: 'carryOut', call: first.id} : {do: 'askModel'};
    }
    case 'boundary':
      return paused ? {do: 'wait', for: 'person'} : (stuck(assignment, limits) ?? {do: 'askModel'});
    default:
      return turn satisfies never;
  }
}

function stuck(assignment: Assignment, limits: Limits): NextStep | null {
  const {turns, idleAnswers, failures, repeats, nudged} = assignment;
  if (failures > limits.modelRetries) return {do: 'stop', because: `no answer after ${failures} tries`};
  if (turns >= limits.turnsPerAssignment) return {do: 'stop', because: `${turns} turns without an end`};
  if (idleAnswers >= limits.idleAnswers) return {do: 'stop', because: `${idleAnswers} answers in a row called no tool`};
  const times = repeats + 1;
  if (times < limits.repeats) return null;
  if (!nudged) {
    const text = `The same call has given the same result ${times} times. Do something else, or say what keeps you from it.`;
    return {do: 'nudge', text};
  }
  if (times === limits.repeats) return null;
  return {do: 'stop', because: `the same call gave the same result ${times} times, after a nudge too`};
}
