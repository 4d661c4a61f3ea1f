// Records the answers of a model as a tape, while they come: what is written is whole after each of them, so that whatever ends the
// session leaves a beginning that can be played.
import {isJson, type Json, parseJson} from '../../core/json.ts';
import type {Role} from '../../core/roles.ts';
import type {Tape, TapeCall, TapeTurn} from '../../core/tape.ts';
import type {Clock, Model, ModelCall, ModelOutcome, ModelRequest} from '../../ports.ts';
import {hiddenIn} from './hide.ts';

export interface RecordOptions {
  readonly model: Model;
  readonly clock: Clock;
  /** Without turns, or with those of the session so far where it is taken up again. */
  readonly begun: Tape;
  readonly hide: (text: string) => string;
  /** Called after each answer with all of them; what it rejects with is shown. */
  readonly save: (tape: Tape) => Promise<void>;
}

const secondsMax = 3600;
const reasoningCharactersMax = 200_000;

export function createRecordedModel({model, clock, begun, hide, save}: RecordOptions): Model {
  let tape = begun;
  let saving: Promise<void> = Promise.resolve();

  /** One write at a time, and the newest tape with each. */
  function kept(): Promise<void> {
    saving = saving.catch(() => {}).then(() => save(tape));
    return saving;
  }

  return {
    ask: async (request, told, signal) => {
      const beganMs = clock.nowMs();
      let reasoning = '';
      const outcome = await model.ask(
        request,
        (delta) => {
          if (delta.what === 'reasoning' && reasoning.length < reasoningCharactersMax) reasoning += delta.text;
          told(delta);
        },
        signal,
      );
      if (outcome.kind !== 'answered' || signal.aborted) return outcome;
      const seconds = Math.min(secondsMax, (clock.nowMs() - beganMs) / 1000);
      tape = withTurn(tape, request, turnOf(outcome, reasoning, seconds, hide));
      // Before the answer is believed: no answer is in the journal that is not on the tape.
      await kept().catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        told({role: request.role, turn: request.turn, what: 'notice', text: `the tape can't be written: ${why}`});
      });
      return outcome;
    },
  };
}

/** A role's answers stand at their number: one that was called off is replaced by the one that came in its place. */
function withTurn(tape: Tape, {role, ordinal}: Pick<ModelRequest, 'role' | 'ordinal'>, turn: TapeTurn): Tape {
  const turns: Readonly<Record<Role, readonly TapeTurn[]>> = {
    ...tape.turns,
    [role]: [...tape.turns[role].slice(0, ordinal), turn],
  };
  return {...tape, turns};
}

function turnOf(
  {text, calls}: Extract<ModelOutcome, {kind: 'answered'}>,
  reasoning: string,
  seconds: number,
  hide: (text: string) => string,
): TapeTurn {
  const thought = hide(reasoning.trim());
  return {
    seconds,
    ...(thought === '' ? {} : {reasoning: thought}),
    say: hide(text),
    expect: [],
    calls: calls.map((call) => callOf(call, hide)),
  };
}

function callOf({name, argumentsJson}: ModelCall, hide: (text: string) => string): TapeCall {
  const given = argumentsJson.trim() === '' ? null : parseJson(argumentsJson);
  if (given === null) return {tool: name, arguments: {}, argumentsText: hide(argumentsJson)};
  const hidden = hiddenIn(given, hide);
  return {tool: name, arguments: isJson(hidden) ? (hidden satisfies Json) : {}};
}
