// One question to a model and what came of it: an answer in the journal, or a failure with its next try or its fault.
import {promptFor} from '../../agents/prompt.ts';
import type {Effect} from '../core/effects.ts';
import type {Assignment} from '../core/entities.ts';
import {estimatedUsage} from '../core/estimate.ts';
import type {ModelFailure} from '../core/events.ts';
import type {TurnId} from '../core/ids.ts';
import {openMax} from '../core/limits.ts';
import {assignmentAsking} from '../core/reduce-agents.ts';
import {helpFor, retriesOf, retryInMsOf} from '../core/retry.ts';
import {type Role, roleNames} from '../core/roles.ts';
import type {State} from '../core/state.ts';
import type {ModelOutcome, World} from '../ports.ts';
import {answerEvents} from './answer.ts';
import {readContinuations} from './continuations.ts';
import {insist, messageOf} from './insist.ts';
import {raise} from './raise.ts';
import type {CoreAccess} from './supervisor.ts';

export async function askModel(
  world: Pick<World, 'model' | 'blobs' | 'screens' | 'clock'>,
  {assignment: id, turn}: Extract<Effect, {effect: 'askModel'}>,
  core: CoreAccess,
  signal: AbortSignal,
): Promise<void> {
  const state = core.state();
  const assignment = state.assignments.find((candidate) => candidate.id === id);
  if (assignment === undefined) return;
  const outcome = await asked(world, state, assignment, turn, signal);
  // A turn that was cut off is ended in the journal already; what still came of it is not believed, but it is paid.
  if (assignmentAsking(core.state(), turn) === undefined) return tellCharge(core, assignment.role, turn, outcome);
  if (outcome.kind === 'failed') return tellFailure(core, assignment, turn, outcome);
  const {continuation: played} = outcome;
  const kept = played === undefined ? undefined : await insist(world, 'an answer', () => world.blobs.put(played));
  if (assignmentAsking(core.state(), turn) === undefined) return tellCharge(core, assignment.role, turn, outcome);
  void core.tell(answerEvents(turn, outcome, state.limits, kept));
}

async function asked(
  world: Pick<World, 'model' | 'blobs' | 'screens'>,
  state: State,
  assignment: Assignment,
  turn: TurnId,
  signal: AbortSignal,
): Promise<ModelOutcome> {
  const blobs = await readContinuations(world.blobs, assignment);
  const {role} = assignment;
  const prompt = promptFor(state, assignment, (hash) => blobs.get(hash));
  if ('refused' in prompt) return {kind: 'failed', failure: 'contextTooLong', message: prompt.refused};
  const {instructions, items, tools, cacheKey} = prompt;
  const {model, effort} = state.models[role] ?? {model: '', effort: ''};
  const ordinal = state.agents[role].answers;
  const outcome = await world.model
    .ask(
      {turn, role, ordinal, model, effort, instructions, items, tools, cacheKey},
      (delta) => world.screens.delta(delta),
      signal,
    )
    .catch((error: unknown): ModelOutcome => ({kind: 'failed', failure: 'server', message: messageOf(error)}));
  if (outcome.kind === 'failed' || outcome.calls.length <= openMax.callsPerAnswer) return outcome;
  const message = `the answer has ${outcome.calls.length} calls; more than ${openMax.callsPerAnswer} are not an answer`;
  return {kind: 'failed', failure: 'malformed', message};
}

async function tellFailure(
  core: CoreAccess,
  {id, role, failures}: Assignment,
  turn: TurnId,
  outcome: Extract<ModelOutcome, {kind: 'failed'}>,
): Promise<void> {
  const {kind: _kind, usage, ...failure} = outcome;
  const retryInMs = failures < retriesOf(core.state(), role) ? retryInMsOf(failure, failures) : null;
  const owed = usage === undefined ? {} : {usage};
  void core.tell([{type: 'turn.failed', turn, failure, ...(retryInMs === null ? {} : {retryInMs}), ...owed}]);
  if (retryInMs !== null) return;
  // Its failure is the person's alone to hear of; the work goes on.
  if (role === 'verifier') await core.ask({do: 'giveUp', assignment: id, why: failure.message});
  else await raiseModelFault(core, role, failure);
}

/** The question itself was charged when the turn was cut off; what the model had said by then was not. */
function tellCharge(core: CoreAccess, role: Role, turn: TurnId, {usage}: ModelOutcome): void {
  const state = core.state();
  if (usage === undefined || usage.outputTokens === 0 || state.session.phase === 'ended') return;
  const said = estimatedUsage({inputTokens: 0, outputTokens: usage.outputTokens}, state.models[role]?.price);
  void core.tell([{type: 'turn.charged', turn, role, usage: said}]);
}

async function raiseModelFault(core: CoreAccess, role: Assignment['role'], failure: ModelFailure): Promise<void> {
  await raise(core, 'model', `the ${roleNames[role]} gets no answer: ${failure.message}`, helpFor(failure));
}
