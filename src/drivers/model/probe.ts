// Asks a configured model one tiny question, and tells what came of it: whether it is there, takes the key, the request and the
// tools, and says what it took.
import type {TurnId} from '../../core/ids.ts';
import type {ModelSettings, ProviderSettings, RequestFields} from '../../core/model-settings.ts';
import type {Clock, ModelOutcome, ModelRequest} from '../../ports.ts';
import {systemClock} from '../clock.ts';
import {createLiveModel} from './live.ts';

export interface Seen {
  readonly tool: 'called' | 'called with wrong arguments' | 'not called';
  readonly isStrict: boolean;
  readonly usage: 'told' | 'not told';
  readonly answeredBy?: string;
  readonly unknownEvents: number;
}

type Failed = Extract<ModelOutcome, {kind: 'failed'}>;

export type ProbeFinding =
  | {readonly kind: 'answered'; readonly durationMs: number; readonly seen: Seen}
  | {
      readonly kind: 'failed';
      readonly durationMs: number;
      readonly failure: Failed['failure'];
      readonly message: string;
    };

export interface ProbeOptions {
  readonly settings: ModelSettings;
  readonly apiKey: string;
  readonly clock?: Clock;
}

/** A model that is first loaded into memory takes its time. */
const deadlineSeconds = 90;

export async function probeModel({settings, apiKey, clock = systemClock}: ProbeOptions): Promise<ProbeFinding> {
  const model = createLiveModel({settings, apiKey, clock});
  const deadline = new AbortController();
  const cancel = clock.after(deadlineSeconds * 1000, () => deadline.abort());
  const beganMs = clock.nowMs();
  const outcome = await model.ask(requestOf(settings), () => {}, deadline.signal);
  cancel();
  const durationMs = clock.nowMs() - beganMs;
  if (outcome.kind === 'answered') return {kind: 'answered', durationMs, seen: seenIn(outcome, settings.provider)};
  if (outcome.failure === 'cancelled') {
    return {kind: 'failed', durationMs, failure: 'stalled', message: `no whole answer in ${deadlineSeconds} s`};
  }
  return {kind: 'failed', durationMs, failure: outcome.failure, message: outcome.message};
}

const toolName = 'report_ready';

function requestOf({model, effort}: ModelSettings): ModelRequest {
  return {
    turn: 'probe' as TurnId,
    role: 'scheduler',
    ordinal: 0,
    model,
    effort,
    instructions: 'You are being tested for a connection. Do as you are told, in one step, without thinking about it.',
    items: [
      {kind: 'message', from: 'house', text: `Call the tool ${toolName} with the word "ready". Write nothing else.`},
    ],
    tools: [
      {
        name: toolName,
        description: 'Reports that you are ready.',
        parameters: {
          type: 'object',
          properties: {word: {type: 'string', enum: ['ready']}},
          required: ['word'],
          additionalProperties: false,
        },
      },
    ],
    cacheKey: 'doctor',
  };
}

function seenIn(
  {calls, usage, answeredBy, unknownEvents = 0}: Extract<ModelOutcome, {kind: 'answered'}>,
  {fields}: ProviderSettings,
): Seen {
  const call = calls.find(({name}) => name === toolName);
  const isRight = call !== undefined && /^\s*\{\s*"word"\s*:\s*"ready"\s*\}\s*$/.test(call.argumentsJson);
  return {
    tool: isRight ? 'called' : call === undefined ? 'not called' : 'called with wrong arguments',
    isStrict: fields.strict,
    usage: usage.estimated ? 'not told' : 'told',
    ...(answeredBy === undefined ? {} : {answeredBy}),
    unknownEvents,
  };
}

/** What in the configuration would help, where the provider's words give it away; null where they do not. */
export function mendFor(
  {failure, message}: Pick<Failed, 'failure' | 'message'>,
  {wire, fields, baseUrl, keyVariable}: ProviderSettings,
): string | null {
  if (failure === 'reset') return `see that the server at ${baseUrl} runs and can be reached from here`;
  if (failure === 'authentication' && keyVariable === undefined) {
    return 'name the environment variable that holds its key: provider.keyVariable';
  }
  if (failure !== 'rejected' && failure !== 'notTheApi') return null;
  const named = switches.find(({name, words}) => fields[name] === true && words.test(message));
  if (named !== undefined)
    return `the server does not take a field of the request: set provider.fields.${named.name}: false`;
  if (/max_(output_|completion_)?tokens/.test(message))
    return 'set provider.fields.maxTokens to the name that the server takes, or to none';
  if (/effort/.test(message)) return 'set the effort to one that the model has, or provider.fields.reasoning: false';
  if (/\bmodel\b/i.test(message)) return 'configure a model that this server has: models.model, or the one of the role';
  if (!/status 40[45]|belongs/.test(message)) return null;
  const other = wire === 'responses' ? 'provider.profile: generic-chat (wire: chat)' : 'a base URL that ends in /v1';
  return `this wire is not spoken there, or not below that URL: try ${other}`;
}

const switches: readonly {
  readonly name: Exclude<keyof RequestFields, 'maxTokens' | 'model'>;
  readonly words: RegExp;
}[] = [
  {name: 'include', words: /\binclude\b|encrypted_content/},
  {name: 'prompt_cache_key', words: /prompt_cache_key/},
  {name: 'parallel_tool_calls', words: /parallel_tool_calls/},
  {name: 'stream_options', words: /stream_options|include_usage/},
  {name: 'strict', words: /\bstrict\b/},
  {name: 'store', words: /\bstore\b/},
  {name: 'reasoning', words: /reasoning(?![._]effort)/},
];
