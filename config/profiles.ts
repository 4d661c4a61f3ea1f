// Which wire a server speaks and which fields of a request it takes, a row each. A person can override any of it; what these
// servers really take is their versions' business, and `quarterdeck doctor` asks the one at hand.
import type {RequestFields, WireName} from '../src/core/model-settings.ts';

export interface Profile {
  readonly wire: WireName;
  readonly fields: RequestFields;
}

/** The words, the tools, and nothing that a server could stumble over. */
const plain: RequestFields = {
  reasoning: false,
  include: false,
  store: false,
  prompt_cache_key: false,
  strict: false,
  parallel_tool_calls: false,
  stream_options: false,
  maxTokens: 'none',
  model: 'any',
};

const openai: RequestFields = {
  reasoning: true,
  include: true,
  store: true,
  prompt_cache_key: true,
  strict: true,
  parallel_tool_calls: true,
  stream_options: false,
  maxTokens: 'max_output_tokens',
  model: 'exact',
};

export const profiles = {
  openai: {wire: 'responses', fields: openai},
  'openai-chat': {
    wire: 'chat',
    fields: {...openai, include: false, stream_options: true, maxTokens: 'max_completion_tokens'},
  },
  /** From 0.13.3 on it speaks the Responses API, and keeps nothing. */
  ollama: {wire: 'responses', fields: {...plain, maxTokens: 'max_output_tokens'}},
  /** From 0.3.29 on. */
  lmstudio: {wire: 'responses', fields: {...plain, maxTokens: 'max_output_tokens'}},
  vllm: {
    wire: 'chat',
    fields: {...plain, parallel_tool_calls: true, stream_options: true, maxTokens: 'max_tokens', model: 'exact'},
  },
  /** llama-server, started with --jinja; without the field it makes one call at a time. */
  'llama.cpp': {
    wire: 'chat',
    fields: {...plain, parallel_tool_calls: true, stream_options: true, maxTokens: 'max_tokens'},
  },
  'generic-responses': {wire: 'responses', fields: {...plain, maxTokens: 'max_output_tokens'}},
  'generic-chat': {wire: 'chat', fields: {...plain, maxTokens: 'max_tokens'}},
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof profiles;

export const profileNames = Object.keys(profiles) as [ProfileName, ...ProfileName[]];
