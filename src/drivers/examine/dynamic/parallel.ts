// The acceptance from several processes at once, and the module's files used by others meanwhile: what only shows when two do the same.
import type {DynamicCheck} from '../../../core/examination.ts';
import {crowdWords, parseCrowd, stuckWords, wasUsed} from './crowd-counts.ts';
import type {DynamicCheckPlan} from './dynamic-check.ts';
import {inSteps, type Said} from './in-steps.ts';
import * as scripts from './scripts.ts';
import type {Step} from './trial.ts';

const processes = 4;
const seconds = 8;
const patience = 60;
const late = `those who used the module did not come back: ${processes} processes used it at once for ${seconds} s, and ${patience} s later not all had ended; a lock that is kept, or a wait that nobody ends, does that`;

/** On a kernel with KASAN and lockdep. */
export const parallelCheck = atOnceCheck('parallel', [], scripts.unload, (outputOf) => saidOf(outputOf('parallel')));
/** On one with KCSAN, which tells of two that touch the same without a lock even where it went well this time. */
export const racesCheck = atOnceCheck(
  'races',
  [{name: 'watch', script: scripts.watchRaces, deadlineSeconds: 60}],
  scripts.watchNoMore,
  (outputOf) => watchedOf(outputOf('unload'), saidOf(outputOf('parallel'))),
);

function atOnceCheck(
  check: DynamicCheck,
  watch: readonly Step[],
  unload: string,
  said: (outputOf: (name: string) => string) => Said,
): DynamicCheckPlan {
  const steps = [
    {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
    ...watch,
    {name: 'parallel', script: scripts.acceptAtOnce(processes, seconds), deadlineSeconds: seconds + patience, late},
    {name: 'unload', script: unload, deadlineSeconds: 60},
  ];
  return {check, deadlineSeconds: 240, run: ({trial}) => inSteps(trial, steps, said)};
}

/** Without a single access that was watched nothing was looked at. */
function watchedOf(output: string, said: Said): Said {
  if (!('looked' in said)) return said;
  const watched = Number(/^watched (\d+)$/m.exec(output)?.[1] ?? 0);
  if (watched === 0) return {stopped: `no access was watched; ${said.looked}`};
  return {looked: `${said.looked}; ${watched} accesses watched`};
}

function saidOf(output: string): Said {
  const counts = parseCrowd(output);
  const accepted = [...output.matchAll(/^accepted (\d+)$/gm)].reduce((sum, [, times]) => sum + Number(times), 0);
  const stuck = stuckWords(counts);
  if (stuck !== null) return {stopped: stuck};
  const files = crowdWords(counts);
  if (accepted === 0 && files === '') return {notRun: 'it has no accept.sh, and no file of its own that could be used'};
  if (accepted === 0 && !wasUsed(counts)) return {stopped: `nothing that was asked of its files was taken: ${files}`};
  const words = [...(accepted === 0 ? [] : [`accept.sh ${accepted} times`]), ...(files === '' ? [] : [files])];
  return {looked: `${processes} processes at once for ${seconds} s: ${words.join(', ')}`};
}
