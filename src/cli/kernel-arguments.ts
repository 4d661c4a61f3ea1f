// Which act on which kernel is meant by the words of `quarterdeck kernel`.
import {availableParallelism} from 'node:os';
import {kernelProfiles} from '../core/target-settings.ts';
import type {CommandLine, KernelAct, UsageFault} from './command-line.ts';

interface KernelValues {
  readonly profile?: string | undefined;
  readonly source?: string | undefined;
  readonly jobs?: string | undefined;
  readonly json?: boolean | undefined;
  readonly config?: string | undefined;
}

const jobsMax = 512;
const acts = 'build, list, fetch and remove';

export function kernelOf(values: KernelValues, [act, ...operands]: readonly string[]): CommandLine | UsageFault {
  const what = actOf(values, act, operands);
  if ('usage' in what) return what;
  const stray = (['profile', 'source', 'jobs', 'json'] as const).find(
    (option) => values[option] !== undefined && !optionsOfAct[what.act].includes(option),
  );
  if (stray !== undefined) return {usage: `--${stray} does not go with kernel ${what.act}`};
  return {command: 'kernel', what, ...(values.config === undefined ? {} : {config: values.config})};
}

const optionsOfAct: Readonly<Record<KernelAct['act'], readonly string[]>> = {
  build: ['profile', 'source', 'jobs'],
  list: ['json'],
  fetch: [],
  remove: [],
};

function actOf(
  values: KernelValues,
  act: string | undefined,
  [first, next]: readonly string[],
): KernelAct | UsageFault {
  const extra = act === 'fetch' || act === 'remove' ? next : first;
  switch (act) {
    case 'build':
      return extra === undefined ? buildOf(values) : {usage: `kernel build does not take "${extra}"`};
    case 'list':
      return extra === undefined ? {act, json: values.json ?? false} : {usage: `kernel list does not take "${extra}"`};
    case 'fetch':
      if (extra !== undefined) return {usage: `kernel fetch does not take "${extra}"`};
      if (first === undefined || first === 'kernel' || first === 'source') return {act, which: first ?? 'both'};
      return {usage: `kernel fetch takes kernel or source, or neither for both, not "${first}"`};
    case 'remove':
      if (extra !== undefined) return {usage: `kernel remove does not take "${extra}"`};
      return first === undefined
        ? {usage: 'kernel remove needs a name; `quarterdeck kernel list` has them'}
        : {act, name: first};
    case undefined:
      return {usage: `kernel takes one of ${acts}`};
    default:
      return {usage: `kernel takes ${acts}, not "${act}"`};
  }
}

function buildOf({profile = 'sanitizer', source, jobs}: KernelValues): KernelAct | UsageFault {
  const known = kernelProfiles.find((name) => name === profile);
  if (known === undefined) return {usage: `--profile ${profile} is none of ${kernelProfiles.join(', ')}`};
  const number = jobs === undefined ? availableParallelism() : Number(jobs);
  if (!Number.isInteger(number) || number < 1 || number > jobsMax) {
    return {usage: `--jobs ${jobs} is no number from 1 to ${jobsMax}`};
  }
  return {act: 'build', profile: known, jobs: number, ...(source === undefined ? {} : {source})};
}
