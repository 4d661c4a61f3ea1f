// Where a check is made: the task, a target of its own, the sandbox, and a folder for what comes about, gone at the end.
import {copyFile, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {TargetEvent} from '../core/target-events.ts';
import type {TargetSettings} from '../core/target-settings.ts';
import {type Builder, createBuilder} from '../drivers/build/builder.ts';
import {cacheFolderOf, stateFolderOf} from '../drivers/session/folders.ts';
import type {RunTarget} from '../drivers/target/task-run.ts';
import type {RunStage, TargetSink} from '../ports.ts';
import {type CheckCapture, openCheckCapture} from './check-capture.ts';
import {type Kept, targetWords} from './check-verdict.ts';
import {chooseTarget} from './choose-target.ts';
import type {CheckArguments} from './command-line.ts';
import {unlessInterrupted} from './interrupts.ts';
import {lockBoard} from './lock-target.ts';
import {openTarget} from './open-target.ts';
import {openTaskRunner, type TaskRunner} from './open-task-runner.ts';
import {type Prepared, prepare} from './prepare.ts';
import {readConfiguration} from './read-configuration.ts';
import {readTask, type TaskFiles} from './read-task.ts';
import {heldAlone} from './take-target.ts';

export interface CheckPlace {
  readonly source: string;
  readonly taskFolder: string;
  /** Of this process; gone when the place is closed. */
  readonly folder: string;
  readonly target: RunTarget;
  readonly capture: CheckCapture;
  readonly builder: Builder;
  readonly buildSeconds: number;
  readonly say: (words: string) => void;
  /** The task as it lies in its folder now; throws a CommandFault that says what is wrong with it. */
  task(): Promise<{readonly task: TaskFiles; readonly runner: TaskRunner}>;
  /** Keeps a run's module and console for a person, in the place of those of the run before. */
  keep(koPath: string, console: Uint8Array): Promise<Kept>;
  close(): Promise<void>;
}

/** Throws a CommandFault: 2 for what was asked for, 3 for what the host lacks. */
export async function openCheckPlace(
  line: CheckArguments,
  source: string,
  say: (words: string) => void,
  onEvent: (event: TargetEvent) => void = () => {},
): Promise<CheckPlace> {
  const configuration = await readConfiguration({
    environment: process.env,
    directory: process.cwd(),
    ...(line.config === undefined ? {} : {file: line.config}),
  });
  const settings = chooseTarget(configuration, line.target);
  const taskFolder = resolve(line.task);
  const first = await readTask(line.task);
  const prepared = await prepare(settings);
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-check-'));
  const builder = createBuilder({
    kernel: prepared.kernel,
    bwrap: prepared.tools.bwrap,
    unsafeHostBuild: line.unsafeHostBuild,
  });
  const {devices} = first.requirement;
  const {target, capture, close} = await openOver(settings, {prepared, devices, folder, say, onEvent});
  let known: {readonly text: string; readonly task: TaskFiles; readonly runner: TaskRunner} | null = null;
  const onStage = (stage: RunStage): void => say(`running: ${stage}`);
  const runs = join(stateFolderOf(process.env), 'check');
  return {
    ...{source, taskFolder, folder, target, capture, builder, say},
    buildSeconds: configuration.build.deadlineSeconds,
    async task() {
      const task = await readTask(taskFolder);
      const text = JSON.stringify(task);
      // Its programs are compiled again only when it has changed.
      if (known?.text !== text) {
        const programs = join(folder, 'programs');
        const runner = openTaskRunner({
          ...{task: async () => task, target, capture, builder, folder: programs, onStage},
          sourceOf: () => source,
        });
        known = {text, task, runner};
      }
      return known;
    },
    async keep(koPath, text) {
      await mkdir(runs, {recursive: true, mode: 0o700});
      const {name} = first.requirement;
      const kept = {console: join(runs, `${name}.console`), module: join(runs, `${name}.ko`)};
      await writeFile(kept.console, text, {mode: 0o600});
      await copyFile(koPath, kept.module);
      return kept;
    },
    close,
  };
}

/** The target, and its console in the folder; what it comes to at its end takes the folder away, as does a fault here. */
async function openOver(
  settings: TargetSettings,
  {
    prepared,
    devices,
    folder,
    say,
    onEvent,
  }: {
    readonly prepared: Prepared;
    readonly devices: readonly string[];
    readonly folder: string;
    readonly say: (words: string) => void;
    readonly onEvent: (event: TargetEvent) => void;
  },
): Promise<Pick<CheckPlace, 'target' | 'capture' | 'close'>> {
  const endings: (() => Promise<unknown>)[] = [() => rm(folder, {recursive: true, force: true})];
  const close = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end().catch(() => {});
  };
  return unlessInterrupted(async () => {
    const capture = await openCheckCapture(folder, (what) => say(what ?? 'the disk takes the console again'));
    endings.push(() => capture.close());
    const sink: TargetSink = {
      event(event) {
        onEvent(event);
        tell(event, say);
      },
      console: (bytes) => capture.write(bytes),
      pulse: () => {},
    };
    const as = 'quarterdeck check';
    const held = await heldAlone(settings, {as, devices, sink});
    if (held === null) endings.push(await lockBoard(settings, as));
    const cacheFolder = cacheFolderOf(process.env);
    const own = {settings, prepared, cacheFolder, folder: join(folder, 'target'), devices, sink, by: () => as};
    const target = held ?? openTarget(own);
    endings.push(() => target.close());
    return {target, capture, close};
  }, close);
}

function tell(event: TargetEvent, say: (words: string) => void): void {
  const words = targetWords(event);
  if (words !== null) say(words);
}
