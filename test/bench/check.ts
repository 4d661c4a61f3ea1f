// From a save to its verdict under `check --watch`, over the sum of the same steps done bare: make in the folder, a restore, and the same
// commands from one script; and over the same with a boot in place of the restore.
import assert from 'node:assert/strict';
import {cp, mkdir, rm, writeFile} from 'node:fs/promises';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {type CheckPlace, openCheckPlace} from '../../src/cli/check-place.ts';
import type {CheckScreen} from '../../src/cli/check-screen.ts';
import type {Checked} from '../../src/cli/check-verdict.ts';
import {checkOnSaves} from '../../src/cli/check-watch.ts';
import {shippedTasks} from '../../src/cli/read-task.ts';
import {pathOnHost} from '../../src/drivers/build/place.ts';
import {strippedPathOf} from '../../src/drivers/build/stripped.ts';
import {processFault, runProcess} from '../../src/drivers/process.ts';
import {deliver} from '../../src/drivers/target/deliver.ts';
import {moduleFile, prepareScript, runFolder} from '../../src/drivers/target/run-scripts.ts';
import {stagesOf} from '../../src/drivers/target/run-stages.ts';
import type {KernelTree, TaskRunRequest} from '../../src/ports.ts';
import {goodSources, type Sources, writeSources} from '../cli/ringlog-sources.ts';
import {compared, median, ms, ratio, timed} from './measure.ts';

const rounds = 3;

export async function benchCheck(options: {
  readonly kernel: KernelTree;
  readonly folder: string;
  readonly print: (line: string) => void;
}): Promise<void> {
  const sources = await goodSources();
  const source = await writeSources(join(options.folder, 'check'), sources);
  const task = join(shippedTasks, 'ringlog');
  const line = {task, watch: true, boot: false, json: false, unsafeHostBuild: false};
  const place = await openCheckPlace(line, source, () => {});
  const controller = new AbortController();
  const screen = awaitedScreen();
  const watching = checkOnSaves(place, screen, {boot: false, signal: controller.signal});
  try {
    await screen.verdict$();
    await screen.ready();
    const bare = await bareSteps(options.kernel, place, join(options.folder, 'bare-check'), sources);
    let saves = 0;
    const watched = async (): Promise<void> => {
      await place.target.clean('saved');
      const verdict = screen.verdict$();
      saves += 1;
      const [text, mark] = [sources['ringlog.c'] ?? '', `/* save ${saves} */\n`];
      watchedMs.push(
        await timed(async () => {
          await writeFile(join(source, 'ringlog.c'), text + mark);
          const {verdict: word, reason} = await verdict;
          assert.equal(word, 'accepted', reason);
        }),
      );
      await screen.ready();
    };
    const watchedMs: number[] = [];
    await compared(rounds, watched, bare.run);
    const [watch, steps] = [median(watchedMs), bare.medians()];
    const restored = steps.make + steps.restore + steps.commands;
    const booted = steps.make + steps.boot + steps.commands;
    options.print(
      `  bare: make ${ms(steps.make)}, restore ${ms(steps.restore)}, boot ${ms(steps.boot)}, commands ${ms(steps.commands)}`,
    );
    options.print(
      `  save to verdict ${ms(watch)}, the same bare ${ms(restored)}: ${ratio(watch, restored)} (wanted 1.3x)`,
    );
    options.print(
      `  booting each time ${ms(booted)}: ${ratio(watch, booted)} (wanted 0.5x where the boot is over 2500 ms)`,
    );
  } finally {
    controller.abort();
    await watching;
    await place.close();
  }
}

interface AwaitedScreen extends CheckScreen {
  /** The next one. */
  verdict$(): Promise<Checked>;
  /** The next clean target is there. */
  ready(): Promise<void>;
}

function awaitedScreen(): AwaitedScreen {
  let verdict = Promise.withResolvers<Checked>();
  let ready = Promise.withResolvers<void>();
  return {
    doing: (words) => words.includes('the target is ready') && ready.resolve(),
    verdict(checked) {
      const told = verdict;
      verdict = Promise.withResolvers();
      ready = Promise.withResolvers();
      told.resolve(checked);
    },
    note: () => {},
    close: () => {},
    verdict$: () => verdict.promise,
    ready: () => ready.promise,
  };
}

async function bareSteps(kernel: KernelTree, place: CheckPlace, folder: string, sources: Sources) {
  const {task} = await place.task();
  const {module} = task.requirement;
  const built = await place.builder.buildPrograms({
    sources: task.programs.map(({name, source}) => ({name, text: source})),
    folder: join(place.folder, 'bare-programs'),
  });
  if ('fault' in built) throw new Error(built.fault);
  const files = [
    {path: 'accept.sh', mode: 0o755, bytes: Buffer.from(task.accept)},
    ...built.programs.map(({name, bytes}) => ({path: name, mode: 0o755, bytes})),
  ];
  await writeSources(folder, sources);
  const work = join(folder, 'work');
  const koPath = join(work, `${module}.ko`);
  const request: TaskRunRequest = {
    ...{module, koPath, buildId: '', acceptance: 'accept', files, acceptDeadlineSeconds: 60, loadCycles: 10},
  };
  const took = {make: [] as number[], restore: [] as number[], boot: [] as number[], commands: [] as number[]};

  async function make(): Promise<void> {
    await rm(work, {recursive: true, force: true});
    await mkdir(work);
    for (const name of Object.keys(sources)) await cp(join(folder, name), join(work, name));
    const build = ['-C', pathOnHost(kernel, kernel.buildFolder), `-j${availableParallelism()}`, `M=${work}`, 'modules'];
    await tool('make', build);
    await mkdir(join(strippedPathOf(koPath), '..'), {recursive: true});
    await tool('strip', ['--strip-debug', '-o', strippedPathOf(koPath), koPath]);
  }

  async function clean(how: 'saved' | 'booted'): Promise<void> {
    const {kind} = await place.target.clean(how);
    assert.equal(kind, 'up');
  }

  async function commands(): Promise<void> {
    const limits = {deadlineSeconds: 120, outputBytesMax: 65_536};
    await place.target.exec({script: prepareScript(module), ...limits});
    assert.equal(await deliver(place.target, request), null);
    const script = stagesOf(request, 0)
      .map((stage) => `( ${stage.script}\n) || exit`)
      .join('\n');
    const environment = {KO: moduleFile(module)};
    const outcome = await place.target.exec({script, directory: runFolder, environment, ...limits});
    assert.deepEqual([outcome.kind, outcome.kind === 'exited' && outcome.code], ['exited', 0]);
  }

  return {
    async run(): Promise<void> {
      took.make.push(await timed(make));
      took.boot.push(await timed(() => clean('booted')));
      // So that there is something to restore from; a run from it is not the first.
      await clean('saved');
      await place.target.exec({script: 'true', deadlineSeconds: 10, outputBytesMax: 10});
      took.restore.push(await timed(() => clean('saved')));
      took.commands.push(await timed(commands));
      await clean('saved');
    },
    medians: () => ({
      make: median(took.make),
      restore: median(took.restore),
      boot: median(took.boot),
      commands: median(took.commands),
    }),
  };
}

async function tool(command: string, words: readonly string[]): Promise<void> {
  const fault = processFault(command, await runProcess({command, arguments: words, deadlineSeconds: 120}));
  if (fault !== null) throw new Error(fault);
}
