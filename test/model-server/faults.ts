// The ways in which a provider fails, each a fault point: what it answers in place of an answer, or does to the stream of one.

/** In the order of a request's way: before the answer, in the middle of it, at its end. */
export const faults = [
  'noHeaders',
  'rateLimitedSeconds',
  'rateLimitedDate',
  'rateLimitedMs',
  'quota',
  'authentication',
  'contextTooLong',
  'policy',
  'serverError',
  'html',
  'unknownModel',
  'cut',
  'halfEvent',
  'reset',
  'stall',
  'errorEvent',
  'notJson',
  'unknownEvents',
  'comments',
  'splitAnywhere',
  'filter',
  'length',
  'noDone',
  'noUsage',
] as const;

export type Fault = (typeof faults)[number];

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Each reaches the client by itself. */
  readonly frames: readonly (string | Uint8Array)[];
  readonly ending: 'end' | 'reset' | 'stall' | 'noHeaders';
}

/** What stands in the place of an answer; null where an answer comes, whatever becomes of it. */
export function replyOfFault(fault: Fault | undefined): Reply | null {
  switch (fault) {
    case 'noHeaders':
      return {status: 200, headers: {}, frames: [], ending: 'noHeaders'};
    case 'rateLimitedSeconds':
      return refusal(429, 'rate_limit_exceeded', 'Too many requests.', {'retry-after': '7'});
    case 'rateLimitedDate':
      return refusal(429, 'rate_limit_exceeded', 'Too many requests.', {
        'retry-after': 'Tue, 24 Nov 2026 10:02:00 GMT',
      });
    case 'rateLimitedMs':
      return refusal(429, 'rate_limit_exceeded', 'Too many requests.', {'retry-after-ms': '1500'});
    case 'quota':
      return refusal(429, 'insufficient_quota', 'You exceeded your current quota.');
    case 'authentication':
      return refusal(401, 'invalid_api_key', 'Incorrect API key provided.');
    case 'contextTooLong':
      return refusal(400, 'context_length_exceeded', "This model's maximum context length is 1000 tokens.");
    case 'policy':
      return refusal(400, 'content_policy_violation', 'This request was blocked by our usage policies.');
    case 'serverError':
      return refusal(500, 'server_error', 'The server had an error.');
    case 'unknownModel':
      return refusal(404, 'model_not_found', 'The model does not exist.');
    case 'html':
      return {status: 200, headers: {'content-type': 'text/html'}, frames: ['<html>a portal</html>'], ending: 'end'};
    default:
      return null;
  }
}

export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const frames = [JSON.stringify({error: {message, type: 'error', code}})];
  return {status, headers: {'content-type': 'application/json', ...headers}, frames, ending: 'end'};
}

/** What the fault makes of the frames of a whole answer. */
export function spoiled(frames: readonly string[], fault: Fault | undefined): Pick<Reply, 'frames' | 'ending'> {
  const half = frames.slice(0, Math.ceil(frames.length / 2));
  switch (fault) {
    case 'cut':
      return {frames: half, ending: 'end'};
    case 'halfEvent':
      return {frames: [...half, (frames[half.length] ?? '').slice(0, 20)], ending: 'end'};
    case 'reset':
      return {frames: half, ending: 'reset'};
    case 'stall':
      return {frames: half, ending: 'stall'};
    case 'errorEvent':
      return {
        frames: [
          ...half,
          `event: error\ndata: ${JSON.stringify({error: {code: 'server_error', message: 'ouch'}})}\n\n`,
        ],
        ending: 'end',
      };
    case 'notJson':
      return {frames: [...half, 'data: {"half": \n\n'], ending: 'end'};
    case 'unknownEvents':
      return {frames: [...half, unknownFrame, unknownFrame, ...frames.slice(half.length)], ending: 'end'};
    case 'comments':
      return {frames: frames.flatMap((frame) => [': ping\n\n', frame.replaceAll('\n', '\r\n')]), ending: 'end'};
    case 'splitAnywhere':
      return {frames: bytesApart(frames.join('')), ending: 'end'};
    default:
      return {frames, ending: 'end'};
  }
}

/** In the middle of a line, of a name, of a character. */
function bytesApart(text: string): readonly Uint8Array[] {
  const bytes = Buffer.from(text);
  return Array.from({length: Math.ceil(bytes.length / 5)}, (_, at) => bytes.subarray(at * 5, at * 5 + 5));
}

const unknownFrame = 'event: moonbeam\ndata: {"type":"moonbeam","delta":"of a kind that nobody knows"}\n\n';
