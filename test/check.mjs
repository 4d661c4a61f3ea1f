// `npm run check`, a developer's inner loop: linter, types and the fast tests. The tests run in a few processes and not in
// one a file: most files take less time than a process does to start. Left to `npm test` are the tests on a real kernel (`*.target.test.ts`) and those
// that take seconds by their nature (`*.long.test.ts`): sessions by chance, a cut after every event, programs that are started by the dozen.
import {spawn} from 'node:child_process';
import {typescriptWords} from '../src/setup/typescript-words.mjs';
import {openLinted} from './linted.mjs';

/** Properties make a lot that is soon forgotten: with more room for the young, the collector looks at it less often. */
const roomForTheYoung = '--max-semi-space-size=64';
const reporters = ['dot', './test/told.mjs'].flatMap((name) => [
  ...[`--test-reporter=${name}`, '--test-reporter-destination=stdout'],
]);
const perProcess = [roomForTheYoung, ...typescriptWords, '--test-timeout=120000', ...reporters, 'test/together.mjs'];
/** Of React that which is used: its other half looks for faults that the types rule out, and takes its time for it. */
const asUsed = {...process.env, NODE_ENV: 'production'};
/** What the compiler knew the last time: only what has changed since is looked at anew. */
const known = (name) => ['--incremental', '--tsBuildInfoFile', `node_modules/.cache/${name}.tsbuildinfo`];
const linted = openLinted('.', 'node_modules/.cache/linted.json');
const commands = [
  ...linted.commands,
  ['tsc', '-p', '.', ...known('all')],
  ['tsc', '-p', 'tsconfig.pure.json', ...known('pure')],
  ...[
    ['agents', 'config', 'core', 'house', 'kernel', 'view'],
    ['components', 'deck', 'runtime', 'setup'],
    ['cli', 'drivers', 'drivers/[a-l]*'],
    ['drivers/[m-z]*'],
  ].map((folders) => ['node', ...perProcess, ...folders.map(testsIn)]),
];

const ended = await Promise.all(commands.map((words) => run(words)));
linted.keep(ended.slice(0, linted.commands.length).every(({code}) => code === 0));
for (const {output} of ended.filter(({code}) => code !== 0)) process.stdout.write(output);
process.exitCode = ended.some(({code}) => code !== 0) ? 1 : 0;

/** Of the drivers, the folders are named by their letters; `drivers` alone is the files beside them. */
function testsIn(folder) {
  return `test/${folder}${folder === 'drivers' ? '' : '/**'}/!(*.target|*.long).test.ts`;
}

function run([command, ...words]) {
  return new Promise((resolve) => {
    const child = spawn(command, words, {stdio: ['ignore', 'pipe', 'pipe'], env: asUsed});
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', (error) => resolve({code: 1, output: `${command}: ${error.message}\n`}));
    child.once('close', (code) => resolve({code: code ?? 1, output}));
  });
}
