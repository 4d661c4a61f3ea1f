// All that is tried on a module on kernels that notice, in the order in which it is run.
import type {ModuleCheck} from '../module-check.ts';
import {acceptCheck} from './accept.ts';
import {allocationsCheck} from './allocations.ts';
import {onBoth} from './both-kernels.ts';
import {dynamicCheck} from './dynamic-check.ts';
import {kunitCheck} from './kunit.ts';
import {leaksCheck} from './leaks.ts';
import {loadCheck} from './load.ts';
import {parallelCheck, racesCheck, reloadCheck} from './parallel.ts';
import type {DynamicPlace} from './place.ts';
import {subjectsIn} from './subject.ts';

const plans = [loadCheck, acceptCheck, leaksCheck, allocationsCheck, parallelCheck, reloadCheck, kunitCheck];

/** `races`: a target on a kernel that notices them, where there is one. */
export function openDynamicChecks(place: DynamicPlace, races?: DynamicPlace): readonly ModuleCheck[] {
  const subjectOf = subjectsIn(place);
  const checks = plans.map((plan) => dynamicCheck(place, subjectOf, plan));
  if (races === undefined) return checks;
  const race = dynamicCheck(races, subjectsIn(races), racesCheck);
  return checks.map((check) => (check.check === race.check ? onBoth(check, race) : check));
}
