// Runs a built module through the task's acceptance on the target, with the task's programs compiled once.
import type {Reproduction} from '../core/entities.ts';
import type {Mended} from '../core/mended.ts';
import type {Builder} from '../drivers/build/builder.ts';
import {reproduce} from '../drivers/target/run-reproduction.ts';
import {type RunSpeed, runAtSpeed} from '../drivers/target/run-speeds.ts';
import type {CaptureReader, RunPlace, RunTarget} from '../drivers/target/task-run.ts';
import type {FileToPush, RunOutcome, RunStage, TaskRunRequest, World} from '../ports.ts';
import {compileTask} from './compile-task.ts';
import {withSource} from './crash-located.ts';
import type {TaskFiles} from './read-task.ts';

const loadCycles = 10;
/** accept.sh may take this long; the task's own minutes bound the whole. */
const acceptDeadlineSeconds = 300;

export interface TaskRunner {
  /** `booted`: once, from a real boot. */
  run(
    request: Omit<Parameters<World['run']>[0], 'speed'> & {readonly speed: RunSpeed},
    signal: AbortSignal,
  ): Promise<RunOutcome>;
  /** Whether the crash is seen again on the build that had it. */
  reproduce(mended: Mended, signal: AbortSignal): Promise<Reproduction>;
  /** Compiles the task's programs, which a run otherwise waits for; rejects in words when they don't compile. */
  prepare(): Promise<unknown>;
}

export function openTaskRunner(options: {
  /** Asked for each time: what a goal is held against is known only once it is approved. */
  task(): Promise<TaskFiles>;
  readonly target: RunTarget;
  readonly capture: CaptureReader;
  readonly builder: Builder;
  readonly folder: string;
  /** The folder of the sources that a module was built of. */
  sourceOf(koPath: string): string;
  readonly onStage?: (stage: RunStage) => void;
}): TaskRunner {
  let files: Promise<readonly FileToPush[]> | null = null;

  const compile = async (): Promise<readonly FileToPush[]> =>
    compileTask(await options.task(), options.builder, options.folder);

  function compiledFiles(): Promise<readonly FileToPush[]> {
    files ??= compile().catch((error: unknown) => {
      files = null;
      throw error;
    });
    return files;
  }

  async function requestFor({
    koPath,
    elfBuildId: buildId,
    acceptance,
  }: Pick<Mended, 'koPath' | 'elfBuildId' | 'acceptance'>): Promise<TaskRunRequest> {
    const {module} = (await options.task()).requirement;
    const files = await compiledFiles();
    return {module, koPath, buildId, acceptance, files, acceptDeadlineSeconds, loadCycles};
  }

  const {target, capture, onStage} = options;
  const placeFor = (signal: AbortSignal): RunPlace => ({target, capture, signal, ...(onStage ? {onStage} : {})});

  return {
    prepare: compiledFiles,
    async reproduce(mended, signal) {
      return reproduce(placeFor(signal), await requestFor(mended), mended);
    },
    async run({koPath, elfBuildId, acceptance, speed, mended}, signal): Promise<RunOutcome> {
      const request = await requestFor({koPath, elfBuildId, acceptance});
      const outcome = await runAtSpeed(placeFor(signal), {request, speed, ...(mended === undefined ? {} : {mended})});
      return {...outcome, reports: await withSource(outcome.reports, koPath, options.sourceOf(koPath))};
    },
  };
}
