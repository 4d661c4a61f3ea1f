// `npm test`: sets up what is missing, then runs the tests; what is given after `--` goes to node's test runner.
import {existsSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {runNode} from './child.mjs';
import {installDependencies, isInstalled, root, SetupFault} from './dependencies.mjs';
import {checkMachine} from './machine.mjs';
import {typescriptWords} from './typescript-words.mjs';

/** One package of the tests is compiled when it is installed. */
const compilers = ['g++', 'make', 'python3'];
const reporters = ['spec', './test/told.mjs'].flatMap((name) => [
  ...[`--test-reporter=${name}`, '--test-reporter-destination=stdout'],
]);

try {
  checkMachine();
  const words = process.argv.slice(2);
  const status = await setUp(words.length === 0 || words[0] === '--set-up-only');
  if (status !== 0 || words[0] === '--set-up-only') process.exitCode = status;
  else process.exitCode = words.length > 0 ? await runTests(['--test', ...words]) : await runAll();
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  process.stderr.write(`quarterdeck: ${error.message}\n`);
  process.exitCode = error.status;
}

/**
 * Without compilers the program's own packages come first: they are what installs compilers. The kernel that notices more takes minutes,
 * once: whoever runs a single file need not wait for it, and a test that wants it builds it.
 */
async function setUp(isForAll) {
  const canCompile = compilers.every((name) => isOnPath(name));
  await installDependencies(canCompile || isInstalled('all') ? 'all' : 'run');
  const words = ['--for-tests', ...(isForAll ? ['--sanitizer'] : [])];
  const status = await runNode([...typescriptWords, join(root, 'src/cli/prepare-for-tests.ts'), ...words]);
  if (status === 0) await installDependencies('all');
  return status;
}

/** What is short in one process, then what takes seconds, then what needs a kernel, whatever came of those before. */
async function runAll() {
  const short = ['--test-timeout=120000', ...reporters, 'test/together.mjs', 'test/**/!(*.target|*.long).test.ts'];
  let failed = 0;
  for (const words of [short, ['test/run-tests.mjs', 'long'], ['test/run-tests.mjs', 'target']]) {
    failed = (await runTests(words)) || failed;
  }
  return failed;
}

function runTests(words) {
  return runNode(['--enable-source-maps', ...typescriptWords, ...words], {directory: root});
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));
}
