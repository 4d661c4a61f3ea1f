import assert from 'node:assert/strict';
import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {doctor} from '../../src/cli/doctor.ts';
import {checkDocs} from '../../src/cli/doctor-docs.ts';
import {checkFolder, checkKernel, checkNode, checkSocketPath, checkTools} from '../../src/cli/doctor-host.ts';
import {checkConfiguration, checkTerminal, type TerminalFacts} from '../../src/cli/doctor-person.ts';
import {checkOf} from '../../src/cli/doctor-self-test.ts';
import {jsonOf, tableOf} from '../../src/cli/doctor-table.ts';
import {temporaryFolder} from '../temporary.ts';

const good: TerminalFacts = {isTerminal: true, columns: 120, rows: 40, colourBits: 8, locale: 'C.UTF-8'};

test('the table says what is missing and how to mend it', () => {
  const checks = [
    {name: 'make', state: 'ok', found: '/usr/bin/make'},
    {name: 'model key', state: 'warn', found: 'none\nat all', mend: 'set it'},
    {name: 'gcc', state: 'missing', found: 'not found', mend: 'one\ntwo'},
  ] as const;
  assert.equal(
    tableOf(checks),
    [
      'ok      make       /usr/bin/make',
      'warn    model key  none',
      '                   at all',
      '                   > set it',
      'missing gcc        not found',
      '                   > one',
      '                   > two',
      '',
      '1 missing, 1 to know of; `npm start` sets up what it can by itself',
      '',
    ].join('\n'),
  );
  assert.deepEqual(JSON.parse(jsonOf(checks)), {ready: false, checks});
  assert.match(tableOf(checks.slice(0, 1)), /\n\na run can start\n$/);
});

test('what there is of documentation, and what would add to it', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'linux/include/linux'), {recursive: true});
  await writeFile(join(folder, 'linux/include/linux/a.h'), 'int a(void);');
  const from = join(folder, 'linux');
  const kernel = {
    ...{release: '6.1.0-small', image: '', modulesFolder: '', buildFolder: '/k'},
    mounts: [{from, to: '/k'}],
  };
  assert.deepEqual(await checkDocs(kernel, folder, folder), {
    ...{name: 'documentation', state: 'ok'},
    found: '1 header, the index is made when something is first looked up',
    mend: "optional: apt-get install linux-doc-6.1 adds the kernel's guides",
  });
  await mkdir(join(folder, 'linux/Documentation/process'), {recursive: true});
  assert.equal((await checkDocs(kernel, folder, folder)).mend, undefined);
});

test('node is new enough from 22.22 on', () => {
  const check = (version: string, expected: string): void => assert.equal(checkNode(version).state, expected);
  check('22.22.0', 'ok');
  check('24.0.1', 'ok');
  check('22.21.9', 'missing');
  check('20.20.2', 'missing');
  assert.equal(checkNode('20.20.2').found, '20.20.2; 22.22 or newer is needed');
});

test('a missing tool is told with the line that installs it', async () => {
  const missing = [{name: 'bwrap', package: 'bubblewrap', why: 'keeps builds apart'}];
  const [check] = await checkTools({found: {}, missing});
  assert.equal(check?.state, 'missing');
  assert.match(check?.mend ?? '', /apt-get install --no-install-recommends bubblewrap$/);
});

test('a terminal that is small, or has no UTF-8, is told, and none is no obstacle', () => {
  assert.deepEqual(checkTerminal(good), {name: 'terminal', state: 'ok', found: '120x40, 256 colours, UTF-8'});
  assert.match(checkTerminal({...good, columns: 79}).mend ?? '', /^make it at least 80x24$/);
  assert.match(checkTerminal({...good, locale: ''}).mend ?? '', /^set LANG/);
  assert.equal(checkTerminal({...good, isTerminal: false}).state, 'warn');
});

test('a configuration that cannot be read keeps a run from starting', () => {
  assert.deepEqual(checkConfiguration(null), {name: 'configuration', state: 'ok', found: 'valid'});
  const fault = 'quarterdeck.yaml:3:5: target.cpus "x": expected a number';
  assert.deepEqual(checkConfiguration(fault).state, 'missing');
  assert.equal(checkConfiguration(fault).found, fault);
});

test('a folder is checked where it is, or where it would be made', async (t) => {
  const folder = await temporaryFolder(t);
  assert.equal((await checkFolder('cache folder', join(folder, 'not/there/yet'))).name, 'cache folder');
  assert.notEqual((await checkFolder('cache folder', join(folder, 'not/there/yet'))).state, 'missing');
  const file = join(folder, 'file');
  await writeFile(file, '');
  await chmod(file, 0o600);
  assert.equal((await checkFolder('cache folder', join(file, 'below'))).state, 'missing');
});

test("a session's socket must fit into the length that a socket's path may have", () => {
  assert.equal(checkSocketPath('/srv/state/quarterdeck/sessions').state, 'ok');
  assert.equal(checkSocketPath(`/${'long/'.repeat(20)}sessions`).state, 'missing');
});

test('a kernel that was never finished counts as missing', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'kernels/6.1.0-1-amd64/boot'), {recursive: true});
  const {check, kernel} = await checkKernel(folder, undefined);
  assert.equal(check.state, 'missing');
  assert.equal(kernel, null);
});

test('nothing is probed or crashed while something is missing, and the status says so', async (t) => {
  const folder = await temporaryFolder(t);
  let text = '';
  const status = await doctor({
    json: true,
    write: (part) => {
      text += part;
    },
    cacheFolder: folder,
    stateFolder: folder,
    sessionsFolder: join(folder, 'sessions'),
    nodeVersion: '24.0.0',
    terminal: good,
    configuration: {keys: [], models: async () => []},
    probe: () => assert.fail('there is no kernel to probe with'),
    selfTest: () => assert.fail('there is no kernel to test'),
  });
  assert.equal(status, 3);
  const {ready, checks} = JSON.parse(text) as {ready: boolean; checks: {name: string; state: string; found: string}[]};
  assert.equal(ready, false);
  assert.equal(checks.find(({name}) => name === 'kernel')?.state, 'missing');
  assert.equal(checks.at(-1)?.found, 'not run, since something it needs is missing');
});

test('evidence that did not come back is a failure of the self-test, with a place to look', () => {
  const lost = checkOf({provoked: 'hang', cameBack: false, words: 'hang: the target lived on'});
  assert.deepEqual([lost.name, lost.state, lost.found], ['self-test: hang', 'missing', 'the target lived on']);
  const back = checkOf({provoked: 'panic', cameBack: true, words: 'panic: up again after 5 s', file: '/a/record'});
  assert.deepEqual(back, {name: 'self-test: panic', state: 'ok', found: 'up again after 5 s: /a/record'});
});
