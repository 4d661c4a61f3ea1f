// One request and its stream, from the first byte to its end, whichever wire it is.
import {tokensOfText} from '../../core/estimate.ts';
import type {Json} from '../../core/json.ts';
import type {Price} from '../../core/price.ts';
import type {ModelOutcome, ModelRequest} from '../../ports.ts';
import {type Asked, outcomeOf} from './answer.ts';
import type {Client} from './client.ts';
import {failed, NotAnEvent} from './failure.ts';
import {lastOfSse, readSse, type ServerEvent, sseStart} from './sse.ts';
import type {Piece, Reading, StreamEvent, Takes, Wire} from './wire.ts';

export interface Call {
  readonly client: Client;
  readonly takes: Takes;
  readonly price: Price | undefined;
  readonly signal: AbortSignal;
  readonly tell: (piece: Piece) => void;
  /** Any sign of life. */
  readonly heard: () => void;
  /** How far it came, for whoever must know what is owed when it comes to nothing. */
  readonly progress: Progress;
}

export interface Progress {
  /** `refused`: the server took nothing in, so nothing is owed. */
  stage: 'sending' | 'streaming' | 'refused';
  asked?: Asked;
  reading: Reading;
}

export async function converse<State extends Reading>(
  wire: Wire<State>,
  request: ModelRequest,
  {client, takes, price, signal, tell, heard, progress}: Call,
): Promise<ModelOutcome> {
  const body = wire.bodyOf(request, takes);
  const asked = askedOf(request, body, takes, price);
  progress.asked = asked;
  const response = await client.post(wire.path, body, signal).catch((error: unknown) => {
    if (isStatus(error)) progress.stage = 'refused';
    throw error;
  });
  heard();
  const type = response.headers.get('content-type') ?? 'text/event-stream';
  if (!type.includes('text/event-stream')) {
    progress.stage = 'refused';
    await response.body?.cancel();
    return failed('notTheApi', `the server answers with ${type.slice(0, 60)} where a stream of events belongs`);
  }
  progress.stage = 'streaming';
  let state = wire.start;
  for await (const event of eventsOf(response, heard)) {
    const next = wire.reduce(state, event);
    state = next.state;
    progress.reading = state;
    for (const piece of next.told) tell(piece);
    if (state.end !== undefined || signal.aborted) break;
  }
  return outcomeOf(state, asked);
}

function askedOf({model}: ModelRequest, body: Json, {fields}: Takes, price: Price | undefined): Asked {
  return {
    model,
    mayAnswer: fields.model,
    ...(price === undefined ? {} : {price}),
    inputTokens: tokensOfText(JSON.stringify(body)),
  };
}

/** The library's error of a status that is no success. */
function isStatus(error: unknown): boolean {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

async function* eventsOf(response: Response, heard: () => void): AsyncGenerator<StreamEvent> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  let state = sseStart;
  for await (const bytes of response.body) {
    heard();
    const next = readSse(state, decoder.decode(bytes, {stream: true}));
    state = next.state;
    for (const event of next.events) yield eventOf(event);
  }
  const last = lastOfSse(state);
  // Half an event at the end is no bad event: the answer was cut there.
  if (last !== null && isWhole(last)) yield eventOf(last);
}

function eventOf({name, text}: ServerEvent): StreamEvent {
  if (text.startsWith('[DONE]')) return {kind: 'done'};
  const value = parsed(text);
  const isNamed = name !== '' && typeof value === 'object' && value !== null && !('type' in value);
  return {kind: 'json', value: isNamed ? {...value, type: name} : value};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotAnEvent('the provider sent an event that is not JSON');
  }
}

function isWhole({text}: ServerEvent): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.startsWith('[DONE]');
  }
}
