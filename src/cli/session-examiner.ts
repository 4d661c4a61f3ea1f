// The examiner of a session: the tree is laid out for it in a folder of its own, and it is opened anew each time, since what a goal is held
// against is known only once it is approved.
import {mkdir, mkdtemp, rm, rmdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {TreeHash} from '../core/ids.ts';
import {sanitizerKernel} from '../drivers/kernel-build/built-kernels.ts';
import type {World} from '../ports.ts';
import {openExaminer} from './open-examiner.ts';
import type {TaskFiles} from './read-task.ts';
import type {StartFile} from './start-file.ts';

export interface SessionExaminerOptions {
  readonly start: StartFile;
  /** The session's own, for what comes about. */
  readonly folder: string;
  readonly layOut: (tree: TreeHash, folder: string) => Promise<void>;
  readonly taskNow: () => Promise<TaskFiles>;
}

export function openSessionExaminer({start, folder, layOut, taskNow}: SessionExaminerOptions): World['examine'] {
  const {cacheFolder, unsafeHostBuild} = start;
  return async ({tree, acceptance, checks}, told, signal) => {
    await mkdir(folder, {recursive: true});
    // One of the same tree may be about to end: it was called off, and the tree submitted again.
    const own = await mkdtemp(join(folder, `${tree.slice(0, 16)}-`));
    const sourceFolder = join(own, 'source');
    try {
      await layOut(tree, sourceFolder);
      const task = await taskNow();
      const place = {prepared: start, cacheFolder, folder: own, unsafeHostBuild, task, say: () => {}};
      const {examiner, close} = await openExaminer(place);
      const request = {module: task.requirement.module, sourceFolder, acceptance, checks};
      await examiner.examine(request, told, signal).finally(close);
    } finally {
      await rm(sourceFolder, {recursive: true, force: true});
      // Unless a kernel's console lies in it.
      await rmdir(own).catch(() => {});
    }
  };
}

/**
 * The release of the kernel that a module of this session can be tried on, where that is built: it runs in QEMU, as the target does. One that
 * is there and can't be used keeps no session from its work.
 */
export async function sanitizerOf({target, cacheFolder}: StartFile): Promise<{readonly sanitizer?: string}> {
  const kernel = target.kind === 'qemu' ? await sanitizerKernel(cacheFolder, 'sanitizer').catch(() => null) : null;
  return kernel === null ? {} : {sanitizer: kernel.release};
}
