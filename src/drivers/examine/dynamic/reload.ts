// A module that is loaded and unloaded while others open, use and keep open its files.
import {crowdWords, parseCrowd, stuckWords, wasAsked} from './crowd-counts.ts';
import type {DynamicCheckPlan} from './dynamic-check.ts';
import {inSteps, type Said} from './in-steps.ts';
import * as scripts from './scripts.ts';

const seconds = 8;
/** On a slow machine it goes on until it was unloaded a dozen times (guest/crowd.c). */
const secondsMax = 5 * seconds;

const patience = 60;
const late = `those who loaded and used the module did not come back: ${patience} s after their time not all had ended; a lock that is kept, or a wait that nobody ends, does that`;

const steps = [
  {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
  {name: 'reload', script: scripts.loadAtOnce(seconds), deadlineSeconds: secondsMax + patience, late},
];

export const reloadCheck: DynamicCheckPlan = {
  check: 'reload',
  deadlineSeconds: 240,
  run: ({trial}) => inSteps(trial, steps, (outputOf) => saidOf(outputOf('reload'))),
};

function saidOf(output: string): Said {
  const counts = parseCrowd(output);
  const stuck = stuckWords(counts);
  if (stuck !== null) return {stopped: stuck};
  const words = crowdWords(counts);
  if (!counts.done.has('unload')) return {stopped: `it was not loaded and unloaded again and again: ${words}`};
  if (!wasAsked(counts))
    return {
      looked: `loaded and unloaded again and again for ${seconds} s at least, without files to be used: ${words}`,
    };
  if (!counts.done.has('open')) return {stopped: `none of its files could be opened meanwhile: ${words}`};
  return {looked: `loaded, used and unloaded at the same time for ${seconds} s at least: ${words}`};
}
