// What an examination came to, in a sentence: how many findings stand how; or, where there is none, what looked, on which kernels and for
// how long. It never says that nothing is there.
import type {Finding} from '../../core/entities.ts';
import {dynamicChecks} from '../../core/examination.ts';
import type {Examination, KeptResult} from '../../core/examined.ts';
import type {State} from '../../core/state.ts';
import {counted, duration} from '../formats.ts';

/** Empty while nothing has come to its end. */
export function cameTo({findings}: State, {results, end: isOver}: Examination): string {
  const ended = results.filter(({end}) => end.kind === 'finished');
  const ids = new Set(results.flatMap((result) => result.findings));
  const leftOut = results.reduce((sum, result) => sum + result.leftOut, 0);
  if (ids.size + leftOut > 0)
    return foundSum(
      findings.filter(({id}) => ids.has(id)),
      ids.size,
      leftOut,
    );
  return ended.length === 0 ? '' : `Nothing was found${isOver === undefined ? ' so far' : ''}: ${cleanSum(ended)}`;
}

/** Those that the state has let go are counted, and stand nowhere. */
function foundSum(found: readonly Finding[], count: number, leftOut: number): string {
  const stands = standings
    .map(([words, is]) => [found.filter(is).length, words] as const)
    .filter(([some]) => some > 0)
    .map(([some, words]) => `${some} ${words}`);
  const how = stands.length === 0 ? '' : `: ${stands.join(', ')}`;
  const more = leftOut === 0 ? '' : `; ${leftOut} more are left out, since a check tells its weightiest dozen`;
  return `${counted(count, 'finding')}${how}${more}.`;
}

const standings: readonly (readonly [string, (finding: Finding) => boolean])[] = [
  ['open and blocking', ({state, blocking}) => state === 'open' && blocking],
  ['open, not blocking', ({state, blocking}) => state === 'open' && !blocking],
  ['dismissed by you', ({state}) => state === 'dismissed'],
  ['mended', ({state}) => state === 'mended'],
  ['disproved', ({state}) => state === 'disproved'],
  ['left open at the end of the task', ({state}) => state === 'left'],
];

function cleanSum(ended: readonly KeptResult[]): string {
  const isRun = ({check}: KeptResult): boolean => dynamicChecks.some((name) => name === check);
  const took = ended.reduce((sum, {durationMs}) => sum + durationMs, 0);
  const read = ended.filter((result) => !isRun(result)).map(({check}) => check);
  const kernels = [...new Set(ended.filter(isRun).map(({by}) => by))];
  const run = ended.filter(isRun).map(({check}) => check);
  const parts = [
    ...(read.length === 0 ? [] : [`${read.join(', ')} read its source`]),
    ...(run.length === 0 ? [] : [`${run.join(', ')} ran it on ${kernels.join(' and ')}`]),
  ];
  return `${parts.join('; ')}; ${duration(took)} in all. Each looked at what stands below, and no further.`;
}
