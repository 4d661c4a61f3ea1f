// What a model costs. The numbers stand in `config/`, with the day on which they were read.

/** Dollars for a million tokens. `cachedPerMillion` is for those of the input that the provider had kept. */
export interface Price {
  readonly inputPerMillion: number;
  readonly cachedPerMillion: number;
  readonly outputPerMillion: number;
  /** A call with more input than that costs so many times as much, all of it. */
  readonly longInput?: {readonly aboveTokens: number; readonly factor: number};
}

export type Prices = Readonly<Record<string, Price>>;
