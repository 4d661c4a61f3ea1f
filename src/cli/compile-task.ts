// A task's files as a target gets them: accept.sh, and its programs compiled.
import type {Builder} from '../drivers/build/builder.ts';
import type {FileToPush} from '../ports.ts';
import type {TaskFiles} from './read-task.ts';

/** Rejects in words when they don't compile. */
export async function compileTask(task: TaskFiles, builder: Builder, folder: string): Promise<readonly FileToPush[]> {
  const accept = {path: 'accept.sh', mode: 0o755, bytes: Buffer.from(task.accept)};
  if (task.programs.length === 0) return [accept];
  const sources = task.programs.map(({name, source}) => ({name, text: source}));
  const built = await builder.buildPrograms({sources, folder});
  if ('fault' in built) throw new Error(`the programs of the task don't compile: ${built.fault}`);
  return [accept, ...built.programs.map(({name, bytes}) => ({path: name, mode: 0o755, bytes}))];
}
