// Where static checks run, with programs that stand in for those of the kernel.
import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openCheckRoom} from '../../../src/drivers/examine/static/check-room.ts';
import {checkpatchCheck} from '../../../src/drivers/examine/static/checkpatch.ts';
import {smatchCheck} from '../../../src/drivers/examine/static/smatch.ts';
import {sparseCheck} from '../../../src/drivers/examine/static/sparse.ts';
import {temporaryFolder} from '../../temporary.ts';

const never = new AbortController().signal;

/** A kernel whose make and checkpatch.pl are the test's, on a host without a sandbox. */
async function roomOf(t: TestContext, given: {readonly unsafeHostBuild?: boolean} = {}) {
  const folder = await temporaryFolder(t);
  const [tree, sourceFolder, cacheFolder] = [join(folder, 'tree'), join(folder, 'source'), join(folder, 'cache')];
  for (const made of [join(tree, 'scripts/coccinelle'), sourceFolder]) await mkdir(made, {recursive: true});
  const told = 'print "ring.c:1: WARNING:VOLATILE: volatile is wrong\\n"; exit 1;';
  await writeFile(join(tree, 'scripts/checkpatch.pl'), told);
  await writeFile(join(tree, 'Makefile'), 'modules:\n');
  await writeFile(join(sourceFolder, 'Kbuild'), 'obj-m := ring.o\n');
  await writeFile(join(sourceFolder, 'ring.c'), 'volatile int a;\n');
  const mounts = [{from: tree, to: '/usr/src/linux-of-nobody'}];
  const kernel = {buildFolder: '/usr/src/linux-of-nobody', mounts, release: '6.1.0', image: '', modulesFolder: folder};
  const {unsafeHostBuild = true} = given;
  const room = openCheckRoom({kernel, unsafeHostBuild, bwrap: join(folder, 'no-bwrap')});
  const request = {module: 'ring', sourceFolder, acceptance: 'load', checks: []} as const;
  return {room, request, place: {kernel, cacheFolder}};
}

test('on the bare host what would be mounted is taken from where it lies', async (t) => {
  const {room, request, place} = await roomOf(t);
  const {end, findings} = await checkpatchCheck(room, place).run(request, never);
  assert.deepEqual(end, {kind: 'finished', looked: 'the style of one file'});
  assert.deepEqual(
    findings.map(({line, claim}) => `${line} ${claim}`),
    ['1 volatile is wrong'],
  );
});

test('nothing is read where there is no sandbox and nobody said that it may be without', async (t) => {
  const {room, request, place} = await roomOf(t, {unsafeHostBuild: false});
  const {end} = await checkpatchCheck(room, place).run(request, never);
  assert.match(end.kind === 'notRun' ? end.why : '', /sandbox .* does not run here/);
});

test('a program that the sandbox does not have has looked at nothing', async (t) => {
  const {room, request} = await roomOf(t);
  for (const check of [sparseCheck, smatchCheck]) {
    const {end} = await check(room, () => '/opt/checks/reader').run(request, never);
    assert.deepEqual(end, {kind: 'notRun', why: '/opt/checks/reader does not lie below /usr'});
  }
});

test('sparse: where it was never started by the build, it has not looked', async (t) => {
  const {room, request} = await roomOf(t);
  const {end} = await sparseCheck(room, () => '/usr/bin/true').run(request, never);
  assert.deepEqual(end, {kind: 'stopped', why: 'what sparse said is not there'});
});
