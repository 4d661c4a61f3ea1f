// A model behind a server, by either wire: one request a question, no retry, and every way in which no answer comes told apart.
import type {ModelSettings} from '../../core/model-settings.ts';
import type {Price} from '../../core/price.ts';
import type {Clock, Model, ModelOutcome, ModelRequest} from '../../ports.ts';
import {systemClock} from '../clock.ts';
import {estimateOf} from './answer.ts';
import {chatWire} from './chat/wire.ts';
import {createClient} from './client.ts';
import {type Call, converse} from './converse.ts';
import {failed, failureOfError, isNoConnection} from './failure.ts';
import {watchIdle} from './idle-watch.ts';
import {redacted} from './redact.ts';
import {responsesWire} from './responses/wire.ts';

export interface LiveOptions {
  readonly settings: Pick<ModelSettings, 'provider' | 'outputTokensMax'>;
  /** Empty: the server is asked without one. */
  readonly apiKey: string;
  /** Of the models by their name. */
  readonly prices?: Readonly<Record<string, Price>>;
  readonly clock?: Clock;
}

export function createLiveModel({settings, apiKey, prices = {}, clock = systemClock}: LiveOptions): Model {
  const {baseUrl, idleWarnSeconds, stalledSeconds} = settings.provider;
  const client = createClient(apiKey, baseUrl);
  return {
    ask: async (request, told, signal) => {
      const {role, turn} = request;
      if (signal.aborted) return failed('cancelled', 'the answer was called off');
      const stall = new AbortController();
      const calledOff = AbortSignal.any([signal, stall.signal]);
      const watch = watchIdle(
        clock,
        {warnMs: idleWarnSeconds * 1000, stalledMs: stalledSeconds * 1000},
        {
          warn: () => told({role, turn, what: 'notice', text: `nothing has come for ${idleWarnSeconds} s`}),
          stalled: () => stall.abort(),
        },
      );
      const call: Call = {
        client,
        takes: {
          fields: settings.provider.fields,
          ...(settings.outputTokensMax === undefined ? {} : {outputTokensMax: settings.outputTokensMax}),
        },
        price: prices[request.model],
        signal: calledOff,
        tell: (piece) => told({role, turn, ...piece}),
        heard: watch.heard,
        progress: {stage: 'sending', reading: {characters: 0, unknown: 0}},
      };
      const interrupted = (): ModelOutcome =>
        signal.aborted
          ? failed('cancelled', 'the answer was called off')
          : failed('stalled', `${baseUrl} sent nothing for ${stalledSeconds} s`);
      const outcome = await Promise.race([spoken(settings, request, call, clock), untilAborted(calledOff)]);
      watch.stop();
      return finished(outcome === null || calledOff.aborted ? interrupted() : outcome, call, apiKey);
    },
  };
}

function spoken(
  {provider}: LiveOptions['settings'],
  request: ModelRequest,
  call: Call,
  clock: Clock,
): Promise<ModelOutcome> {
  const asking = provider.wire === 'chat' ? converse(chatWire, request, call) : converse(responsesWire, request, call);
  return asking.catch((error: unknown) => {
    if (isNoConnection(error)) call.progress.stage = 'refused';
    return failureOfError(error, clock.nowMs());
  });
}

/** A failure is redacted, and costs what the server has taken in and said by then. */
function finished(outcome: ModelOutcome, {progress}: Call, apiKey: string): ModelOutcome {
  if (outcome.kind === 'answered') return outcome;
  const safe = {...outcome, message: redacted(outcome.message, apiKey)};
  const {stage, asked, reading} = progress;
  const isFree = stage === 'refused' || asked === undefined || outcome.usage !== undefined;
  return isFree ? safe : {...safe, usage: estimateOf(reading, asked)};
}

function untilAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(null);
    signal.addEventListener('abort', () => resolve(null), {once: true});
  });
}
