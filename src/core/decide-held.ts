// What the person's word on an act that waited for it leads to. The act is decided anew: what held then may not hold now.
import {allAuto, allow, allowAlways, type HeldAct, refuse} from './approval.ts';
import {decideHouse} from './decide-house.ts';
import {decideTool} from './decide-tool.ts';
import {type Decision, isRefusal} from './decision.ts';
import type {Event} from './events.ts';
import {allowedAlways} from './hold.ts';
import {messageEvents} from './message-events.ts';
import type {State} from './state.ts';
import {endedTask} from './task-order.ts';

export function decideHeld(state: State, held: HeldAct, answer: string): readonly Event[] {
  // Of a task that has ended nothing is carried out, and refusing it would take the task up again.
  if ('task' in held && endedTask(state, held.task) !== undefined) return [];
  if (answer === allow) return carriedOut(state, held);
  if (answer !== allowAlways) return refused(state, held, answer === refuse ? '' : `: ${answer}`);
  return [...allowedAlways(state.approve, held.act), ...carriedOut(state, held)];
}

function carriedOut(state: State, held: HeldAct): readonly Event[] {
  const decision = decidedAnew({...state, approve: allAuto}, held);
  if (!isRefusal(decision)) return decision;
  // An act of the house is due again by itself, if it still is.
  return 'call' in held ? [{type: 'tool.returned', call: held.call, ok: false, output: decision.refused}] : [];
}

function decidedAnew(state: State, held: HeldAct): Decision {
  switch (held.act) {
    case 'build':
      return decideTool(state, {do: 'build', call: held.call});
    case 'load':
      return 'call' in held
        ? decideTool(state, {do: 'tryOnTarget', call: held.call})
        : decideHouse(state, {do: 'startRun', task: held.task});
    case 'commit':
      return decideHouse(state, {do: 'startCommit', task: held.task});
    case 'reset':
      return state.power === undefined ? decideHouse(state, {do: 'powerOn'}) : [];
    default:
      return held satisfies never;
  }
}

const words = {build: 'the build', load: 'the run on the target', commit: 'the commit', reset: 'the reset'} as const;

/** A role hears it as its call's result; of an act of the house, the Executor hears it, and the task goes back to it. */
function refused(state: State, held: HeldAct, why: string): readonly Event[] {
  const output = `The person refuses ${words[held.act]}${why}`;
  if ('call' in held) return [{type: 'tool.returned', call: held.call, ok: false, output}];
  if (!('task' in held)) return [];
  return [
    {type: 'task.advanced', task: held.task, stage: 'writing', because: `you refused ${words[held.act]}${why}`},
    ...messageEvents(state, 'executor', 'redirect', output),
  ];
}
