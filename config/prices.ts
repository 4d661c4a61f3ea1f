// What the provider asks for its models, as read on the day below. A model that is not here has a cost that nobody knows, shown as 0.
import type {Prices} from '../src/core/price.ts';

export const prices: {readonly asOf: string; readonly models: Prices} = {
  asOf: '2026-11-24',
  models: {
    'gpt-5.5': {
      inputPerMillion: 5,
      cachedPerMillion: 0.5,
      outputPerMillion: 30,
      longInput: {aboveTokens: 272_000, factor: 2},
    },
  },
};
