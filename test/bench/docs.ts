// The index of the kernel's documentation: what it costs to make, over reading every header it is made from once, and what an
// answer takes when it is there.
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {ingredientsOf} from '../../src/drivers/kernel-docs/ingredients.ts';
import {createKernelDocs, type OpenKernelDocs} from '../../src/drivers/kernel-docs/kernel-docs.ts';
import {runProcess} from '../../src/drivers/process.ts';
import type {KernelQuestion, KernelTree} from '../../src/ports.ts';
import {median, ms, ratio, timed} from './measure.ts';

const answersWanted = 200;

export async function benchDocs({
  kernel,
  folder,
  print,
}: {
  readonly kernel: KernelTree;
  readonly folder: string;
  readonly print: (line: string) => void;
}): Promise<void> {
  const cacheFolder = join(folder, 'docs-cache');
  await mkdir(cacheFolder);
  const options = {kernel, cacheFolder, packagesRoot: '/nonexistent'};
  const readMs = await timed(() => readHeaders(kernel));
  const making = createKernelDocs(options);
  const makeMs = await timed(() => making.find({ask: 'lookUp', names: ['kfree']}));
  making.close();
  print(`  index made in ${ms(makeMs)}; grep -c through its headers ${ms(readMs)}: ${ratio(makeMs, readMs)}`);
  const docs = createKernelDocs(options);
  const firstMs = await timed(() => docs.answer({ask: 'lookUp', names: ['misc_register']}));
  const {times, processorTimes} = await answerTimes(docs);
  docs.close();
  print(
    `  first answer ${ms(firstMs)}; of ${times.length} more the median ${median(times).toFixed(1)} ms, the slowest ${ms(Math.max(...times))} (bound: 100 ms; of the processor's time ${ms(Math.max(...processorTimes))})`,
  );
}

/** Each header once, as a search without an index has to. */
async function readHeaders(kernel: KernelTree): Promise<void> {
  for (const {root, paths} of ingredientsOf(kernel, '/nonexistent').headers) {
    const input = paths.map((path) => `${path}\0`).join('');
    await runProcess({
      ...{command: 'xargs', arguments: ['-0', 'grep', '-c', 'kfree'], directory: root, input},
      ...{deadlineSeconds: 120, outputBytesMax: 32 * 1024 * 1024},
    });
  }
}

/** Names that are there and others that are not, fields, phrases, uses, in turn. */
async function answerTimes(
  docs: OpenKernelDocs,
): Promise<{readonly times: readonly number[]; readonly processorTimes: readonly number[]}> {
  const times: number[] = [];
  const processorTimes: number[] = [];
  for (let count = 0; count < answersWanted; count++) {
    const question = questions[count % questions.length];
    if (question === undefined) break;
    const before = process.cpuUsage();
    times.push(await timed(() => docs.answer(question)));
    const {user, system} = process.cpuUsage(before);
    processorTimes.push((user + system) / 1000);
  }
  return {times, processorTimes};
}

const questions: readonly KernelQuestion[] = [
  ...[
    'kmalloc',
    'struct file_operations',
    'GFP_KERNEL',
    'struct task_struct',
    'file_operations.read',
    'list_for_each_entry',
  ].map((name) => ({ask: 'lookUp', names: [name]}) as const),
  ...['msleep_interruptibel', 'misc_registr', 'wake_up_al', 'no_such_name_at_all'].map(
    (name) => ({ask: 'lookUp', names: [name]}) as const,
  ),
  {
    ask: 'lookUp',
    names: [
      'kref_put',
      'mutex_lock',
      'copy_to_user',
      'struct miscdevice',
      'IRQF_SHARED',
      'poll_wait',
      'kzalloc',
      'ERR_PTR',
    ],
  },
  ...['may sleep while the lock is held', 'kfifo_in', 'int', 'register a device', 'interrupt context'].map(
    (words) => ({ask: 'search', words}) as const,
  ),
  ...['kfree', 'spin_lock_irqsave', 'NULL'].map((symbol) => ({ask: 'examples', symbol}) as const),
];
