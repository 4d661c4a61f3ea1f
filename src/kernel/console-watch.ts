// Watches a live console: chunks of text in, facts out. Bounded, whatever the console says and however it is cut.
import {lineCharsMax, splitConsole} from './console-lines.ts';
import {
  type ConsoleFact,
  endRecognition,
  initialRecogniser,
  isIdle,
  type Recogniser,
  recogniseLine,
} from './recognise.ts';
import {matters, mattersLater} from './starts.ts';

export type {ConsoleFact} from './recognise.ts';

export interface ConsoleWatch {
  /** The beginning of a line whose end has not come yet. */
  readonly rest: string;
  readonly recogniser: Recogniser;
}

export interface Watched {
  readonly watch: ConsoleWatch;
  readonly facts: readonly ConsoleFact[];
}

export const initialWatch: ConsoleWatch = {rest: '', recogniser: initialRecogniser};

export function watchConsole(watch: ConsoleWatch, chunk: string): Watched {
  const text = watch.rest + chunk;
  const facts: ConsoleFact[] = [];
  let {recogniser} = watch;
  let at = 0;
  const read = (lines: readonly string[]): void => {
    for (const line of lines) {
      const recognised = recogniseLine(recogniser, line);
      recogniser = recognised.state;
      facts.push(...recognised.facts);
    }
  };
  for (;;) {
    if (isIdle(recogniser)) {
      const {to, lines} = skipped(text, at);
      if (lines > 0) recogniser = {...recogniser, line: recogniser.line + lines};
      at = to;
    }
    const end = text.indexOf('\n', at);
    if (end === -1) break;
    read(splitConsole('', text.slice(at, end + 1)).lines);
    at = end + 1;
  }
  const {lines, rest} = splitConsole('', text.slice(at));
  read(lines);
  return {watch: {rest, recogniser}, facts};
}

/** Past the whole lines from `from` on that do not matter, and how many they are. */
function skipped(text: string, from: number): {readonly to: number; readonly lines: number} {
  const to = firstThatMatters(text, from);
  let lines = 0;
  let at = from;
  while (at < to) {
    const end = text.indexOf('\n', at);
    lines += Math.max(1, Math.ceil((end - at) / lineCharsMax));
    at = end + 1;
  }
  return {to, lines};
}

/** Where the line begins that matters, or the one whose end has not come. */
function firstThatMatters(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end === -1 || matters.test(text.slice(from, end))) return from;
  mattersLater.lastIndex = end;
  const match = mattersLater.exec(text);
  if (match === null) return text.lastIndexOf('\n') + 1;
  // A match that starts with the line end is of the line behind it.
  return match[0].startsWith('\n') ? match.index + 1 : text.lastIndexOf('\n', match.index) + 1;
}

/** To be called after a silence: a report that is open ends there. An unfinished line is kept, for its end may come. */
export function flushWatch(watch: ConsoleWatch): Watched {
  const {state, facts} = endRecognition(watch.recogniser);
  return {watch: {rest: watch.rest, recogniser: state}, facts};
}
