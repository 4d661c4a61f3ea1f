// Watches a live console: chunks of text in, facts out. Bounded, whatever the console says and however it is cut.
import {splitConsole} from './console-lines.ts';
import {type ConsoleFact, endRecognition, initialRecogniser, type Recogniser, recogniseLine} from './recognise.ts';

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
  const {lines, rest} = splitConsole(watch.rest, chunk);
  const facts: ConsoleFact[] = [];
  let {recogniser} = watch;
  for (const line of lines) {
    const recognised = recogniseLine(recogniser, line);
    recogniser = recognised.state;
    facts.push(...recognised.facts);
  }
  return {watch: {rest, recogniser}, facts};
}

/** To be called after a silence: a report that is open ends there. An unfinished line is kept, for its end may come. */
export function flushWatch(watch: ConsoleWatch): Watched {
  const {state, facts} = endRecognition(watch.recogniser);
  return {watch: {rest: watch.rest, recogniser: state}, facts};
}
