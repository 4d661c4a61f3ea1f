// One question to a model and what came of it: an answer in the journal, or a failure with its next try or its fault.
import {promptFor} from '../../agents/prompt.ts';
import {toolSchemasFor} from '../../agents/tools.ts';
import type {Effect} from '../core/effects.ts';
import type {Assignment} from '../core/entities.ts';
import type {ModelFailure} from '../core/events.ts';
import type {BlobHash} from '../core/ids.ts';
import {cutText} from '../core/limits.ts';
import {helpFor, retryInMsOf} from '../core/retry.ts';
import {roleNames} from '../core/roles.ts';
import type {Model, ModelOutcome, World} from '../ports.ts';
import type {CoreAccess} from './supervisor.ts';

export async function askModel(
  world: Pick<World, 'model' | 'blobs' | 'screens'>,
  {assignment: id, turn}: Extract<Effect, {effect: 'askModel'}>,
  core: CoreAccess,
  signal: AbortSignal,
): Promise<void> {
  const state = core.state();
  const assignment = state.assignments.find((candidate) => candidate.id === id);
  if (assignment === undefined) return;
  const blobs = await readContinuations(world, assignment);
  const {role} = assignment;
  const {instructions, items, cacheKey} = promptFor(state, assignment, (hash) => blobs.get(hash));
  const {model, effort} = state.models[role] ?? {model: '', effort: ''};
  const tools = toolSchemasFor(role);
  const ordinal = state.agents[role].answers;
  const outcome = await world.model.ask(
    {turn, role, ordinal, model, effort, instructions, items, tools, cacheKey},
    (delta) => world.screens.delta(delta),
    signal,
  );
  await (outcome.kind === 'answered'
    ? tellAnswer(world, core, turn, outcome)
    : tellFailure(core, assignment, turn, outcome));
}

async function readContinuations(
  {blobs}: Pick<World, 'blobs'>,
  {transcript}: Assignment,
): Promise<ReadonlyMap<BlobHash, string>> {
  const read = new Map<BlobHash, string>();
  for (const item of transcript) {
    if (item.kind !== 'answer' || item.continuation === undefined) continue;
    const text = await blobs.get(item.continuation);
    if (text !== undefined) read.set(item.continuation, text);
  }
  return read;
}

async function tellAnswer(
  {blobs}: Pick<World, 'blobs'>,
  core: CoreAccess,
  turn: Extract<Effect, {effect: 'askModel'}>['turn'],
  {text, calls, usage, continuation}: Extract<Awaited<ReturnType<Model['ask']>>, {kind: 'answered'}>,
): Promise<void> {
  const kept = continuation === undefined ? {} : {continuation: await blobs.put(continuation)};
  const {callsPerTurn} = core.state().limits;
  const taken = calls.slice(0, callsPerTurn);
  const left = calls.length - taken.length;
  const note = left > 0 ? `\n[${left} calls beyond the ${callsPerTurn} that a turn may hold were not carried out]` : '';
  core.tell([{type: 'turn.answered', turn, text: cutText(`${text}${note}`), calls: taken, usage, ...kept}]);
}

async function tellFailure(
  core: CoreAccess,
  {role, failures}: Assignment,
  turn: Extract<Effect, {effect: 'askModel'}>['turn'],
  outcome: Extract<ModelOutcome, {kind: 'failed'}>,
): Promise<void> {
  const {kind: _kind, ...failure} = outcome;
  const retryInMs = failures < core.state().limits.modelRetries ? retryInMsOf(failure, failures) : null;
  core.tell([{type: 'turn.failed', turn, failure, ...(retryInMs === null ? {} : {retryInMs})}]);
  if (retryInMs === null) await raiseModelFault(core, role, failure);
}

async function raiseModelFault(core: CoreAccess, role: Assignment['role'], failure: ModelFailure): Promise<void> {
  const what = `the ${roleNames[role]} gets no answer: ${failure.message}`;
  await core.ask({do: 'raiseFault', source: 'model', what, help: helpFor(failure.failure)});
}
