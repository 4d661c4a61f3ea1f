// All that is tried on a module on kernels that notice.
import type {DynamicCheck} from '../../../core/examination.ts';
import type {ModuleCheck} from '../module-check.ts';
import {acceptCheck} from './accept.ts';
import {allocationsCheck} from './allocations.ts';
import {dynamicCheck} from './dynamic-check.ts';
import {kunitCheck} from './kunit.ts';
import {leaksCheck} from './leaks.ts';
import {loadCheck} from './load.ts';
import {parallelCheck, racesCheck} from './parallel.ts';
import type {DynamicPlace, NoticingKernel} from './place.ts';
import {reloadCheck} from './reload.ts';
import {subjectsIn} from './subject.ts';
import {trialsOn} from './trials.ts';

const plans = {
  sanitizer: [loadCheck, acceptCheck, leaksCheck, allocationsCheck, parallelCheck, reloadCheck, kunitCheck],
  kcsan: [racesCheck],
};

/** Those that are made on the kernel of the place. */
export function openDynamicChecks(place: DynamicPlace): readonly ModuleCheck[] {
  const subjectOf = subjectsIn(place);
  const shared = trialsOn(place);
  const single = place.single === undefined ? shared : trialsOn(place.single);
  return plans[place.kernel.profile].map((plan) =>
    dynamicCheck(place, plan.onOneCpu ? single : shared, subjectOf, plan),
  );
}

export function checksMadeOn(profile: NoticingKernel['profile']): readonly DynamicCheck[] {
  return plans[profile].map(({check}) => check);
}
