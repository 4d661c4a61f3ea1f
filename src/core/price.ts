// What a model costs. The numbers stand in `config/`, with the day on which they were read.

/** Dollars for a million tokens. `cachedPerMillion` is for those of the input that the provider had kept. */
export interface Price {
  readonly inputPerMillion: number;
  readonly cachedPerMillion: number;
  readonly outputPerMillion: number;
  /** A call with more input than that costs so many times as much, all of it. */
  readonly longInput?: {readonly aboveTokens: number; readonly factor: number};
}

/** In microdollars: a dollar for a million tokens is a microdollar for one. An unknown price is 0. */
export function costOf({inputTokens, cachedTokens, outputTokens}: TokenCounts, price: Price | undefined): number {
  if (price === undefined) return 0;
  const {longInput} = price;
  const factor = longInput !== undefined && inputTokens > longInput.aboveTokens ? longInput.factor : 1;
  const cost =
    (inputTokens - cachedTokens) * price.inputPerMillion +
    cachedTokens * price.cachedPerMillion +
    outputTokens * price.outputPerMillion;
  return Math.round(cost * factor);
}

/** `cachedTokens` are those of the input that the provider had kept. */
export interface TokenCounts {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

export type Prices = Readonly<Record<string, Price>>;
