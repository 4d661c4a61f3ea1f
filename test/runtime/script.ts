// A test double: a model that says what a script gives it, role by role. A step that nobody asked for, and a question that
// no step answers, are failures of the test.
import assert from 'node:assert/strict';
import type {ModelFailure} from '../../src/core/events.ts';
import type {Role} from '../../src/core/roles.ts';
import {noUsage} from '../../src/core/state.ts';
import type {Model, ModelOutcome, ModelRequest} from '../../src/ports.ts';

export type Step = (request: ModelRequest, signal: AbortSignal) => ModelOutcome | Promise<ModelOutcome>;
export type Call = readonly [name: string, given?: object | string];

export const says =
  (text: string, ...calls: readonly Call[]): Step =>
  ({turn}) => ({
    kind: 'answered',
    text,
    calls: calls.map(([name, given = {}], index) => ({
      providerId: `${turn}/${index}`,
      name,
      argumentsJson: typeof given === 'string' ? given : JSON.stringify(given),
    })),
    usage: {...noUsage, outputTokens: 7},
  });

export const fails =
  (failure: ModelFailure['failure'], more: Partial<ModelFailure> = {}): Step =>
  () => ({kind: 'failed', failure, message: `it ${failure}`, ...more});

/** An answer that is on its way until it is let go, or its question is given up. */
export function held(step: Step): {readonly step: Step; readonly release: () => void; readonly asked: Promise<void>} {
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  return {
    release: gate.resolve,
    asked: asked.promise,
    async step(request, signal) {
      const cancelled = new Promise<'cancelled'>((resolve) =>
        signal.addEventListener('abort', () => resolve('cancelled'), {once: true}),
      );
      asked.resolve();
      const how = await Promise.race([gate.promise, cancelled]);
      if (how === 'cancelled') return {kind: 'failed', failure: 'cancelled', message: 'given up'};
      return step(request, signal);
    },
  };
}

/** The Scheduler is called whenever something came up; a script need not know when. */
function isHeeding({role, tools}: ModelRequest): boolean {
  return role === 'scheduler' && tools.some(({name}) => name === 'answer_constraint');
}

/** Takes note of it, and answers each constraint that waits for an answer. */
function heard({items}: ModelRequest): Step {
  const words = items.map((item) => (item.kind === 'message' ? item.text : '')).join('\n');
  const ids = new Set([...words.matchAll(/^(?:- )?(C\d+)(?: \(|:)/gm)].map(([, id]) => id));
  const answers = [...ids].map(
    (constraint): Call => ['answer_constraint', {constraint, touches: [], recheck: [], says: 'it is kept'}],
  );
  return says('Heard.', ...answers, ['write_note', {text: 'heard'}]);
}

export type Script = Partial<Readonly<Record<Role, readonly Step[]>>>;

export interface ScriptedModel extends Model {
  readonly requests: readonly ModelRequest[];
  /** Fails when a step was not played, or a question had no step. */
  check(): void;
}

export function scriptedModel(script: Script, onAsk: (request: ModelRequest) => void): ScriptedModel {
  const requests: ModelRequest[] = [];
  const played = new Map<Role, number>();
  const unanswered: string[] = [];
  return {
    requests,
    async ask(request, told, signal) {
      requests.push(request);
      onAsk(request);
      const {role, turn} = request;
      if (isHeeding(request)) return heard(request)(request, signal);
      const at = played.get(role) ?? 0;
      played.set(role, at + 1);
      told({role, turn, what: 'text', text: 'w'});
      const step = script[role]?.[at];
      if (step !== undefined) return step(request, signal);
      unanswered.push(`question ${at + 1} to the ${role} (${turn}) has no step`);
      return {kind: 'failed', failure: 'tapeEnded', message: unanswered.at(-1) ?? ''};
    },
    check() {
      const left = Object.entries(script).flatMap(([role, steps]) => {
        const count = steps.length - (played.get(role as Role) ?? 0);
        return count > 0 ? [`${count} steps of the ${role} were not played`] : [];
      });
      assert.deepEqual([...unanswered, ...left], []);
    },
  };
}
