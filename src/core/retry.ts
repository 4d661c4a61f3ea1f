// Whether and when a model is asked again after an answer failed to come, and what a person can do where that would not help.
import type {ModelFailure} from './events.ts';
import type {Role} from './roles.ts';
import type {State} from './state.ts';

/** A longer wait that a provider asks for is the person's to decide about. */
const waitMsMax = 15 * 60_000;

/**
 * Milliseconds to wait, or null where asking again would give the same failure, or would do so for a long time. `failures` counts
 * earlier ones in a row.
 */
export function retryInMsOf({failure, retryAfterMs}: ModelFailure, failures: number): number | null {
  switch (failure) {
    case 'cut':
    case 'reset':
    case 'stalled':
    case 'server':
    case 'malformed':
      return backoffMs(failures);
    case 'rateLimited':
      return isLongWait(retryAfterMs) ? null : Math.max(retryAfterMs ?? 0, backoffMs(failures));
    case 'interrupted':
    case 'cancelled':
      return 0;
    case 'quota':
    case 'authentication':
    case 'contextTooLong':
    case 'answerTooLong':
    case 'blocked':
    case 'rerouted':
    case 'notTheApi':
    case 'rejected':
    case 'tapeEnded':
    case 'tapeMismatch':
    case 'tapeOverEdit':
      return null;
    default:
      return failure satisfies never;
  }
}

/** How often in a row a role may be asked again after a failure. */
export function retriesOf({models, limits}: Pick<State, 'models' | 'limits'>, role: Role): number {
  return models[role]?.retries ?? limits.modelRetries;
}

export function helpFor({failure, retryAfterMs}: Pick<ModelFailure, 'failure' | 'retryAfterMs'>): string {
  switch (failure) {
    case 'quota':
      return 'add credit to the account of the key, or configure another provider; then continue (P)';
    case 'authentication':
      return 'check the key in the environment variable that the configuration names; then start again';
    case 'contextTooLong':
      return 'lift constraints that are no longer needed, or allow longer prompts (prompt.total in the configuration); else start again with a smaller task';
    case 'answerTooLong':
      return 'allow longer answers (outputTokensMax of the role in the configuration) or lower its effort; then start again';
    case 'rerouted':
      return 'another model answered than the one that is configured, so its answer was not used: configure that one, let any model answer (fields: {model: any} of the provider), or ask the provider why; continue (P) asks again';
    case 'blocked':
      return "the provider's policy stopped this answer; redirect the role in other words, or configure another model";
    case 'notTheApi':
      return 'check the base URL in the configuration: what answers there is not the API';
    case 'rejected':
      return 'the provider does not take such a request: check the model and its effort in the configuration';
    case 'tapeEnded':
    case 'tapeMismatch':
      return 'a tape can only play what was recorded; give a key (quarterdeck --help) for a model that answers';
    case 'tapeOverEdit':
      return 'take your change back (undo it in your editor; D shows it) and continue (P): the tape plays on. Else stop it (q), and begin anew, or with a key for a model that takes changes in';
    case 'cut':
    case 'reset':
    case 'stalled':
    case 'server':
    case 'malformed':
    case 'cancelled':
    case 'interrupted':
      return 'continue (P) to ask again';
    case 'rateLimited':
      return isLongWait(retryAfterMs)
        ? `the provider wants a wait of ${waitWords(retryAfterMs)}, which is not sat out by itself: continue (P) after that, or configure another provider`
        : 'continue (P) to ask again';
    default:
      return failure satisfies never;
  }
}

/** Doubles from 2 s to at most 2 minutes. The wait of the provider, where it names one, comes before this. */
function backoffMs(failures: number): number {
  return Math.min(2_000 * 2 ** Math.min(failures, 10), 120_000);
}

function isLongWait(retryAfterMs: number | undefined): retryAfterMs is number {
  return retryAfterMs !== undefined && retryAfterMs > waitMsMax;
}

function waitWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
