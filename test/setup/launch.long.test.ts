import assert from 'node:assert/strict';
import {once} from 'node:events';
import {mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {type Checkout, checkout, endOf} from './checkout.ts';

const echo = `
console.log(JSON.stringify([process.argv.slice(2), process.env.NODE_ENV]));
process.exitCode = Number(process.argv[2] ?? 0);
`;
/** Says that it runs, and ends with 7 when it is asked to end. */
const patient = `
process.on('SIGTERM', () => process.exit(7));
setInterval(() => {}, 1e6);
console.log('running');
`;
const suffix = '--no-audit --no-fund --no-progress --loglevel=error';

async function checkFails(at: Checkout, npmSays: string, expected: RegExp): Promise<void> {
  at.npmFails(npmSays);
  const {status, stderr, stdout} = await at.launch();
  assert.equal(status, 3);
  assert.match(stderr, expected);
  assert.equal(stdout, '');
}

test('what is missing is installed, said, and not installed again', async (t) => {
  const at = await checkout(t, echo);
  const first = await at.launch('0', '--headless');
  assert.equal(first.stdout, '[["0","--headless"],"production"]\n');
  assert.match(first.stderr, /^installing npm packages into \S+: about \d+ MB to fetch\n$/);
  const second = await at.launch('0');
  assert.deepEqual(second, {status: 0, signal: null, stdout: '[["0"],"production"]\n', stderr: ''});
  assert.deepEqual(at.npmCalls(), [`ci --omit=dev ${suffix}`]);
});

test('what was compiled is kept for the next start, and a start that can keep nothing goes on', async (t) => {
  const at = await checkout(t, echo);
  const kept = join(at.folder, 'kept/quarterdeck/compiled');
  const keeping = (path: string) => endOf(at.start(['0'], undefined, {XDG_CACHE_HOME: path}));
  assert.equal((await keeping(join(at.folder, 'kept'))).status, 0);
  assert.equal(readdirSync(kept).length, 1);
  rmSync(kept, {recursive: true});
  writeFileSync(kept, 'a file where the folder would be');
  assert.deepEqual(await keeping(join(at.folder, 'kept')), {
    status: 0,
    signal: null,
    stdout: '[["0"],"production"]\n',
    stderr: '',
  });
});

test('another lock file is another set of packages', async (t) => {
  const at = await checkout(t, echo);
  await at.launch();
  writeFileSync(
    join(at.folder, 'package-lock.json'),
    '{"packages": {"": {}, "node_modules/a": {"version": "2.0.0"}}}\n',
  );
  await at.launch();
  assert.equal(at.npmCalls().length, 2);
});

test('packages that someone installed by hand are taken when they are those of the lock file', async (t) => {
  const at = await checkout(t, echo);
  const modules = join(at.folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), {recursive: true});
  symlinkSync(process.execPath, join(modules, '.bin/node'));
  writeFileSync(join(modules, '.package-lock.json'), '{"packages": {"node_modules/a": {"version": "1.0.0"}}}');
  assert.equal((await at.launch()).status, 0);
  assert.deepEqual(at.npmCalls(), []);
});

test('packages that are older than the lock file are not taken', async (t) => {
  const at = await checkout(t, echo);
  const modules = join(at.folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), {recursive: true});
  symlinkSync(process.execPath, join(modules, '.bin/node'));
  writeFileSync(join(modules, '.package-lock.json'), '{"packages": {"node_modules/a": {"version": "0.9.0"}}}');
  assert.equal((await at.launch()).status, 0);
  assert.equal(at.npmCalls().length, 1);
});

test('a failed installation says what to do, and the next start mends it', async (t) => {
  const at = await checkout(t, echo);
  await checkFails(at, 'npm error code ENOSPC\n', /^quarterdeck: .*The disk is full: make room/m);
  await checkFails(at, 'npm error code EAI_AGAIN\n', /The network could not be reached/);
  await checkFails(at, 'npm error code EINTEGRITY\n', /npm cache clean --force/);
  await checkFails(at, 'npm error gyp ERR! not found: g++\n', /install g\+\+, make and python3/);
  await checkFails(at, 'npm error something new\n', /It said:\nnpm error something new/);
  at.npmFails(null);
  assert.equal((await at.launch()).status, 0);
});

test('a signal ends npm before the start, and the next one installs anew', async (t) => {
  const at = await checkout(t, echo);
  at.npmWaits();
  const child = at.start([]);
  const ending = endOf(child);
  await at.npmStarted();
  child.kill('SIGINT');
  const {status, stderr} = await ending;
  assert.equal(status, 130);
  assert.match(stderr, /quarterdeck: ended by SIGINT; the next start installs anew\n$/);
  assert.deepEqual(at.npmCalls(), [`ci --omit=dev ${suffix}`, 'ended']);
  assert.equal((await at.launch()).status, 0);
});

test('npm start without a word is run, which asks nobody; any word stays what it is', async (t) => {
  const at = await checkout(t, 'console.log(JSON.stringify(process.argv.slice(2)));');
  const byNpm = {npm_lifecycle_event: 'start'};
  const wordsOf = async (words: readonly string[], more = {}) =>
    JSON.parse((await endOf(at.start(words, undefined, more))).stdout);
  assert.deepEqual(await wordsOf([], byNpm), ['run']);
  assert.deepEqual(await wordsOf(['doctor'], byNpm), ['doctor']);
  assert.deepEqual(await wordsOf([]), []);
});

test('two at once install once', async (t) => {
  const at = await checkout(t, echo);
  const ended = await Promise.all([at.launch(), at.launch()]);
  assert.deepEqual(
    ended.map(({status}) => status),
    [0, 0],
  );
  assert.equal(at.npmCalls().length, 1);
});

test("the program's exit status is the command's", async (t) => {
  const at = await checkout(t, echo);
  assert.equal((await at.launch('3')).status, 3);
  assert.equal((await at.launch('130')).status, 130);
});

test('a signal is passed on, and the program decides what comes of it', async (t) => {
  const at = await checkout(t, patient);
  const child = at.start([]);
  const ending = endOf(child);
  if (child.stdout) await once(child.stdout, 'data');
  child.kill('SIGTERM');
  assert.equal((await ending).status, 7);
});

test('a program that a signal ended has the status of a shell', async (t) => {
  const at = await checkout(t, `process.kill(process.pid, 'SIGKILL');`);
  assert.equal((await at.launch()).status, 137);
});

test('a cache folder that can not be made is told, with what to do', async (t) => {
  const at = await checkout(t, echo);
  writeFileSync(join(at.folder, '../.cache'), 'a file');
  const {status, stderr} = await at.launch();
  assert.equal(status, 3);
  assert.match(stderr, /^quarterdeck: the cache folder \S+ can't be made: .*set XDG_CACHE_HOME/);
});

test('without npm it says which package has it', async (t) => {
  const at = await checkout(t, echo);
  const {status, stderr} = await endOf(at.start([], '/nonexistent'));
  assert.equal(status, 3);
  assert.match(stderr, /\nquarterdeck: npm is not on this machine: install it/);
});
