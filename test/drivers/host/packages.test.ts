import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {chmod, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import type {Progress} from '../../../src/core/progress.ts';
import {installLine, installPackages, type Rights, rootWay} from '../../../src/drivers/host/packages.ts';
import {temporaryFolder} from '../../temporary.ts';

const quiet = {say: () => {}, tell: () => {}};
const nobody: Rights = {isRoot: false, sudo: null, isTerminal: true};

test('root needs no sudo', () => {
  assert.deepEqual(rootWay({...nobody, isRoot: true}), {before: [], says: 'as root'});
});

test('sudo that asks is used only where a person can answer', () => {
  const sudo = {path: '/usr/bin/sudo', asks: true};
  assert.equal(rootWay({...nobody, sudo, isTerminal: false}), null);
  assert.deepEqual(rootWay({...nobody, sudo})?.before[0], '/usr/bin/sudo');
  const silent = rootWay({...nobody, sudo: {...sudo, asks: false}, isTerminal: false});
  assert.deepEqual(silent?.before, ['/usr/bin/sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive']);
});

test('without a way to root the person gets the very line to type, and nothing is run', async () => {
  const told: string[] = [];
  const fault = await installPackages(['cpio', 'kmod'], {...quiet, say: (line) => told.push(line)}, nobody);
  const line = 'sudo apt-get update && sudo apt-get install --no-install-recommends cpio kmod';
  assert.ok(fault?.includes(line), fault ?? 'null');
  assert.deepEqual(told, []);
});

test('root types it without sudo', () => {
  assert.equal(installLine(['cpio'], true), 'apt-get update && apt-get install --no-install-recommends cpio');
});

/** An apt-get that fails so often, and whose lists are locked so often, until the test ends; gives what it was called for. */
async function fakeAptGet(t: TestContext, failures: number, locked = 0): Promise<() => readonly string[]> {
  const folder = await temporaryFolder(t);
  const script = `#!/bin/sh
case "$*" in
  *--print-uris*) echo "'http://archive/cpio.deb' cpio.deb 3000000 SHA256:${'0'.repeat(64)}"; exit 0 ;;
  *install*)
    echo install >> ${folder}/calls
    echo dlstatus:1:50.0000:Retrieving file 1 of 1; echo pmstatus:cpio:20.0000:Unpacking cpio ;;
  *update*) 
    echo update >> ${folder}/calls
    [ $(grep -c update ${folder}/calls) -gt ${locked} ] && exit 0
    echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)"; exit 100 ;;
esac
[ $(wc -l < ${folder}/failures) -lt $(grep -c install ${folder}/calls) ] || { echo "E: Unable to fetch some archives"; exit 100; }
`;
  await writeFile(join(folder, 'apt-get'), script);
  await chmod(join(folder, 'apt-get'), 0o755);
  writeFileSync(join(folder, 'failures'), '\n'.repeat(failures));
  writeFileSync(join(folder, 'calls'), '');
  const path = process.env['PATH'];
  process.env['PATH'] = `${folder}:${path}`;
  t.after(() => {
    process.env['PATH'] = path;
  });
  return () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
}

const root: Rights = {...nobody, isRoot: true};

test('what is installed is said with its size, before, and how far it is meanwhile', async (t) => {
  const calls = await fakeAptGet(t, 0);
  const told: string[] = [];
  const stages: Progress[] = [];
  assert.equal(
    await installPackages(['cpio'], {say: (line) => told.push(line), tell: (stage) => stages.push(stage)}, root),
    null,
  );
  assert.deepEqual(told, ['installing cpio as root, 3 MB to fetch']);
  assert.deepEqual(stages, [
    {what: 'fetching', done: 1_500_000, of: 3_000_000, unit: 'bytes'},
    {what: 'installing', done: 20, of: 100, unit: 'parts'},
  ]);
  assert.deepEqual(calls(), ['install']);
});

test('an installation that fails is tried once more with new package lists', async (t) => {
  const calls = await fakeAptGet(t, 1);
  assert.equal(await installPackages(['cpio'], quiet, root), null);
  assert.deepEqual(calls(), ['install', 'update', 'install']);
});

test('lists that another apt has locked are waited for', async (t) => {
  const calls = await fakeAptGet(t, 1, 2);
  const told: string[] = [];
  let pauses = 0;
  const pause = async () => void pauses++;
  assert.equal(await installPackages(['cpio'], {...quiet, say: (line) => told.push(line), pause}, root), null);
  assert.deepEqual(calls(), ['install', 'update', 'update', 'update', 'install']);
  assert.equal(pauses, 2);
  assert.match(told.at(-1) ?? '', /lists\/lock.* is held by process 7 .*: waiting until it is free/);
});

test('one that fails again is told with the line to type', async (t) => {
  await fakeAptGet(t, 9);
  const fault = await installPackages(['cpio'], quiet, root);
  assert.match(fault ?? '', /^apt-get install failed: Unable to fetch some archives\. .*\n\n {4}apt-get update && /);
});
