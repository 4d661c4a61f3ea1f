// Tells apart how an answer can fail to come, from what the client throws and the provider writes. Every message may be shown.
import {APIConnectionError, APIError} from 'openai';
import type {ModelFailure} from '../../core/events.ts';
import type {ModelOutcome} from '../../ports.ts';
import {EndlessEvent} from './sse.ts';

type Kind = ModelFailure['failure'];

export function failed(failure: Kind, message: string, retryAfterMs?: number): Extract<ModelOutcome, {kind: 'failed'}> {
  return {kind: 'failed', failure, message, ...(retryAfterMs === undefined ? {} : {retryAfterMs})};
}

/** What stands in the place of an event can't be read. */
export class NotAnEvent extends Error {}

/** `atMs`: the wall time, for a retry-after that is a date. */
export function failureOfError(error: unknown, atMs: number): Extract<ModelOutcome, {kind: 'failed'}> {
  if (error instanceof APIConnectionError) return failed('reset', `no connection to the provider: ${rootOf(error)}`);
  if (error instanceof APIError) return failureOfApi(error, atMs);
  if (error instanceof NotAnEvent || error instanceof EndlessEvent) return failed('malformed', error.message);
  return failed('reset', `the connection broke while the answer came: ${rootOf(error)}`);
}

/** Nothing was sent, for nobody was there to send it to. */
export function isNoConnection(error: unknown): boolean {
  const cause = deepestOf(error);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|CERT|^ERR_TLS/.test(
    code,
  );
}

/** By the provider's own code or words; null when they say nothing that is known here. */
export function failureOfCode(code: string, message: string): Kind | null {
  const known = codes.find(({pattern}) => pattern.test(code));
  if (known) return known.failure;
  return policyWords.test(message) ? 'blocked' : null;
}

const codes: readonly {readonly pattern: RegExp; readonly failure: Kind}[] = [
  {pattern: /^(insufficient_quota|billing_.*)$/, failure: 'quota'},
  {pattern: /^(context_length_exceeded|string_above_max_length)$/, failure: 'contextTooLong'},
  {pattern: /policy|^(content_filter|invalid_prompt|safety_.*)$/, failure: 'blocked'},
  {pattern: /^rate_limit_exceeded$/, failure: 'rateLimited'},
  {pattern: /^(invalid_api_key|authentication_error)$/, failure: 'authentication'},
  {pattern: /^(server_error|overloaded.*|internal_.*)$/, failure: 'server'},
];

const policyWords = /flagged as potentially violating|usage polic|content polic/i;

function failureOfApi(error: APIError, atMs: number): Extract<ModelOutcome, {kind: 'failed'}> {
  const {status} = error;
  const words = wordsOf(error);
  const byCode = failureOfCode(error.code ?? error.type ?? '', words);
  const retryAfterMs = retryAfterMsOf(error.headers, atMs);
  if (status === undefined)
    return failed(byCode ?? 'server', `the provider broke the answer off: ${words}`, retryAfterMs);
  const isJson = error.error !== undefined;
  const failure = byCode ?? failureOfStatus(status, isJson);
  const said = isJson ? words : 'what came is not JSON';
  return failed(failure, `the provider answers with status ${status}: ${said}`, retryAfterMs);
}

function failureOfStatus(status: number, isJson: boolean): Kind {
  if (status === 401 || status === 403) return 'authentication';
  if (status === 402) return 'quota';
  if (status === 413) return 'contextTooLong';
  if (status === 429) return 'rateLimited';
  if (status === 408 || status === 409 || status >= 500) return 'server';
  return isJson ? 'rejected' : 'notTheApi';
}

/** The client puts the status before the provider's words; it is said already. */
function wordsOf({message}: APIError): string {
  return message.replace(/^\d{3} /, '');
}

/** Seconds, or a date (RFC 9110), or the provider's own header in milliseconds. */
function retryAfterMsOf(headers: Headers | undefined, atMs: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms >= 0) return Math.ceil(ms);
  const after = headers?.get('retry-after') ?? '';
  const seconds = Number(after);
  if (after !== '' && seconds >= 0) return Math.ceil(seconds * 1000);
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - atMs);
}

/** The innermost cause says what the network did: ECONNREFUSED, a certificate, `terminated`. */
function rootOf(error: unknown): string {
  const deepest = deepestOf(error);
  if (!(deepest instanceof Error)) return String(deepest);
  // The error of several addresses tried in vain has no words of its own.
  const code = 'code' in deepest ? String(deepest.code) : deepest.name;
  return deepest.message || code;
}

function deepestOf(error: unknown): unknown {
  let deepest = error;
  for (let depth = 0; depth < 5; depth++) {
    if (!(deepest instanceof Error) || deepest.cause === undefined) break;
    deepest = deepest.cause;
  }
  return deepest;
}
