// Folds the chunks of a streamed chat completion. Its end is said in two halves: a `finish_reason`, and `[DONE]` after the usage;
// without both the answer was cut off.
import {isJson, type Json, jsonAt, listAt, textAt} from '../../../core/json.ts';
import type {TokenCounts} from '../../../core/price.ts';
import type {ModelCall} from '../../../ports.ts';
import {chatUsage} from '../usage.ts';
import {bounded, type Piece, piece, type Reading, type StreamEnd, type StreamEvent} from '../wire.ts';

export interface ChatState extends Reading {
  readonly text: string;
  readonly refusal: string;
  /** By their `index`; what a server left out is empty. */
  readonly calls: readonly PartialCall[];
  readonly finish?: string;
  readonly usage?: TokenCounts;
}

interface PartialCall {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly argumentsJson: string;
}

export const chatStart: ChatState = {characters: 0, unknown: 0, text: '', refusal: '', calls: []};

export function reduceChat(
  state: ChatState,
  event: StreamEvent,
): {readonly state: ChatState; readonly told: readonly Piece[]} {
  if (state.end !== undefined) return {state, told: []};
  if (event.kind === 'done') return {state: {...state, ...endOf(state)}, told: []};
  if (!isJson(event.value)) return {state: unknown(state), told: []};
  const error = jsonAt(event.value, 'error');
  if (error !== undefined) return {state: {...state, end: failureIn(error)}, told: []};
  if (textAt(event.value, 'type') === 'error') return {state: {...state, end: failureIn(event.value)}, told: []};
  if (!Array.isArray(event.value['choices'])) return {state: unknown(state), told: []};
  return withChoice(withFacts(state, event.value), listAt(event.value, 'choices')[0]);
}

function unknown(state: ChatState): ChatState {
  return {...state, unknown: state.unknown + 1};
}

/** A server without `[DONE]` is one that stopped in the middle, whatever it had said. */
function endOf(state: ChatState): {readonly end?: StreamEnd} {
  const usage = state.usage === undefined ? {} : {usage: state.usage};
  switch (state.finish) {
    case undefined:
      return {};
    case 'length':
      return {end: {kind: 'incomplete', why: 'length', reason: 'length', ...usage}};
    case 'content_filter':
      return {end: {kind: 'incomplete', why: 'filter', reason: 'content_filter', ...usage}};
    case 'stop':
    case 'tool_calls':
    case 'function_call':
      return {end: {kind: 'completed', said: saidIn(state), ...usage}};
    default:
      return {end: {kind: 'incomplete', why: 'other', reason: state.finish, ...usage}};
  }
}

/** Some servers give a call no id; it is paired within its own answer, so its place there does. */
function saidIn({text, refusal, calls}: ChatState): Extract<StreamEnd, {kind: 'completed'}>['said'] {
  const whole = calls.map(({name, id, argumentsJson}, place): ModelCall | null =>
    name === '' ? null : {providerId: id === '' ? `call-${place + 1}` : id, name, argumentsJson},
  );
  return {text, refusal, calls: whole};
}

function failureIn(error: Json): StreamEnd {
  const code = error['code'];
  return {
    kind: 'failed',
    code: (typeof code === 'string' ? code : undefined) ?? textAt(error, 'type') ?? '',
    message: textAt(error, 'message') ?? 'no reason was given',
  };
}

function withFacts(state: ChatState, chunk: Json): ChatState {
  const usage = chatUsage(jsonAt(chunk, 'usage'));
  const model = textAt(chunk, 'model');
  return {
    ...state,
    ...(usage === undefined ? {} : {usage}),
    ...(model === undefined || model === '' ? {} : {model}),
  };
}

function withChoice(
  state: ChatState,
  choice: Json | undefined,
): {readonly state: ChatState; readonly told: readonly Piece[]} {
  if (choice === undefined) return {state, told: []};
  const delta = jsonAt(choice, 'delta') ?? {};
  const finish = textAt(choice, 'finish_reason');
  const text = textAt(delta, 'content') ?? '';
  const refusal = textAt(delta, 'refusal') ?? '';
  const called = listAt(delta, 'tool_calls').reduce<Called>(withCall, {calls: state.calls, told: []});
  const told = [...piece('reasoning', reasoningIn(delta)), ...piece('text', text + refusal), ...called.told];
  const next: ChatState = {
    ...state,
    ...(finish === undefined ? {} : {finish}),
    text: state.text + text,
    refusal: state.refusal + refusal,
    calls: called.calls,
    characters: told.reduce((sum, shown) => sum + shown.text.length, state.characters),
  };
  return bounded(next, told, next.calls.length);
}

/** llama.cpp, LM Studio and older vLLM write `reasoning_content`, Ollama and newer vLLM `reasoning`; none is of the API itself. */
function reasoningIn(delta: Json): string {
  return textAt(delta, 'reasoning_content') ?? textAt(delta, 'reasoning') ?? '';
}

interface Called {
  readonly calls: readonly PartialCall[];
  readonly told: readonly Piece[];
}

function withCall({calls, told}: Called, part: Json): Called {
  const {name = '', argumentsJson = ''} = wordsIn(jsonAt(part, 'function') ?? {});
  const id = textAt(part, 'id') ?? '';
  const index = indexOf(calls, part, id);
  const old = calls.find((call) => call.index === index);
  if (old === undefined) {
    const begun = `${calls.length === 0 ? '' : '\n'}${name} ${argumentsJson}`;
    return {calls: [...calls, {index, id, name, argumentsJson}], told: [...told, ...piece('call', begun)]};
  }
  // A server may repeat the name with each piece.
  const grown = {index, id: old.id || id, name: old.name || name, argumentsJson: old.argumentsJson + argumentsJson};
  return {
    calls: calls.map((call) => (call === old ? grown : call)),
    told: [...told, ...piece('call', argumentsJson)],
  };
}

function wordsIn(called: Json): {readonly name?: string; readonly argumentsJson?: string} {
  const name = textAt(called, 'name');
  const argumentsJson = textAt(called, 'arguments');
  return {...(name === undefined ? {} : {name}), ...(argumentsJson === undefined ? {} : {argumentsJson})};
}

/** A server that gives no index begins a call with its id, and goes on with the newest one. */
function indexOf(calls: readonly PartialCall[], part: Json, id: string): number {
  const index = part['index'];
  if (typeof index === 'number') return index;
  const known = calls.find((call) => id !== '' && call.id === id);
  if (known !== undefined) return known.index;
  const newest = calls.at(-1);
  return newest !== undefined && id === '' ? newest.index : calls.length;
}
