// What an examination of one module costs, check by check: one of the fixtures without its fault, so that every check runs to its end.
import {mkdir} from 'node:fs/promises';
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
    const told = (result: CheckResult): void =>
      print(`  ${result.check}: ${ms(result.durationMs)}, ${endWords(result)}`);
    print(`  all of it: ${ms(await timed(() => examiner.examine(request, told, new AbortController().signal)))} (TCG)`);
  } finally {
    await close();
  }
}

function endWords({end, findings}: CheckResult): string {
  const found = findings.length === 0 ? '' : `; ${findings.length} findings`;
  return end.kind === 'finished' ? `${end.looked}${found}` : `${end.kind}: ${end.why}${found}`;
}
