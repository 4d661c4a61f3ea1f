// Before a crash is mended it is explained; and what has been disproved is not tried again.
import {crashTitleOf} from './crash-title.ts';
import {type Decision, done} from './decision.ts';
import type {Assignment, Task} from './entities.ts';
import {settlementDue, triedBefore, unexplainedCrash} from './hypotheses.ts';
import {type HypothesisId, hypothesisId} from './ids.ts';
import {cutText} from './limits.ts';
import {quoted} from './quoted.ts';
import type {HypothesisCommand} from './role-commands.ts';
import type {State} from './state.ts';
import {stopWork} from './stop-work.ts';

const max = {cause: 2000, line: 600, lines: 12, places: 8} as const;

export function stateHypothesis(state: State, assignment: Assignment, command: HypothesisCommand): Decision {
  const {task} = assignment;
  const crash = task === undefined ? null : unexplainedCrash(state, task);
  const title = crash === null ? null : crashTitleOf(crash);
  if (task === undefined || crash === null || title === null) {
    return {refused: 'no crash of this task waits for an explanation'};
  }
  const {call, ...stated} = bounded(command);
  const refused = wordsRefusal(state, stated);
  if (refused !== null) return {refused};
  const tried = triedBefore(state, {task, title, ...stated});
  if (tried?.standing.kind === 'disproved') {
    return {
      refused: `this is ${tried.id} again ("${cutText(tried.cause, 200)}"), which ${tried.standing.run} disproved: ${tried.standing.why}. What else can cause it?`,
    };
  }
  const hypothesis = hypothesisId(state.ordinals.hypotheses + 1);
  return [
    {type: 'hypothesis.stated', hypothesis, task, run: crash.id, title, ...stated},
    done(call, `${hypothesis} stands. What you build now is its patch; the next run settles it.`),
  ];
}

/** Why nothing may be written yet, or null. */
export function writingRefusal(state: State, {task}: Assignment): string | null {
  const crash = task === undefined ? null : unexplainedCrash(state, task);
  return crash === null
    ? null
    : `${crash.id} crashed (${quoted(crashTitleOf(crash) ?? '')}), and nothing is changed before you have said what you think the cause is: call state_hypothesis`;
}

export function settleHypothesis(state: State, id: HypothesisId): Decision {
  const due = settlementDue(state);
  if (due === null || due.hypothesis.id !== id) return {refused: `nothing settles ${id} yet`};
  const {how, run, why} = due;
  return [{type: 'hypothesis.settled', hypothesis: id, how, run, why}];
}

export function replan(state: State, task: Task, why: string): Decision {
  return [...stopWork(state, task.id, why), {type: 'task.replanned', task: task.id, why}];
}

function bounded({call, cause, evidence, places, expects}: HypothesisCommand): Omit<HypothesisCommand, 'do'> {
  const lines = (texts: readonly string[], count: number): readonly string[] =>
    texts
      .map((text) => cutText(text.trim(), max.line))
      .filter((text) => text !== '')
      .slice(0, count);
  return {
    call,
    cause: cutText(cause.trim(), max.cause),
    evidence: lines(evidence, max.lines),
    places: lines(places, max.places),
    expects: cutText(expects.trim(), max.cause),
  };
}

function wordsRefusal(
  {artefact}: State,
  {cause, evidence, places, expects}: Pick<HypothesisCommand, 'cause' | 'evidence' | 'places' | 'expects'>,
): string | null {
  if (cause === '') return 'say what you think the cause is';
  if (evidence.length === 0) return 'name the lines of the report that speak for it';
  if (expects === '') return 'say what you expect to see after the change';
  if (places.length === 0) return 'name the place of the cause as file:line';
  const vague = places.find((place) => !/^[^:\s]+:\d+$/.test(place));
  if (vague !== undefined) return `"${vague}" is no place; write it as file:line, such as ring.c:120`;
  const files = artefact?.files.map(({path}) => path) ?? [];
  const strange = places.find((place) => !files.includes(place.slice(0, place.lastIndexOf(':'))));
  return strange === undefined ? null : `${strange} is not in the folder; its files are ${files.join(', ')}`;
}
