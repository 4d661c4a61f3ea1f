// Runs a built module through the task's acceptance on the target, with the task's programs compiled once.
import type {Builder} from '../drivers/build/builder.ts';
import {type CaptureReader, type RunTarget, runTask} from '../drivers/target/task-run.ts';
import type {FileToPush, RunOutcome, World} from '../ports.ts';
import type {StartFile} from './start-file.ts';

const loadCycles = 10;
/** accept.sh may take this long; the task's own minutes bound the whole. */
const acceptDeadlineSeconds = 300;

export interface TaskRunner {
  run: World['run'];
}

export function openTaskRunner(options: {
  readonly start: StartFile;
  readonly target: RunTarget;
  readonly capture: CaptureReader;
  readonly builder: Builder;
  readonly folder: string;
}): TaskRunner {
  const {task} = options.start;
  let files: Promise<readonly FileToPush[]> | null = null;

  async function compile(): Promise<readonly FileToPush[]> {
    const accept = {path: 'accept.sh', mode: 0o755, bytes: Buffer.from(task.accept)};
    if (task.programs.length === 0) return [accept];
    const sources = task.programs.map(({name, source}) => ({name, text: source}));
    const built = await options.builder.buildPrograms({sources, folder: options.folder});
    if ('fault' in built) throw new Error(`the programs of the task don't compile: ${built.fault}`);
    return [accept, ...built.programs.map(({name, bytes}) => ({path: name, mode: 0o755, bytes}))];
  }

  return {
    async run({koPath, elfBuildId, acceptance}, signal): Promise<RunOutcome> {
      files ??= compile();
      const compiled = await files.catch((error: unknown) => {
        files = null;
        throw error;
      });
      return runTask({
        target: options.target,
        capture: options.capture,
        signal,
        request: {
          module: task.requirement.module,
          koPath,
          buildId: elfBuildId,
          acceptance,
          files: compiled,
          acceptDeadlineSeconds,
          loadCycles,
        },
      });
    },
  };
}
