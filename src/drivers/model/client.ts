// The client library opens the stream and nothing more: it does not retry, log or time out, for those are journaled decisions of
// the core.
import OpenAI from 'openai';
import {Agent, fetch} from 'undici';
import type {Json} from '../../core/json.ts';

export interface Client {
  /** Rejects as the library does where the status is no success. */
  post(path: string, body: Json, signal: AbortSignal): Promise<Response>;
}

/** Node's own fetch ends a silent body after five minutes and sends a call without headers again, billed twice. */
export function createClient(apiKey: string, baseUrl: string): Client {
  const silent = (): void => {};
  const timeoutMsMax = 2 ** 31 - 1;
  const client = new OpenAI({
    // The library takes no empty key; a server that wants none gets no header.
    apiKey: apiKey || 'none',
    ...(apiKey === '' ? {defaultHeaders: {Authorization: null}} : {}),
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: timeoutMsMax,
    logger: {error: silent, warn: silent, info: silent, debug: silent},
    logLevel: 'off',
    fetch: fetch as unknown as typeof globalThis.fetch,
    fetchOptions: {dispatcher: new Agent({headersTimeout: 0, bodyTimeout: 0})} as object,
  });
  return {
    post: (path, body, signal) => client.post(path, {body, signal, stream: true}).asResponse(),
  };
}
