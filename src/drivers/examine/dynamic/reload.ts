// A module that is loaded and unloaded while others open, use and keep open its files.
import {crowdWords, parseCrowd, stuckWords} from './crowd-counts.ts';
import type {DynamicCheckPlan} from './dynamic-check.ts';
import {inSteps, type Said} from './in-steps.ts';
import * as scripts from './scripts.ts';

const seconds = 8;

const steps = [
  {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
  {name: 'reload', script: scripts.loadAtOnce(seconds), deadlineSeconds: seconds + 60},
];

export const reloadCheck: DynamicCheckPlan = {
  check: 'reload',
  deadlineSeconds: 180,
  run: ({trial}) => inSteps(trial, steps, (outputOf) => saidOf(outputOf('reload'))),
};

function saidOf(output: string): Said {
  const counts = parseCrowd(output);
  const stuck = stuckWords(counts);
  if (stuck !== null) return {stopped: stuck};
  const words = crowdWords(counts);
  if (!counts.done.has('unload')) return {stopped: `it was not loaded and unloaded while it was used: ${words}`};
  return {looked: `loaded, used and unloaded at the same time for ${seconds} s: ${words}`};
}
