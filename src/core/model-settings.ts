// How a role's model is reached: which server, by which wire, with which fields of a request, and how patiently.

/** `responses` is `/v1/responses`, `chat` is `/v1/chat/completions`. */
export const wires = ['responses', 'chat'] as const;
export type WireName = (typeof wires)[number];

/** Which fields of a request a server takes; one that does not know a field may refuse all of it. */
export interface RequestFields {
  /** The role's effort: `reasoning` on the one wire, `reasoning_effort` on the other. */
  readonly reasoning: boolean;
  /** Asks for the encrypted reasoning, to be played back. */
  readonly include: boolean;
  /** `store: false`. */
  readonly store: boolean;
  readonly prompt_cache_key: boolean;
  /** `strict` in the schema of a tool. */
  readonly strict: boolean;
  readonly parallel_tool_calls: boolean;
  /** `stream_options: {include_usage: true}`, which the chat wire needs to tell what an answer took. */
  readonly stream_options: boolean;
  /** The name under which the longest answer is told. */
  readonly maxTokens: 'max_output_tokens' | 'max_completion_tokens' | 'max_tokens' | 'none';
  /** Whether the model that the server says has answered must be the one that was asked. */
  readonly model: 'exact' | 'any';
}

export interface ProviderSettings {
  /** Without a name or a password in it. */
  readonly baseUrl: string;
  /** The environment variable that holds the key; absent: the server is asked without one. */
  readonly keyVariable?: string;
  /** Whether the key must be there; a server of one's own is asked without where it is not. */
  readonly needsKey: boolean;
  /** Name of the row of `config/profiles.ts` that the fields come from. */
  readonly profile: string;
  readonly wire: WireName;
  readonly fields: RequestFields;
  /** Silence after which it is said. */
  readonly idleWarnSeconds: number;
  /** Silence after which the answer is given up. A model that thinks hard is silent for minutes. */
  readonly stalledSeconds: number;
}

export interface ModelSettings {
  readonly model: string;
  readonly effort: string;
  readonly outputTokensMax?: number;
  /** Of failed answers in a row; absent: as the limits say. */
  readonly retries?: number;
  readonly provider: ProviderSettings;
}

/** As a person knows it. */
export function hostOf({baseUrl}: Pick<ProviderSettings, 'baseUrl'>): string {
  return /^[a-z]+:\/\/([^/?#]+)/i.exec(baseUrl)?.[1] ?? baseUrl;
}
