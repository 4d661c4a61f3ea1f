// What was said in an assignment, as items of a prompt. Every call is followed by its output, whatever became of it (else the
// provider refuses the whole), and all of it stays within a budget: see `history-pieces.ts` for what goes first.
import type {Assignment, ToolCall, TranscriptItem} from '../src/core/entities.ts';
import {tokensOfItem} from '../src/core/estimate.ts';
import type {BlobHash} from '../src/core/ids.ts';
import {kept, openMax} from '../src/core/limits.ts';
import type {PromptItem} from '../src/core/prompt.ts';
import {editText} from './edit-text.ts';
import {type Cut, fit} from './fit.ts';
import {type Answer, type Exchange, piecesOf, type Result, steppedRounds} from './history-pieces.ts';
import {resultText} from './result-source.ts';
import {cutText, type Section} from './section.ts';

export type Continuation = (hash: BlobHash) => string | undefined;

export function historySection(
  assignment: Pick<Assignment, 'transcript' | 'turn'>,
  continuation: Continuation,
  budgetTokens: number,
): readonly Section[] {
  const stepped = {rounds: steppedRounds, tokens: Math.ceil(budgetTokens / 4)};
  const fitted = fit(piecesOf(exchangesOf(assignment, continuation)), budgetTokens, stepped);
  const cuts = [...lostCut(assignment), ...fitted.cuts];
  const note: PromptItem = {kind: 'message', from: 'house', text: cutText('history', cuts)};
  const said = [...(cuts.length === 0 ? [] : [note]), ...fitted.contents.flat()];
  if (said.length === 0) return [];
  const tokens = fitted.tokens + (cuts.length === 0 ? 0 : tokensOfItem(note));
  return [{name: 'history', stable: false, tokens, budgetTokens, cuts, said}];
}

/** The state keeps no more of a long assignment than its newest turns; the first of those that are left says how many there were. */
function lostCut({transcript}: Pick<Assignment, 'transcript'>): readonly Cut[] {
  const first = transcript.find(({kind}) => kind === 'answer');
  const before = first?.kind === 'answer' ? Number(first.turn.split('.').at(-1)) - 1 : 0;
  return transcript.length < shortestAfterLoss || !(before > 0)
    ? []
    : [{what: 'turns from before those', count: before, tokens: 0}];
}

/** A shorter one has lost nothing: `remember` in `src/core/reduce-agents.ts` leaves three quarters, less the results of one answer. */
const shortestAfterLoss = Math.floor(kept.transcript * 0.75) - openMax.callsPerAnswer;

function exchangesOf(
  {transcript, turn}: Pick<Assignment, 'transcript' | 'turn'>,
  continuation: Continuation,
): readonly Exchange[] {
  const returned = new Map(transcript.flatMap((item) => (item.kind === 'result' ? [[item.call, item]] : [])));
  const waiting = turn.at === 'calls' ? new Set(turn.pending.map(({id}) => id)) : new Set();
  const resultOf = (call: ToolCall): Result => {
    const {providerId, id} = call;
    const result = returned.get(id);
    if (result === undefined) return {providerId, output: waiting.has(id) ? waits : ended, told: (output) => output};
    return {providerId, output: result.output, told: (output) => (result.ok ? resultText(call, output) : output)};
  };
  return transcript.flatMap((item) => exchangeOf(item, resultOf, continuation));
}

const waits = 'not run: it waits for an earlier call';
const ended = 'not run: the turn was ended before it';

/** A result whose answer has been pushed out of the transcript has nothing to be paired with, and goes too. */
function exchangeOf(
  item: TranscriptItem,
  resultOf: (call: ToolCall) => Result,
  continuation: Continuation,
): readonly Exchange[] {
  switch (item.kind) {
    case 'message':
      return [{kind: 'said', item}];
    case 'edit':
      return [{kind: 'said', item: {kind: 'message', from: 'house', text: editText(item)}}];
    case 'answer':
      return [{kind: 'turn', answer: answerOf(item, continuation), results: item.calls.map(resultOf)}];
    case 'result':
      return [];
    default:
      return item satisfies never;
  }
}

function answerOf(item: Extract<TranscriptItem, {kind: 'answer'}>, continuation: Continuation): Answer {
  const calls = item.calls.map(({providerId, name, argumentsJson}) => ({providerId, name, argumentsJson}));
  const played = item.continuation === undefined ? undefined : continuation(item.continuation);
  return {kind: 'answer', text: item.text, calls, ...(played === undefined ? {} : {continuation: played})};
}
