// What passes between the house and a model, as values: what is compiled in `agents/` and what a driver puts on the wire.

/** A tool as the model is told of it: `parameters` is a strict JSON schema. */
export interface ToolSchema {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A call as a provider names it; its output goes back under the same `providerId`. */
export interface ModelCall {
  readonly providerId: string;
  readonly name: string;
  readonly argumentsJson: string;
}

export type PromptItem =
  | {readonly kind: 'message'; readonly from: 'house' | 'person'; readonly text: string}
  | {
      readonly kind: 'answer';
      readonly text: string;
      readonly calls: readonly ModelCall[];
      /** The provider's own output items as JSON, to be played back as they came. */
      readonly continuation?: string;
    }
  | {readonly kind: 'result'; readonly providerId: string; readonly output: string};
