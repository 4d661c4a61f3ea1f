// A module's build in the sandbox, over a bare make of the same files against the same headers.
import {cp, mkdir, rm, writeFile} from 'node:fs/promises';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {createBuilder} from '../../src/drivers/build/builder.ts';
import {pathOnHost} from '../../src/drivers/build/place.ts';
import {processFault, runProcess} from '../../src/drivers/process.ts';
import type {KernelTree} from '../../src/ports.ts';
import {compared, ms, ratio} from './measure.ts';

const module = 'bench';
const source = [
  '// SPDX-License-Identifier: GPL-2.0',
  '#include <linux/module.h>',
  '#include <linux/miscdevice.h>',
  '#include <linux/fs.h>',
  '#include <linux/poll.h>',
  'static int __init bench_init(void) { return 0; }',
  'static void __exit bench_exit(void) { }',
  'module_init(bench_init);',
  'module_exit(bench_exit);',
  'MODULE_LICENSE("GPL");',
  'MODULE_DESCRIPTION("what a build costs");',
  '',
].join('\n');

export async function benchBuild(options: {
  readonly kernel: KernelTree;
  readonly tools: {readonly bwrap: string};
  readonly folder: string;
  readonly print: (line: string) => void;
}): Promise<void> {
  const {kernel, folder} = options;
  const sourceFolder = join(folder, 'source');
  await mkdir(sourceFolder, {recursive: true});
  await writeFile(join(sourceFolder, `${module}.c`), source);
  await writeFile(join(sourceFolder, 'Kbuild'), `obj-m := ${module}.o\n`);
  const builder = createBuilder({kernel, bwrap: options.tools.bwrap, unsafeHostBuild: false});
  const buildFolder = pathOnHost(kernel, kernel.buildFolder);
  const inSandbox = async (): Promise<void> => {
    const request = {module, sourceFolder, artefactFolder: join(folder, 'out'), deadlineSeconds: 120};
    const outcome = await builder.build(request);
    if (outcome.kind !== 'built') throw new Error(`the sandbox did not build: ${JSON.stringify(outcome)}`);
  };
  const bare = async (): Promise<void> => {
    const work = join(folder, 'bare');
    await rm(work, {recursive: true, force: true});
    await cp(sourceFolder, work, {recursive: true});
    const fault = processFault(
      'make',
      await runProcess({
        command: 'make',
        arguments: ['-C', buildFolder, `-j${availableParallelism()}`, `M=${work}`, 'modules'],
        deadlineSeconds: 120,
      }),
    );
    if (fault !== null) throw new Error(fault);
  };
  await bare();
  const {firstMs, secondMs} = await compared(5, inSandbox, bare);
  options.print(
    `  in the sandbox ${ms(firstMs)}, bare make ${ms(secondMs)}: ${ratio(firstMs, secondMs)} (medians of 5)`,
  );
}
