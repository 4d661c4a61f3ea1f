// What tries a module on kernels that notice: targets of its own for each kernel of the cache, beside the session's. Each is switched on when
// the first check wants it.
import {join} from 'node:path';
import type {DynamicCheck} from '../core/examination.ts';
import {createBuilder} from '../drivers/build/builder.ts';
import {checksMadeOn, openDynamicChecks} from '../drivers/examine/dynamic/dynamic-checks.ts';
import type {DynamicPlace, NoticingKernel} from '../drivers/examine/dynamic/place.ts';
import {type ModuleCheck, notRun} from '../drivers/examine/module-check.ts';
import {sanitizerKernel} from '../drivers/kernel-build/built-kernels.ts';
import type {KernelTree} from '../ports.ts';
import {messageOf} from '../runtime/insist.ts';
import {compileTask} from './compile-task.ts';
import type {ExaminerPlace} from './examiner-place.ts';
import {allClosed, type OpenMachine, openMachine} from './trial-machine.ts';

export interface OpenDynamic {
  readonly checks: readonly ModuleCheck[];
  close(): Promise<void>;
}

/** KASAN keeps an eighth of it for itself, and kmemleak what it knows of each object. Races want two CPUs. */
const shared = {memoryMiB: 768, cpus: 2};
/** kmemleak scans what there is of it: twice as much takes a third longer. */
const single = {memoryMiB: 384, cpus: 1};

const howToGet: Readonly<Record<NoticingKernel['profile'], string>> = {
  sanitizer: 'it needs a kernel with sanitizers; `quarterdeck kernel build --profile sanitizer` makes one',
  kcsan:
    'nothing else looks for data races; it needs a kernel with KCSAN, `quarterdeck kernel build --profile kcsan` makes one',
};

/** What one kernel is lacking for says so, and keeps nothing from the checks that are made on the other. */
export async function openDynamic(place: ExaminerPlace): Promise<OpenDynamic> {
  const kernels = [await openKernel(place, 'sanitizer'), await openKernel(place, 'kcsan')];
  return {
    checks: kernels.flatMap(({checks}) => checks),
    close: () => allClosed(kernels.map(({close}) => close)),
  };
}

async function openKernel(place: ExaminerPlace, profile: NoticingKernel['profile']): Promise<OpenDynamic> {
  const opened = await openPlace(place, profile);
  if ('lacking' in opened) {
    return {checks: checksMadeOn(profile).map((check) => unmade(check, opened.lacking)), close: async () => {}};
  }
  return {checks: openDynamicChecks(opened.at), close: opened.close};
}

function unmade(check: DynamicCheck, why: string): ModuleCheck {
  return {check, deadlineSeconds: 1, run: async () => notRun('nothing', why)};
}

/** In words: what is not there, and how to get it. */
interface Lacking {
  readonly lacking: string;
}

interface OpenPlace {
  readonly at: DynamicPlace;
  close(): Promise<void>;
}

/** Never rejects: a kernel that is there and can't be used is one that is lacking. */
async function openPlace(place: ExaminerPlace, profile: NoticingKernel['profile']): Promise<OpenPlace | Lacking> {
  try {
    const kernel = await sanitizerKernel(place.cacheFolder, profile);
    return kernel === null ? {lacking: howToGet[profile]} : await placeOn(kernel, place, profile);
  } catch (error) {
    return {lacking: messageOf(error)};
  }
}

async function placeOn(
  kernel: KernelTree,
  place: ExaminerPlace,
  profile: NoticingKernel['profile'],
): Promise<OpenPlace | Lacking> {
  const {prepared, unsafeHostBuild, task} = place;
  const {qemu, busybox, bwrap} = prepared.tools;
  if (qemu === undefined || busybox === undefined) return {lacking: 'it needs QEMU; this target is a board'};
  const folder = join(place.folder, profile);
  const made = {qemu, busybox, kernel};
  const machine = await openMachine(place, folder, {...made, ...shared});
  const others =
    profile === 'sanitizer'
      ? [await besides(machine, openMachine(place, `${folder}-single`, {...made, ...single}))]
      : [];
  const builder = createBuilder({kernel, bwrap, unsafeHostBuild});
  const files = () => (task === undefined ? Promise.resolve([]) : compileTask(task, builder, join(folder, 'task')));
  const machines = others[0] === undefined ? machine : {...machine, single: others[0]};
  const acceptanceTexts = task === undefined ? [] : [task.accept, ...task.programs.map(({source}) => source)];
  const own = {builder, kernel: {profile, release: kernel.release}, folder, buildSeconds};
  return {
    at: {...machines, ...own, acceptanceTexts, files},
    close: () => allClosed([...others, machine].map(({close}) => close)),
  };
}

/** Nothing of the first stays open where there is no second. */
async function besides(first: OpenMachine, second: Promise<OpenMachine>): Promise<OpenMachine> {
  try {
    return await second;
  } catch (error) {
    await first.close();
    throw error;
  }
}

const buildSeconds = 180;
