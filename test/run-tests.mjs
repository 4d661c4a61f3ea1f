// Runs a group of test files, each in a process of its own, and those that take longest first, since one that begins last is waited for alone. A
// program of its own: set-up runs on any node, the tests on the package's.
import {globSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {run} from 'node:test';
import {spec} from 'node:test/reporters';
import {fileURLToPath} from 'node:url';
import {openTold} from './told.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const groups = {
  long: {
    files: 'test/**/*.long.test.ts',
    first: ['test/runtime/chance.long.test.ts'],
    atOnce: availableParallelism(),
    timeout: 600_000,
    againMax: 0,
  },
  /**
   * What needs a kernel, a sandbox or a pty: more files at a time than processors, since half of each is waiting; none may wait for ever.
   * Those first take a minute and more.
   */
  target: {
    files: 'test/**/*.target.test.ts',
    first: [
      'test/e2e/whole-way.target.test.ts',
      'test/drivers/examine/dynamic/allocations.target.test.ts',
      'test/drivers/examine/dynamic/left-alone.target.test.ts',
      'test/e2e/live-session.target.test.ts',
      'test/drivers/target/faults.target.test.ts',
      'test/drivers/symbols/faults.target.test.ts',
      'test/drivers/examine/dynamic/leaks.target.test.ts',
      'test/cli/check.target.test.ts',
      'test/e2e/whole-way-hang.target.test.ts',
      'test/e2e/examined-session.target.test.ts',
    ],
    atOnce: 3,
    timeout: 900_000,
    /** Of files that fail, this many are run again: more of them are no accident. */
    againMax: 3,
  },
};

const {files, first, atOnce, againMax, timeout} = groups[process.argv[2]];
const told = await runFiles(inOrder(), atOnce);
const again = told.failed();
const isAccident = again.length > 0 && again.length <= againMax;
const last = isAccident ? await runAgain(again) : told;
process.exitCode = last.failed().length > 0 || told.hasNoReason() ? 1 : 0;

function inOrder() {
  const found = globSync(files, {cwd: root}).sort();
  const lost = first.filter((name) => !found.includes(name));
  if (found.length === 0 || lost.length > 0) throw new Error(`no such test file: ${lost.join(', ') || files}`);
  return [...first, ...found.filter((name) => !first.includes(name))];
}

async function runFiles(names, concurrency) {
  const all = openTold();
  const stream = run({
    files: names.map((name) => join(root, name)),
    concurrency,
    timeout,
  });
  stream.on('data', (event) => all.hear(event));
  for await (const text of stream.compose(new spec())) process.stdout.write(text);
  process.stdout.write(`${all.lines().join('\n')}\n`);
  return all;
}

/** An emulated kernel on a busy machine misses a deadline now and then. That is said, and a file that fails again has failed. */
async function runAgain(failed) {
  process.stderr.write(`failed beside others, and run once more alone:\n${failed.join('\n')}\n`);
  return runFiles(failed, 1);
}
