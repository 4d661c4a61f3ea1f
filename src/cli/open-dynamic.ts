// What tries a module on kernels that notice: a target of its own for each kernel of the cache, beside the session's. It is switched on when
// the first check wants it.
import {mkdir, readdir, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {DynamicCheck} from '../core/examination.ts';
import {createBuilder} from '../drivers/build/builder.ts';
import {checksMadeOn, openDynamicChecks} from '../drivers/examine/dynamic/dynamic-checks.ts';
import {noticingArguments, noticingTimes} from '../drivers/examine/dynamic/noticing-kernel.ts';
import type {DynamicPlace, NoticingKernel} from '../drivers/examine/dynamic/place.ts';
import {type ModuleCheck, notRun} from '../drivers/examine/module-check.ts';
import {sanitizerKernel} from '../drivers/kernel-build/built-kernels.ts';
import {openCapture} from '../drivers/session/capture.ts';
import {createQemuTarget} from '../drivers/target/qemu-target.ts';
import type {KernelTree} from '../ports.ts';
import {messageOf} from '../runtime/insist.ts';
import {compileTask} from './compile-task.ts';
import type {ExaminerPlace} from './examiner-place.ts';

export interface OpenDynamic {
  readonly checks: readonly ModuleCheck[];
  close(): Promise<void>;
}

/** KASAN keeps an eighth of it for itself, and kmemleak what it knows of each object. */
const memoryMiB = 768;
/** Races want two. */
const cpus = 2;

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
  const {at, console, close} = opened;
  return {checks: openDynamicChecks(at).map((check) => withConsole(check, console)), close};
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
  /** The file of its console. */
  readonly console: string;
  close(): Promise<void>;
}

/** A person can read all that the kernel said, not only what was made of it. */
function withConsole(check: ModuleCheck, console: string): ModuleCheck {
  return {
    ...check,
    async run(request, signal) {
      const looked = await check.run(request, signal);
      return looked.end.kind === 'notRun' ? looked : {...looked, console};
    },
  };
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
  {prepared, cacheFolder, folder: all, unsafeHostBuild, task, say}: ExaminerPlace,
  profile: NoticingKernel['profile'],
): Promise<OpenPlace | Lacking> {
  const {qemu, busybox, bwrap} = prepared.tools;
  if (qemu === undefined || busybox === undefined) return {lacking: 'it needs QEMU; this target is a board'};
  const folder = join(all, profile);
  await mkdir(folder, {recursive: true});
  const console = join(folder, 'console');
  const capture = await openCapture(console, (what) => what !== null && say(what));
  const machine = {qemu, busybox, kernel, accelerator: prepared.accelerator, memoryMiB, cpus, devices: devicesOf(task)};
  const target = createQemuTarget(
    {...machine, times: noticingTimes, moreArguments: noticingArguments, cacheFolder, folder: join(folder, 'target')},
    {event: () => {}, console: (bytes) => capture.write(bytes), pulse: () => {}},
  );
  const builder = createBuilder({kernel, bwrap, unsafeHostBuild});
  const files = () => (task === undefined ? Promise.resolve([]) : compileTask(task, builder, join(folder, 'task')));
  return {
    console,
    at: {target, capture, builder, kernel: {profile, release: kernel.release}, folder, buildSeconds, files},
    close: () => allClosed([target.close, capture.close, () => removeAllBut(console)]),
  };
}

/** One after the other, each whatever became of those before it; rejects as the first of them did. */
export async function allClosed(ends: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failed: unknown[] = [];
  for (const end of ends) await end().catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
}

/** Built modules are as large as all that they were debugged with. */
async function removeAllBut(console: string): Promise<void> {
  const folder = dirname(console);
  const others = (await readdir(folder)).filter((name) => name !== basename(console));
  for (const name of others) await rm(join(folder, name), {recursive: true, force: true});
}

const buildSeconds = 180;

function devicesOf(task: ExaminerPlace['task']): readonly string[] {
  return task?.requirement.devices ?? [];
}
