// A boot loader that is stopped and told how to boot, as a step: when the console offers to be stopped, the keys are typed, and then the
// script at its prompt, a line for each prompt.
import type {BoardSettings} from '../../../core/target-settings.ts';
import {addToLastLine, type LastLine, noLastLine, shownLine} from './last-line.ts';

export type LoaderSettings = NonNullable<BoardSettings['bootLoader']>;

export interface BootLoader {
  readonly line: LastLine;
  /** `watching` for the offer; `stopping` until its prompt comes; `typing`: this many lines of the script are typed. */
  readonly phase:
    | {readonly name: 'watching'}
    | {readonly name: 'stopping'}
    | {readonly name: 'typing'; readonly lines: number};
}

export interface LoaderStep {
  readonly loader: BootLoader;
  readonly type?: string;
}

export interface LoaderWords {
  readonly stopAt: RegExp;
  readonly stopKeys: string;
  readonly prompt: RegExp;
  readonly script: readonly string[];
}

export const initialBootLoader: BootLoader = {line: noLastLine, phase: {name: 'watching'}};

export function loaderWordsOf({stopAt, stopKeys, prompt, script}: LoaderSettings): LoaderWords {
  return {stopAt: new RegExp(stopAt), stopKeys, prompt: new RegExp(prompt), script};
}

/** Nobody else may type then. */
export function isBusy({phase}: BootLoader): boolean {
  return phase.name !== 'watching';
}

export function loaderHears(loader: BootLoader, text: string, words: LoaderWords): LoaderStep {
  const line = addToLastLine(loader.line, text);
  const {phase} = loader;
  switch (phase.name) {
    case 'watching':
      if (!words.stopAt.test(shownLine(line))) return {loader: {...loader, line}};
      return {loader: {line: noLastLine, phase: {name: 'stopping'}}, type: words.stopKeys};
    case 'stopping':
    case 'typing': {
      if (!words.prompt.test(shownLine(line))) return {loader: {...loader, line}};
      const lines = phase.name === 'typing' ? phase.lines : 0;
      const next = words.script[lines];
      if (next === undefined) return {loader: initialBootLoader};
      const isLast = lines + 1 === words.script.length;
      return {
        loader: isLast ? initialBootLoader : {line: noLastLine, phase: {name: 'typing', lines: lines + 1}},
        type: `${next}\r`,
      };
    }
    default:
      return phase satisfies never;
  }
}
