// One crash of a real module, from the console's bytes to a report with its lines of source, over a bare addr2line for one address.
import {execFile} from 'node:child_process';
import {mkdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {createBuilder} from '../../src/drivers/build/builder.ts';
import {locateReports} from '../../src/drivers/symbols/crash-source.ts';
import {createQemuTarget} from '../../src/drivers/target/qemu-target.ts';
import {findReports} from '../../src/kernel/find-reports.ts';
import {buildModule} from '../build-module.ts';
import {falterModule, falterSources, guilty} from '../soak/falter.ts';
import {compared, ms, ratio} from './measure.ts';
import {type TargetBench, targetOptions} from './targets.ts';

const rounds = 9;
const run = promisify(execFile);

export async function benchLocated(
  options: TargetBench & {readonly tools: {readonly bwrap: string; readonly qemu: string; readonly busybox: string}},
): Promise<void> {
  const builder = createBuilder({kernel: options.kernel, bwrap: options.tools.bwrap, unsafeHostBuild: false});
  const folder = join(options.folder, 'located');
  const built = await buildModule(builder, folder, {module: falterModule, files: falterSources});
  if (built.kind !== 'built') throw new Error(`${falterModule} was not built: ${JSON.stringify(built)}`);
  const {koPath} = built;
  const text = await crashText(options, koPath);
  const sourceFolder = join(folder, 'source');
  const locate = async (): Promise<void> => {
    const [report] = await locateReports(
      findReports(text),
      {kos: [koPath], sourceFolder},
      {folders: [sourceFolder], anywhere: false},
    );
    const line = report?.source?.excerpts[0]?.lines.join('\n') ?? '';
    if (!line.includes('WRITE_ONCE'))
      throw new Error(`the crash is not found in its source: ${JSON.stringify(report)}`);
  };
  const bare = () => run('addr2line', ['-e', koPath, '-fi', '0x10']);
  const {firstMs, secondMs} = await compared(rounds, locate, bare);
  const kilobytes = (text.length / 1000).toFixed(0);
  options.print(
    `  from ${kilobytes} kB of console to a report with its source: ${ms(firstMs)}, a bare addr2line ${ms(secondMs)}: ${ratio(firstMs, secondMs)} (medians of ${rounds})`,
  );
}

/** What the console says of an oops of the module, until the target is back. */
async function crashText(options: TargetBench, koPath: string): Promise<string> {
  const machine = targetOptions(options, 'crashing');
  await mkdir(machine.folder, {recursive: true});
  let text = '';
  const target = createQemuTarget(machine, {
    event() {},
    console(bytes) {
      text += Buffer.from(bytes).toString('latin1');
    },
    pulse() {},
  });
  try {
    const ready = await target.clean('saved');
    if (ready.kind !== 'up') throw new Error(`the target is ${ready.kind}: ${ready.why}`);
    const path = `/tmp/${falterModule}.ko`;
    await target.push({path, mode: 0o644, bytes: await readFile(koPath)});
    text = '';
    await target.exec({script: `insmod ${path} how=oops`, deadlineSeconds: 60, outputBytesMax: 4096});
    await target.settled();
    if (!text.includes(guilty('oops'))) throw new Error(`the module did not crash its target: ${text}`);
    return text;
  } finally {
    await target.close();
  }
}
