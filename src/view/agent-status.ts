// What an agent is doing, in the word or two that stand at the top right of its pane.
import {askHoldOf} from '../core/budget-due.ts';
import {scopeName} from '../core/budget-words.ts';
import type {Assignment, TurnState} from '../core/entities.ts';
import {type Role, roleNames} from '../core/roles.ts';
import type {State} from '../core/state.ts';
import {awaitedChecks, awaitedExamination} from './examination-rows.ts';
import {seconds} from './formats.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {named} from './rebinding/named.ts';
import {type Span, span} from './spans.ts';
import {openQuestions, paneOfQuestion} from './ui.ts';
import {waitOf, waitOfCall} from './waits.ts';

export function agentStatus({state, streams}: Live, role: Role, pen: Pen): Span {
  const {glyphs} = pen;
  const agent = state.agents[role];
  if (openQuestions(state).some((question) => paneOfQuestion(question) === role)) {
    return span(`${glyphs.needs} needs you`, 'warn');
  }
  const assignment = state.assignments.find((candidate) => candidate.role === role);
  if (state.session.phase === 'ended') return span('done', 'dim');
  if (agent.paused || state.session.phase === 'paused') return pausedStatus(state, role, assignment, pen);
  if (assignment === undefined) return idleSpan(state, role, pen);
  return holdStatus(state, assignment, pen) ?? turnStatus(state, assignment.turn, streams[role], pen);
}

/** Until what is under way has come to its end it is not paused yet. */
function pausedStatus(state: State, role: Role, assignment: Assignment | undefined, {glyphs}: Pen): Span {
  const wait = assignment === undefined ? null : waitOf(state, assignment);
  const by = state.agents[role].paused ? 'paused by you' : 'paused by you, with all';
  return span(wait === null ? `${glyphs.paused} ${by}` : `${glyphs.paused} pausing: waits for ${wait}`, 'warn');
}

/** Short: what is spent by how much stands in the notice of the whole and on the page of budgets. */
function holdStatus(state: State, assignment: Assignment, pen: Pen): Span | null {
  const {at} = assignment.turn;
  const hold = at === 'boundary' || at === 'retry' ? askHoldOf(state, assignment) : null;
  if (hold === null) return null;
  const whose = scopeName(hold.stand.scope);
  return hold.isSpent
    ? span(named(`budget of ${whose} spent: {showBudgets} grants more`, pen), 'warn')
    : span(`waits: the rest of ${whose}'s budget is set aside`, 'warn');
}

function turnStatus(state: State, turn: TurnState, stream: Live['streams'][Role], {glyphs, nowMs}: Pen): Span {
  switch (turn.at) {
    case 'asked': {
      const isWriting = stream?.turn === turn.turn && (stream.text !== '' || stream.call !== '');
      if (isWriting) return span(`${glyphs.works} writing`, 'accent');
      return span(`${glyphs.works} thinking ${seconds(nowMs - turn.sinceMs)}`, 'accent');
    }
    case 'calls': {
      const busy = turn.pending.find((call) => call.state === 'running') ?? turn.pending[0];
      if (busy?.state === 'person') return span(`${glyphs.needs} ${busy.name} waits for your word`, 'warn');
      const wait = busy?.state === 'waiting' ? waitOfCall(state, busy) : null;
      if (wait !== null) return span(`${glyphs.waits} ${busy?.name} waits for ${wait}`, 'warn');
      return span(`${glyphs.works} ${busy?.name ?? 'tool'}`, 'accent');
    }
    case 'retry':
      return span(`retry in ${seconds(turn.notBeforeMs - nowMs)}`, 'warn');
    case 'boundary':
      return span(`${glyphs.works} next turn`, 'accent');
    default:
      return turn satisfies never;
  }
}

/** The Reviewer reads when the machine has looked. */
function idleSpan(state: State, role: Role, {glyphs}: Pen): Span {
  const awaited = role === 'reviewer' ? awaitedExamination(state) : undefined;
  return awaited === undefined
    ? span(idleStatus(state, role), 'dim')
    : span(`${glyphs.waits} waits for ${awaitedChecks(awaited)}`, 'accent');
}

/** Whom an agent without an assignment waits for, as far as the task in the folder tells. */
function idleStatus({tasks}: State, role: Role): string {
  const current = tasks.find(({stage}) => stage === 'writing' || stage === 'reviewing' || stage === 'running');
  const next = current ?? tasks.find(({stage}) => stage === 'planning');
  if (role === 'scheduler') return 'idle';
  if (next === undefined) return tasks.length === 0 ? `waiting for ${roleNames.scheduler}` : 'idle';
  const worker = workerOf(next.stage);
  return worker === null || worker === roleNames[role] ? 'idle' : `waiting for ${worker}`;
}

export function workerOf(stage: State['tasks'][number]['stage']): string | null {
  switch (stage) {
    case 'planning':
      return roleNames.planner;
    case 'writing':
      return roleNames.executor;
    case 'reviewing':
      return roleNames.reviewer;
    case 'running':
      return 'the target';
    case 'committing':
      return 'the commit';
    case 'waiting':
    case 'planned':
    case 'done':
    case 'failed':
    case 'cancelled':
      return null;
    default:
      return stage satisfies never;
  }
}
