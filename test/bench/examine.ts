// What an examination of one module costs, check by check, and which part of the whole each takes: one of the fixtures without its fault, so that
// every check runs to its end.
import {mkdir} from 'node:fs/promises';
import {availableParallelism, loadavg} from 'node:os';
import {join} from 'node:path';
import {openExaminer} from '../../src/cli/open-examiner.ts';
import type {Prepared} from '../../src/cli/prepare.ts';
import {readTask} from '../../src/cli/read-task.ts';
import {type CheckResult, dynamicChecks, staticChecks} from '../../src/core/examination.ts';
import {loadFixtures, writeVariant} from '../fixtures/modules/load.ts';
import {ms, timed} from './measure.ts';

const name = 'framer';

export async function benchExamine(options: {
  readonly kernel: Prepared['kernel'];
  readonly tools: Prepared['tools'];
  readonly folder: string;
  readonly cacheFolder: string;
  readonly print: (line: string) => void;
}): Promise<void> {
  const {kernel, tools, cacheFolder, print} = options;
  const folder = join(options.folder, 'examine');
  await mkdir(folder, {recursive: true});
  const fixture = (await loadFixtures()).find((one) => one.name === name);
  if (fixture === undefined) throw new Error(`there is no fixture ${name}`);
  const {sourceFolder, taskFolder} = await writeVariant(fixture, 'clean', folder);
  const task = await readTask(taskFolder);
  const prepared = {kernel, tools, accelerator: 'tcg'} as const;
  const place = {prepared, cacheFolder, folder, unsafeHostBuild: false, task, say: () => {}};
  const {examiner, close} = await openExaminer(place);
  const checks = [...staticChecks, ...dynamicChecks];
  const request = {module: name, sourceFolder, acceptance: 'accept', whose: 'own', checks} as const;
  try {
    // The first boot of the sanitizer kernel makes the save that all trials start from.
    const warm = await timed(() =>
      examiner.examine({...request, checks: ['load']}, () => {}, new AbortController().signal),
    );
    print(`  the first trial, with a boot where there is no save yet: ${ms(warm)}`);
    const results: CheckResult[] = [];
    const told = (result: CheckResult): void => {
      results.push(result);
      print(`  ${result.check}: ${ms(result.durationMs)}, ${endWords(result)}`);
    };
    const whole = await timed(() => examiner.examine(request, told, new AbortController().signal));
    print(`  all of it: ${ms(whole)} (TCG, ${busyWords()})`);
    for (const line of parts(results, whole)) print(`  ${line}`);
  } finally {
    await close();
  }
}

/** Other work on the machine is a part of every figure above. */
function busyWords(): string {
  return `${availableParallelism()} CPUs, load ${(loadavg()[1] ?? 0).toFixed(1)} over five minutes`;
}

function parts(results: readonly CheckResult[], whole: number): readonly string[] {
  const dearest = results.toSorted((one, other) => other.durationMs - one.durationMs);
  const percent = (part: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  const reading = results.filter(({check}) => staticChecks.some((name) => name === check));
  const sum = reading.reduce((total, {durationMs}) => total + durationMs, 0);
  return [
    `of which all that read the source: ${percent(sum)}`,
    ...dearest.map(({check, durationMs}) => `of which ${check}: ${percent(durationMs)}`),
  ];
}

function endWords({end, findings}: CheckResult): string {
  const found = findings.length === 0 ? '' : `; ${findings.length} findings`;
  return end.kind === 'finished' ? `${end.looked}${found}` : `${end.kind}: ${end.why}${found}`;
}
