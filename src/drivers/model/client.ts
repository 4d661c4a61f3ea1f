// The client library opens the stream and nothing more: it does not retry, log or time out, for those are journaled decisions of
// the core.
import OpenAI from 'openai';
import {Agent, fetch, type RequestInit} from 'undici';
import type {Json} from '../../core/json.ts';
import {headersFor} from './headers.ts';

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
    // Said here, it stands above one of the environment (OPENAI_CUSTOM_HEADERS).
    defaultHeaders: {Authorization: apiKey === '' ? null : `Bearer ${apiKey}`},
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: timeoutMsMax,
    logger: {error: silent, warn: silent, info: silent, debug: silent},
    logLevel: 'off',
    fetch: fetching(baseUrl) as unknown as typeof globalThis.fetch,
    fetchOptions: {dispatcher: new Agent({headersTimeout: 0, bodyTimeout: 0})} as object,
  });
  return {
    post: (path, body, signal) => client.post(path, {body, signal, stream: true}).asResponse(),
  };
}

function fetching(baseUrl: string): typeof fetch {
  return (url, init: RequestInit = {}) =>
    fetch(url, {...init, headers: headersFor(baseUrl, init.headers as Iterable<[string, string]> | undefined)});
}
