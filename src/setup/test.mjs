// `npm test`: sets up what is missing, then runs the tests; what is given after `--` goes to node's test runner.
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {runNode} from './child.mjs';
import {installDependencies, isInstalled, root, SetupFault} from './dependencies.mjs';
import {checkMachine} from './machine.mjs';
import {typescriptWords} from './typescript-words.mjs';

/** One package of the tests is compiled when it is installed. */
const compilers = ['g++', 'make', 'python3'];
/** What needs a kernel, a sandbox or a pty: three files at a time, since most of each is waiting; none may wait for ever. */
const groups = [
  {files: ['test/**/!(*.target).test.ts'], more: []},
  {
    files: ['test/**/*.target.test.ts'],
    more: ['--test-concurrency=3', '--test-timeout=400000'],
  },
];

/** Of files on a target that fail, this many are run again: more of them are no accident. */
const againMax = 3;

try {
  checkMachine();
  const words = process.argv.slice(2);
  const status = await setUp(words.length === 0 || words[0] === '--set-up-only');
  if (status !== 0 || words[0] === '--set-up-only') process.exitCode = status;
  else process.exitCode = words.length > 0 ? await runTests(words, []) : await runAll();
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

/** Both groups, whatever the first one shows. */
async function runAll() {
  const [fast, target] = groups;
  const failed = await runTests(fast.files, fast.more);
  return (await runOnTargets(target)) || failed;
}

/**
 * An emulated kernel on a busy machine misses a deadline now and then. A file that failed beside others is run once more, alone; that is
 * said, and a file that fails again has failed.
 */
async function runOnTargets({files, more}) {
  const failures = new Set();
  const status = await runTests(files, more, failures);
  if (status === 0 || failures.size === 0 || failures.size > againMax) return status;
  process.stderr.write(`failed beside others, and run once more alone:\n${[...failures].join('\n')}\n`);
  return runTests([...failures], [...more, '--test-concurrency=1']);
}

/** A skipped test is told with its reason; where everything can be set up (CI) there is no reason to skip. */
async function runTests(files, more, failures = new Set()) {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-skips-'));
  const skips = join(folder, 'skips');
  const failed = join(folder, 'failed');
  const reporters = [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${join(root, 'test/skips.mjs')}`, `--test-reporter-destination=${skips}`],
    ...[`--test-reporter=${join(root, 'test/failures.mjs')}`, `--test-reporter-destination=${failed}`],
  ];
  const words = ['--enable-source-maps', ...typescriptWords, '--test', ...reporters, ...more, ...files];
  const status = await runNode(words, {directory: root});
  const skipped = existsSync(skips) ? readFileSync(skips, 'utf8') : '';
  const names = existsSync(failed) ? readFileSync(failed, 'utf8').split('\n') : [];
  for (const name of names) if (name !== '') failures.add(name);
  rmSync(folder, {recursive: true, force: true});
  if (skipped === '') return status;
  process.stderr.write(`skipped:\n${skipped}`);
  return status || ((process.env.CI ?? '') === '' ? 0 : 1);
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));
}
