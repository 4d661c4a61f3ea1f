// All that is tried on a module on kernels that notice, in the order in which it is run.
import type {ModuleCheck} from '../module-check.ts';
import {acceptCheck} from './accept.ts';
import {allocationsCheck} from './allocations.ts';
import {dynamicCheck} from './dynamic-check.ts';
import {kunitCheck} from './kunit.ts';
import {leaksCheck} from './leaks.ts';
import {loadCheck} from './load.ts';
import {parallelCheck, reloadCheck} from './parallel.ts';
import type {DynamicPlace} from './place.ts';
import {subjectsIn} from './subject.ts';

const plans = [loadCheck, acceptCheck, leaksCheck, allocationsCheck, parallelCheck, reloadCheck, kunitCheck];

export function openDynamicChecks(place: DynamicPlace): readonly ModuleCheck[] {
  const subjectOf = subjectsIn(place);
  return plans.map((plan) => dynamicCheck(place, subjectOf, plan));
}
