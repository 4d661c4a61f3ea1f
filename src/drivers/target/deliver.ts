// Brings a module and the files of its task onto the target. Debug data stays on the host, where addresses are resolved: it
// is most of a module's bytes, and insmod has no use for it.
import {mkdir, readFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {Target, TaskRunRequest} from '../../ports.ts';
import {runProcess} from '../process.ts';
import {moduleFile, runFolder} from './run-scripts.ts';
import {toolEnvironment} from './tool-environment.ts';

const stripSeconds = 60;

/** Why it could not be done; null when all of it lies in the run's folder. */
export async function deliver(target: Target, request: TaskRunRequest): Promise<string | null> {
  const bytes = await readFile(await stripped(request.koPath)).catch((error: Error) => error);
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

/** A copy without debug data, beside the module; the module itself where strip does not do it. */
async function stripped(koPath: string): Promise<string> {
  const folder = join(dirname(koPath), 'stripped');
  const copy = join(folder, basename(koPath));
  await mkdir(folder, {recursive: true});
  const outcome = await runProcess({
    command: 'strip',
    arguments: ['--strip-debug', '-o', copy, koPath],
    environment: toolEnvironment(),
    deadlineSeconds: stripSeconds,
  });
  return outcome.kind === 'exited' && outcome.code === 0 ? copy : koPath;
}
