// Folds what passes between the house and the models: assignments, turns, tool calls and their results.
import {withBriefing, withoutBriefing} from './briefing.ts';
import type {Assignment, PendingCall, SteeringMessage, ToolCall, TurnState, Usage} from './entities.ts';
import type {AgentEvent} from './events.ts';
import {type CallId, callId} from './ids.ts';
import {cutText, kept, lastOf} from './limits.ts';
import {tellEdits} from './reduce-edits.ts';
import {replaceById} from './replace.ts';
import type {Role} from './roles.ts';
import type {Activity, State} from './state.ts';
import {triesAfter} from './tries.ts';

export function reduceAgents(state: State, event: AgentEvent, atMs: number): State {
  switch (event.type) {
    case 'assignment.started':
      return startAssignment(state, event, atMs);
    case 'assignment.ended':
      return endAssignment(state, event, atMs);
    case 'assignment.nudged':
      return withAssignment(state, event.assignment, (assignment) => ({
        ...say(assignment, 'house', event.text),
        nudged: true,
      }));
    case 'turn.asked':
      return askTurn(state, event, atMs);
    case 'turn.answered':
      return answerTurn(state, event, atMs);
    case 'turn.failed':
      return failTurn(state, event, atMs);
    case 'turn.charged':
      return charged(state, event.role, event.usage);
    case 'tool.started':
      return withCall(state, event.call, (call) => ({...call, state: 'running'}));
    case 'tool.returned':
      return returnCall(state, event, atMs);
    default:
      return event satisfies never;
  }
}

export function assignmentOfCall(state: State, call: CallId): Assignment | undefined {
  return state.assignments.find(({turn}) => turn.at === 'calls' && turn.pending.some(({id}) => id === call));
}

export function assignmentAsking(state: State, turn: string): Assignment | undefined {
  return state.assignments.find((assignment) => assignment.turn.at === 'asked' && assignment.turn.turn === turn);
}

function startAssignment(state: State, event: Extract<AgentEvent, {type: 'assignment.started'}>, atMs: number): State {
  const {type: _type, assignment: id, ...rest} = event;
  const assignment: Assignment = {
    id,
    ...rest,
    startedAtMs: atMs,
    turns: 0,
    turn: {at: 'boundary'},
    transcript: [],
    constraintRevision: state.constraintRevision,
    ...(event.role === 'scheduler' && state.news.length > 0 ? {news: state.news} : {}),
    idleAnswers: 0,
    failures: 0,
    repeats: 0,
    nudged: false,
  };
  const known = {
    ...withBriefing(state, id),
    concluded: state.concluded || event.purpose === 'conclude',
    assignments: [...state.assignments, assignment],
    ordinals: {...state.ordinals, assignments: state.ordinals.assignments + 1},
  };
  return withAgent(known, event.role, {assignment: id});
}

/** The transcript goes with the assignment; what it led to is in the entities, and the journal keeps all of it. */
function endAssignment(state: State, event: Extract<AgentEvent, {type: 'assignment.ended'}>, atMs: number): State {
  const ended = state.assignments.find(({id}) => id === event.assignment);
  if (ended === undefined) return state;
  const {assignment: _ended, ...agent} = state.agents[ended.role];
  const idle = {
    ...withoutBriefing(state, ended.id),
    assignments: state.assignments.filter(({id}) => id !== ended.id),
    agents: {...state.agents, [ended.role]: agent},
  };
  return event.how === 'finished' ? idle : withActivity(idle, ended.role, {kind: 'house', atMs, text: event.why});
}

function askTurn(state: State, event: Extract<AgentEvent, {type: 'turn.asked'}>, atMs: number): State {
  const assignment = state.assignments.find(({id}) => id === event.assignment);
  if (assignment === undefined) return state;
  const taken = state.messages.filter(({id}) => event.messages.includes(id));
  const {items, edits} = tellEdits(state, assignment);
  const knowing = items.reduce(told, assignment);
  const heard = taken.reduce((known, {text}) => say(known, 'person', text), knowing);
  const turn: TurnState = {at: 'asked', turn: event.turn, sinceMs: atMs};
  const {constraintRevision} = state;
  // Whoever the person speaks to may answer in words alone.
  const idleAnswers = taken.length > 0 ? 0 : heard.idleAnswers;
  const asking: Assignment = {...heard, turns: heard.turns + 1, turn, constraintRevision, idleAnswers};
  const asked = {
    ...state,
    edits,
    assignments: replaceById(state.assignments, assignment.id, () => asking),
    messages: withFate(state.messages, event.messages, {kind: 'delivered', turn: event.turn}),
  };
  const lines = taken.map(({text}): Activity => ({kind: 'person', atMs, text}));
  return lines.reduce((known, line) => withActivity(known, assignment.role, line), asked);
}

function answerTurn(state: State, event: Extract<AgentEvent, {type: 'turn.answered'}>, atMs: number): State {
  const assignment = assignmentAsking(state, event.turn);
  if (assignment === undefined) return state;
  const calls = event.calls.map((call, index): ToolCall => ({...call, id: callId(event.turn, index + 1)}));
  const text = cutText(event.text);
  const {continuation: kept, continuationTokens: tokens} = event;
  const continuation =
    kept === undefined ? {} : {continuation: kept, ...(tokens !== undefined && {continuationTokens: tokens})};
  const answered: Assignment = {
    ...assignment,
    failures: 0,
    idleAnswers: calls.length === 0 ? assignment.idleAnswers + 1 : 0,
    transcript: remember(assignment, {kind: 'answer', turn: event.turn, text, calls, ...continuation}),
    turn:
      calls.length === 0
        ? {at: 'boundary'}
        : {at: 'calls', turn: event.turn, pending: calls.map((call) => ({...call, state: 'waiting'}))},
  };
  const delivered = state.messages.filter(({fate}) => fate.kind === 'delivered' && fate.turn === event.turn);
  const known: State = {
    ...state,
    assignments: replaceById(state.assignments, assignment.id, () => answered),
    messages: withFate(
      state.messages,
      delivered.map(({id}) => id),
      {kind: 'acknowledged', turn: event.turn},
    ),
  };
  const agent = known.agents[assignment.role];
  const answers = withAgent(known, assignment.role, {
    answers: agent.answers + 1,
    usage: addUsage(agent.usage, event.usage),
  });
  const {answeredBy} = event;
  const other = `answered by ${answeredBy}, not by ${state.models[assignment.role]?.model}`;
  const counted =
    answeredBy === undefined ? answers : withActivity(answers, assignment.role, {kind: 'house', atMs, text: other});
  return text.trim() === '' ? counted : withActivity(counted, assignment.role, {kind: 'text', atMs, text});
}

function failTurn(state: State, event: Extract<AgentEvent, {type: 'turn.failed'}>, atMs: number): State {
  const assignment = assignmentAsking(state, event.turn);
  if (assignment === undefined) return state;
  const turn: TurnState =
    event.retryInMs === undefined
      ? {at: 'boundary'}
      : {at: 'retry', why: event.failure.message, notBeforeMs: atMs + event.retryInMs};
  const isOwnFailure = event.failure.failure !== 'cancelled' && event.failure.failure !== 'interrupted';
  const failed = {...assignment, failures: assignment.failures + (isOwnFailure ? 1 : 0), turn};
  const requeued = state.messages.filter(({fate}) => fate.kind === 'delivered' && fate.turn === event.turn);
  const known: State = {
    ...state,
    assignments: replaceById(state.assignments, assignment.id, () => withoutWordsOf(failed, requeued)),
    messages: withFate(
      state.messages,
      requeued.map(({id}) => id),
      {kind: 'queued'},
    ),
  };
  const owed = event.usage === undefined ? known : charged(known, assignment.role, event.usage);
  return withActivity(owed, assignment.role, {kind: 'house', atMs, text: `no answer: ${event.failure.message}`});
}

/** Also what came to nothing has to be paid. */
function charged(state: State, role: Role, usage: Usage): State {
  return withAgent(state, role, {usage: addUsage(state.agents[role].usage, usage)});
}

/**
 * A message of a turn that failed goes back to the queue, and so out of the transcript: it is delivered with the next
 * turn. The words of a turn under way are the last ones of the transcript.
 */
function withoutWordsOf(assignment: Assignment, messages: readonly SteeringMessage[]): Assignment {
  return {...assignment, transcript: assignment.transcript.slice(0, assignment.transcript.length - messages.length)};
}

function returnCall(state: State, event: Extract<AgentEvent, {type: 'tool.returned'}>, atMs: number): State {
  const assignment = assignmentOfCall(state, event.call);
  if (assignment === undefined || assignment.turn.at !== 'calls') return state;
  const call = assignment.turn.pending.find(({id}) => id === event.call);
  const pending = assignment.turn.pending.filter(({id}) => id !== event.call);
  const output = cutText(event.output);
  const wrote = event.wrote ?? false;
  const tries = call === undefined ? [] : triesAfter(assignment.tries ?? [], call, {output, wrote});
  const returned: Assignment = {
    ...assignment,
    tries,
    repeats: (tries.at(-1)?.times ?? 1) - 1,
    transcript: remember(assignment, {kind: 'result', call: event.call, ok: event.ok, output}),
    turn: pending.length === 0 ? {at: 'boundary'} : {...assignment.turn, pending},
  };
  const known: State = {
    ...state,
    assignments: replaceById(state.assignments, assignment.id, () => returned),
    ...(event.wrote && state.artefact ? {artefact: {...state.artefact, unbuilt: true}} : {}),
  };
  const called = call === undefined ? known : withActivity(known, assignment.role, callLine(call, atMs));
  return withActivity(called, assignment.role, {
    kind: 'result',
    atMs,
    call: event.call,
    ok: event.ok,
    line: firstLine(output),
    ...(event.diff === undefined ? {} : {diff: cutText(event.diff, kept.diffCharacters)}),
  });
}

function callLine(call: PendingCall, atMs: number): Activity {
  return {kind: 'call', atMs, call: call.id, name: call.name, about: cutText(call.argumentsJson, 2000)};
}

function told(assignment: Assignment, item: Assignment['transcript'][number]): Assignment {
  return {...assignment, transcript: remember(assignment, item)};
}

function say(assignment: Assignment, from: 'house' | 'person', text: string): Assignment {
  return {...assignment, transcript: remember(assignment, {kind: 'message', from, text})};
}

/**
 * Room is made from the front, and never between an answer and the results of its calls: a provider takes no half of that. A quarter
 * goes at once, so that the beginning of what is left stays the same, and cached, for many turns.
 */
function remember(assignment: Assignment, item: Assignment['transcript'][number]): Assignment['transcript'] {
  const items = [...assignment.transcript, item];
  if (items.length <= kept.transcript) return items;
  const fitting = lastOf(items, Math.floor(kept.transcript * 0.75));
  return fitting.slice(fitting.findIndex(({kind}) => kind !== 'result'));
}

function withAssignment(state: State, id: Assignment['id'], change: (old: Assignment) => Assignment): State {
  return {...state, assignments: replaceById(state.assignments, id, change)};
}

export function withCall(state: State, id: CallId, change: (call: PendingCall) => PendingCall): State {
  const assignment = assignmentOfCall(state, id);
  if (assignment === undefined || assignment.turn.at !== 'calls') return state;
  const turn = {...assignment.turn, pending: replaceById(assignment.turn.pending, id, change)};
  return withAssignment(state, assignment.id, (old) => ({...old, turn}));
}

function withAgent(state: State, role: Role, change: Partial<State['agents'][Role]>): State {
  return {...state, agents: {...state.agents, [role]: {...state.agents[role], ...change}}};
}

function withActivity(state: State, role: Role, line: Activity): State {
  return withAgent(state, role, {activity: lastOf([...state.agents[role].activity, line], kept.activity)});
}

function withFate(
  messages: readonly SteeringMessage[],
  ids: readonly string[],
  fate: SteeringMessage['fate'],
): readonly SteeringMessage[] {
  return messages.map((message) => (ids.includes(message.id) ? {...message, fate} : message));
}

function addUsage(total: Usage, more: Usage): Usage {
  return {
    inputTokens: total.inputTokens + more.inputTokens,
    cachedTokens: total.cachedTokens + more.cachedTokens,
    outputTokens: total.outputTokens + more.outputTokens,
    costMicrodollars: total.costMicrodollars + more.costMicrodollars,
    ...(total.estimated || more.estimated ? {estimated: true} : {}),
  };
}

function firstLine(text: string): string {
  return text.slice(0, 400).split('\n', 1)[0] ?? '';
}
