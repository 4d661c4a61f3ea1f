// Plays a tape as if it were a model: the turn of a role by its number, its words at the pace at which they came. It can't answer
// anybody, so what it expects is checked, and a turn that does not fit what happened is a failure and not an answer.
import type {ModelFailure} from '../../core/events.ts';
import type {Delta} from '../../core/link.ts';
import {roleNames} from '../../core/roles.ts';
import {noUsage} from '../../core/state.ts';
import {argumentsJsonOf, type Tape, type TapeTurn} from '../../core/tape.ts';
import type {Clock, Model, ModelOutcome, ModelRequest, PromptItem} from '../../ports.ts';

export interface TapeOptions {
  readonly tape: Tape;
  /** 1 is the recorded pace, 10 is ten times as fast. */
  readonly speed: number;
  readonly clock: Clock;
  /** A file that the person has changed since the Executor last saw it, if there is one. Absent: nobody changes any. */
  readonly personsFile?: () => Promise<string | null>;
}

/** Shorter pauses are not worth a timer; they are added up until they are. */
const pauseMsMin = 1;

export function createTapeModel({tape, speed, clock, personsFile = async () => null}: TapeOptions): Model {
  /** What was recorded without the person's change is refused its writes and its runs from there on, and would play on all the same. */
  const overEdit = async (request: ModelRequest): Promise<ModelOutcome | null> => {
    const path = request.role === 'executor' ? await personsFile() : null;
    return path === null ? null : edited(tape, request, path);
  };
  return {
    ask: async (request, told, signal) => {
      const turn = tape.turns[request.role][request.ordinal];
      if (turn === undefined) return ended(tape, request);
      const missing = turn.expect.find((words) => !newestText(request.items).includes(words));
      if (missing !== undefined) return mismatch(request, missing);
      const inTheWay = await overEdit(request);
      if (inTheWay !== null) return inTheWay;
      const pieces = piecesOf(turn);
      const pauseMs = (turn.seconds * 1000) / Math.max(1, pieces.length) / speed;
      let owedMs = 0;
      for (const piece of pieces) {
        owedMs += pauseMs;
        if (owedMs >= pauseMsMin) {
          await pause(clock, owedMs, signal);
          owedMs = 0;
        }
        if (signal.aborted) return failed('cancelled', 'the answer was called off while the tape played');
        told({role: request.role, turn: request.turn, ...piece});
      }
      return (await overEdit(request)) ?? answer(turn, request);
    },
  };
}

type Piece = Pick<Delta, 'what' | 'text'>;

/** A turn that says nothing still takes its time. */
function piecesOf({reasoning, say, calls}: TapeTurn): readonly Piece[] {
  const words = (what: Delta['what'], text: string): readonly Piece[] =>
    (text.match(/\s*\S+\s*$|\s*\S+/g) ?? []).map((word) => ({what, text: word}));
  const called = calls.map(
    (call, index): Piece => ({
      what: 'call',
      text: `${index === 0 ? '' : '\n'}${call.tool} ${argumentsJsonOf(call)}`,
    }),
  );
  const pieces = [...words('reasoning', reasoning ?? ''), ...words('text', say), ...called];
  return pieces.length === 0 ? [{what: 'text', text: ''}] : pieces;
}

/** Resolves after the time, or at once when the signal comes. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener('abort', end);
      cancel();
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end);
  });
}

function answer({say, calls}: TapeTurn, {turn}: ModelRequest): ModelOutcome {
  const named = calls.map((call, index) => ({
    providerId: `tape-${turn}.${index + 1}`,
    name: call.tool,
    argumentsJson: argumentsJsonOf(call),
  }));
  return {kind: 'answered', text: say.trim(), calls: named, usage: noUsage};
}

/** All that came since the role's last answer. */
function newestText(items: readonly PromptItem[]): string {
  const last = items.findLastIndex(({kind}) => kind === 'answer');
  return items
    .slice(last + 1)
    .map((item) => (item.kind === 'result' ? item.output : item.text))
    .join('\n');
}

const charactersShown = 600;

function mismatch({role, ordinal, items}: ModelRequest, missing: string): ModelOutcome {
  const results = items.slice(items.findLastIndex(({kind}) => kind === 'answer') + 1);
  const came = newestText(results.filter(({kind}) => kind === 'result'));
  const shown = came === '' ? 'no result of a tool' : `"${came.slice(0, charactersShown)}"`;
  return failed(
    'tapeMismatch',
    `the tape does not fit what happened: for turn ${ordinal + 1} of the ${roleNames[role]} it expects "${missing}", and what came is ${shown}`,
  );
}

function edited({name}: Tape, {role, ordinal}: ModelRequest, path: string): ModelOutcome {
  return failed(
    'tapeOverEdit',
    `the tape "${name}" does not fit what is there any more: you have changed ${path}, which turn ${ordinal + 1} of the ${roleNames[role]} was recorded without; your change stays, and a tape can't take it in`,
  );
}

function ended({name, turns}: Tape, {role, ordinal}: ModelRequest): ModelOutcome {
  return failed(
    'tapeEnded',
    `the tape "${name}" has ${turns[role].length} turns for the ${roleNames[role]}, and turn ${ordinal + 1} was asked for`,
  );
}

function failed(failure: ModelFailure['failure'], message: string): ModelOutcome {
  return {kind: 'failed', failure, message};
}
