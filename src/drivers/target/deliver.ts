// Brings a module and the files of its task onto the target. Debug data stays on the host, where addresses are resolved: it
// is most of a module's bytes, and insmod has no use for it.
import {readFile} from 'node:fs/promises';
import type {Target, TaskRunRequest} from '../../ports.ts';
import {strippedPathOf} from '../build/stripped.ts';
import {moduleFile, runFolder} from './run-scripts.ts';

/** Why it could not be done; null when all of it lies in the run's folder. */
export async function deliver(
  target: Target,
  request: Pick<TaskRunRequest, 'module' | 'koPath' | 'files'>,
): Promise<string | null> {
  const bytes = await moduleBytes(request.koPath).catch((error: Error) => error);
  if (bytes instanceof Error) return `the built module can't be read: ${bytes.message}`;
  const files = [
    {path: moduleFile(request.module), mode: 0o644, bytes},
    ...request.files.map((file) => ({
      ...file,
      path: file.path.startsWith('/') ? file.path : `${runFolder}/${file.path}`,
    })),
  ];
  for (const file of files) {
    const outcome = await target.push(file);
    if (!outcome.pushed) return `${file.path} can't be brought to the target: ${outcome.reason}`;
  }
  return null;
}

/** The copy without debug data that the build left beside the module; the module itself where there is none. */
async function moduleBytes(koPath: string): Promise<Buffer> {
  return readFile(strippedPathOf(koPath)).catch(() => readFile(koPath));
}
