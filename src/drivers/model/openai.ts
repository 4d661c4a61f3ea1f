// A model behind the Responses API. The client library opens the stream and nothing more: it does not retry, log or time out, for
// those are journaled decisions of the core.
import OpenAI from 'openai';
import type {ResponseCreateParamsStreaming} from 'openai/resources/responses/responses';
import {Agent, fetch} from 'undici';
import type {Prices} from '../../core/price.ts';
import type {Clock, Model, ModelOutcome, ModelRequest} from '../../ports.ts';
import {systemClock} from '../clock.ts';
import {type Asked, outcomeOf} from './answer.ts';
import {failed, failureOfError} from './failure.ts';
import {watchIdle} from './idle-watch.ts';
import {redacted} from './redact.ts';
import {requestBodyOf} from './request-body.ts';
import {type Piece, reduceStream, streamStart} from './stream-reducer.ts';

export interface OpenaiOptions {
  readonly apiKey: string;
  readonly baseURL?: string;
  readonly prices?: Prices;
  /** Silence after which a word about it is shown. */
  readonly idleWarnSeconds?: number;
  /** Silence after which the answer is given up. A model that thinks hard is silent for minutes. */
  readonly stalledSeconds?: number;
  readonly clock?: Clock;
}

const defaults = {baseURL: 'https://api.openai.com/v1', idleWarnSeconds: 120, stalledSeconds: 900};

export function createOpenaiModel(options: OpenaiOptions): Model {
  const {apiKey, prices = {}, clock = systemClock} = options;
  const {idleWarnSeconds = defaults.idleWarnSeconds, stalledSeconds = defaults.stalledSeconds} = options;
  const baseURL = options.baseURL ?? defaults.baseURL;
  const client = clientFor(apiKey, baseURL);
  const safe = (outcome: ModelOutcome): ModelOutcome =>
    outcome.kind === 'failed' ? {...outcome, message: redacted(outcome.message, apiKey)} : outcome;
  return {
    ask: async (request, told, signal) => {
      const tell = (piece: Piece): void => told({role: request.role, turn: request.turn, ...piece});
      const stall = new AbortController();
      const watch = watchIdle(
        clock,
        {warnMs: idleWarnSeconds * 1000, stalledMs: stalledSeconds * 1000},
        {
          warn: () => tell({what: 'reasoning', text: `\n[nothing has come for ${idleWarnSeconds} s]\n`}),
          stalled: () => stall.abort(),
        },
      );
      const calledOff = AbortSignal.any([signal, stall.signal]);
      const interrupted = (): ModelOutcome =>
        signal.aborted
          ? failed('cancelled', 'the answer was called off')
          : failed('stalled', `${baseURL} sent nothing for ${stalledSeconds} s`);
      try {
        if (signal.aborted) return interrupted();
        const heard = converse(client, request, prices, calledOff, {tell, heard: watch.heard});
        const outcome = await Promise.race([heard, untilAborted(calledOff)]);
        return safe(outcome === null || calledOff.aborted ? interrupted() : outcome);
      } catch (error) {
        return safe(calledOff.aborted ? interrupted() : failureOfError(error, clock.nowMs()));
      } finally {
        watch.stop();
      }
    },
  };
}

/** Node's own fetch ends a silent body after five minutes and sends a call without headers again, billed twice. */
function clientFor(apiKey: string, baseURL: string): OpenAI {
  const silent = (): void => {};
  const timeoutMsMax = 2 ** 31 - 1;
  return new OpenAI({
    apiKey,
    baseURL,
    maxRetries: 0,
    timeout: timeoutMsMax,
    logger: {error: silent, warn: silent, info: silent, debug: silent},
    logLevel: 'off',
    fetch: fetch as unknown as typeof globalThis.fetch,
    fetchOptions: {dispatcher: new Agent({headersTimeout: 0, bodyTimeout: 0})} as object,
  });
}

async function converse(
  client: OpenAI,
  request: ModelRequest,
  prices: Prices,
  signal: AbortSignal,
  {tell, heard}: {readonly tell: (piece: Piece) => void; readonly heard: () => void},
): Promise<ModelOutcome> {
  const body = requestBodyOf(request);
  const price = prices[request.model];
  const asked: Asked = {
    model: request.model,
    ...(price === undefined ? {} : {price}),
    characters: body.instructions.length + JSON.stringify(body.input).length,
  };
  const params = body as unknown as ResponseCreateParamsStreaming;
  const {data: stream, response} = await client.responses.create(params, {signal}).withResponse();
  heard();
  const type = response.headers.get('content-type') ?? 'text/event-stream';
  if (!type.includes('text/event-stream')) {
    stream.controller.abort();
    return failed('notTheApi', `${client.baseURL} answers with ${type.slice(0, 60)} where a stream of events belongs`);
  }
  let state = streamStart;
  for await (const event of stream) {
    if (signal.aborted) break;
    heard();
    const next = reduceStream(state, event);
    state = next.state;
    for (const piece of next.told) tell(piece);
    if (state.end !== undefined) break;
  }
  return outcomeOf(state.end, asked);
}

function untilAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(null);
    signal.addEventListener('abort', () => resolve(null), {once: true});
  });
}
