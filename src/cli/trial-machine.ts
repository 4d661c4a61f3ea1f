// A target of QEMU's on which modules are tried, beside the session's: with its own capture, of which the file stays. It is switched on when
// the first trial wants it.
import {mkdir, readdir, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {noticingArguments, noticingTimes} from '../drivers/examine/dynamic/noticing-kernel.ts';
import type {TrialMachine} from '../drivers/examine/dynamic/place.ts';
import {openCapture} from '../drivers/session/capture.ts';
import {createQemuTarget} from '../drivers/target/qemu-target.ts';
import type {QemuTargetOptions} from '../drivers/target/target-options.ts';
import type {ExaminerPlace} from './examiner-place.ts';

export interface OpenMachine extends TrialMachine {
  close(): Promise<void>;
}

/** `folder`: of this machine alone, but for what its user keeps there as long as it is open. */
export async function openMachine(
  {prepared, cacheFolder, task, say}: ExaminerPlace,
  folder: string,
  made: Pick<QemuTargetOptions, 'qemu' | 'busybox' | 'kernel' | 'memoryMiB' | 'cpus'>,
): Promise<OpenMachine> {
  await mkdir(folder, {recursive: true});
  const console = join(folder, 'console');
  const capture = await openCapture(console, (what) => what !== null && say(what));
  const devices = task?.requirement.devices ?? [];
  const options = {...made, accelerator: prepared.accelerator, devices, times: noticingTimes};
  const paths = {cacheFolder, folder: join(folder, 'target')};
  try {
    const target = createQemuTarget(
      {...options, ...paths, moreArguments: noticingArguments},
      {event: () => {}, console: (bytes) => capture.write(bytes), pulse: () => {}},
    );
    const close = () => allClosed([target.close, capture.close, () => removeAllBut(console)]);
    return {target, capture, console, close};
  } catch (error) {
    await capture.close();
    throw error;
  }
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
