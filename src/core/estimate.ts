// What a question to a model takes, as far as it can be known before the provider has told or where it never tells: an estimate,
// and its usage says that it is one.
import type {Assignment, TranscriptItem, Usage} from './entities.ts';
import {costOf, type Price} from './price.ts';
import type {PromptItem, ToolSchema} from './prompt.ts';
import {noUsage, type State} from './state.ts';

/** English text and C are about four bytes a token, in the tokenizers of all the providers that count. */
const bytesPerToken = 4;

export function tokensOfText(text: string): number {
  return Math.ceil(utf8Bytes(text) / bytesPerToken);
}

/** The input of a question that is ready to be sent. */
export function tokensOfRequest({instructions, items, tools}: AskedWords): number {
  const said = items.reduce((sum, item) => sum + tokensOfItem(item), tokensOfText(instructions));
  return tools.reduce((sum, tool) => sum + tokensOfTool(tool), said);
}

export function tokensOfItem(item: PromptItem): number {
  return tokensOfText(wordsOf(item));
}

export function tokensOfTool(tool: ToolSchema): number {
  return tokensOfText(JSON.stringify(tool));
}

export interface AskedWords {
  readonly instructions: string;
  readonly items: readonly PromptItem[];
  readonly tools: readonly ToolSchema[];
}

/** Nothing of it is counted as cached: an estimate is rather too high than too low. */
export function estimatedUsage(
  {inputTokens, outputTokens}: Pick<Usage, 'inputTokens' | 'outputTokens'>,
  price: Price | undefined,
): Usage {
  const tokens = {inputTokens, cachedTokens: 0, outputTokens};
  return {...tokens, costMicrodollars: costOf(tokens, price), estimated: true};
}

/** Instructions, tools, the brief and the standing of a role: 5,000 to 8,000 tokens in a session of the shipped task. */
const promptTokens = 7_000;

/**
 * What the next question of an assignment will take, or what the one under way has taken, told from the state alone: to be
 * reserved before it is asked, and charged where it came to nothing and nobody can tell more. A tape takes nothing.
 */
export function estimatedAsk(
  {label, models, prompts}: Pick<State, 'label' | 'models' | 'prompts'>,
  {role, transcript}: EstimatedAssignment,
): Usage {
  if (label.kind === 'tape') return noUsage;
  const inputTokens = Math.min(promptTokens + tokensOfHistory(transcript), prompts[role].total);
  return estimatedUsage({inputTokens, outputTokens: 0}, models[role]?.price);
}

/** What a provider is played back is longer than the words in it: it holds the reasoning. */
export function tokensOfHistory(transcript: readonly TranscriptItem[]): number {
  return transcript.reduce((sum, item) => {
    const played = item.kind === 'answer' ? (item.continuationTokens ?? 0) : 0;
    return sum + Math.max(played, tokensOfText(saidIn(item)));
  }, 0);
}

type EstimatedAssignment = Pick<Assignment, 'role' | 'transcript'>;

function saidIn(item: TranscriptItem): string {
  switch (item.kind) {
    case 'message':
      return item.text;
    case 'answer':
      return item.text + item.calls.map(({name, argumentsJson}) => name + argumentsJson).join('');
    case 'result':
      return item.output;
    case 'edit':
      return item.diff;
    default:
      return item satisfies never;
  }
}

function wordsOf(item: PromptItem): string {
  switch (item.kind) {
    case 'message':
      return item.text;
    case 'answer':
      return item.continuation ?? item.text + item.calls.map(({name, argumentsJson}) => name + argumentsJson).join('');
    case 'result':
      return item.output;
    default:
      return item satisfies never;
  }
}

/** Half of a surrogate pair is two of the pair's four bytes. */
function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
