// The calls of an assignment with their results, as far as nothing was changed since: the same again and again leads nowhere.
import {fingerprintOf} from './fingerprint.ts';
import type {Try} from './loops.ts';
import type {ModelCall} from './prompt.ts';

const triesKept = 16;
const whatCharacters = 160;

/**
 * The newest is the last. After a write the same call may well give another result, so what was tried before does not count any
 * more; the same write over again still does. So building again after an edit is no loop.
 */
export function triesAfter(
  tries: readonly Try[],
  {name, argumentsJson}: Pick<ModelCall, 'name' | 'argumentsJson'>,
  {output, wrote}: {readonly output: string; readonly wrote: boolean},
): readonly Try[] {
  const key = fingerprintOf(name, argumentsJson, output);
  const known = wrote ? tries.slice(-1) : tries;
  const times = (known.find((tried) => tried.key === key)?.times ?? 0) + 1;
  const others = wrote ? [] : known.filter((tried) => tried.key !== key);
  const what = `${name} ${argumentsJson}: ${output}`.replace(/\s+/g, ' ').slice(0, whatCharacters);
  return [...others, {key, what, times}].slice(-triesKept);
}
