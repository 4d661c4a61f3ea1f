// Which checks can be made with which kernels of the cache: what one of them lacks is said, and keeps nothing from the others.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {mkdir, readdir, readlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import type {ExaminerPlace} from '../../src/cli/examiner-place.ts';
import {openDynamic} from '../../src/cli/open-dynamic.ts';
import {type DynamicCheck, dynamicChecks, type ExamineRequest} from '../../src/core/examination.ts';
import type {KernelProfile} from '../../src/core/target-settings.ts';
import type {ModuleCheck} from '../../src/drivers/examine/module-check.ts';
import {lay} from '../drivers/kernel-build/laid-kernel.ts';
import {temporaryFolder} from '../temporary.ts';

const request: ExamineRequest = {module: 'ring', sourceFolder: '/ring', acceptance: 'load', checks: ['races']};

/** Nothing of it is ever started. */
async function placeWith(t: TestContext, ...profiles: readonly KernelProfile[]): Promise<ExaminerPlace> {
  const cacheFolder = await temporaryFolder(t);
  for (const profile of profiles) await lay(cacheFolder, {name: profile, fragments: 'f', builtAtMs: 1, profile});
  const tools = {qemu: '/qemu', busybox: '/busybox'};
  const folder = join(cacheFolder, 'examined');
  const place = {prepared: {tools, accelerator: 'tcg'}, cacheFolder, folder, unsafeHostBuild: false, say: () => {}};
  return place as unknown as ExaminerPlace;
}

async function openedOn(place: ExaminerPlace) {
  const {checks, close} = await openDynamic(place);
  assert.deepEqual(checks.map(({check}) => check).toSorted(), [...dynamicChecks].toSorted());
  return {close, look: (name: DynamicCheck) => lookOf(checks.find(({check}) => check === name))};
}

async function lookOf(check: ModuleCheck | undefined): Promise<string> {
  const {end} = (await check?.run(request, new AbortController().signal)) ?? {};
  return end?.kind === 'notRun' ? end.why : `${end?.kind}`;
}

const noRaces =
  'nothing else looks for data races; it needs a kernel with KCSAN, `quarterdeck kernel build --profile kcsan` makes one';

test('without a kernel each check says what it needs, and how to get that', async (t) => {
  const {look, close} = await openedOn(await placeWith(t));
  const why = 'it needs a kernel with sanitizers; `quarterdeck kernel build --profile sanitizer` makes one';
  assert.deepEqual([await look('load'), await look('races')], [why, noRaces]);
  await close();
});

test('without the one for races that check alone is not made', async (t) => {
  const {look, close} = await openedOn(await placeWith(t, 'sanitizer'));
  assert.equal(await look('races'), noRaces);
  assert.match(await look('load'), /^it does not build for this kernel: /, 'there is no source at all');
  await close();
});

test('one that is there and can not be used says why, and leaves nothing of the other open', async (t) => {
  const place = await placeWith(t, 'sanitizer', 'kcsan');
  await mkdir(place.folder);
  await writeFile(join(place.folder, 'kcsan'), 'no folder for its console');
  const {look, close} = await openedOn(place);
  assert.match(await look('races'), /^EEXIST: .*kcsan/);
  const left = join(place.folder, 'sanitizer', 'built-1');
  await writeFile(left, 'a module');
  await close();
  assert.ok(!existsSync(left), 'the place of the other was not closed');
});

test('where there is no second machine for a kernel, nothing of the first stays open', async (t) => {
  const place = await placeWith(t, 'sanitizer');
  await mkdir(place.folder);
  await writeFile(join(place.folder, 'sanitizer-single'), 'no folder for its console');
  const {look, close} = await openedOn(place);
  assert.match(await look('load'), /^EEXIST: .*sanitizer-single/);
  const open = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  assert.deepEqual(
    open.filter((path) => path.startsWith(place.folder)),
    [],
  );
  await close();
});

test('with both kernels each check is made once', async (t) =>
  (await openedOn(await placeWith(t, 'sanitizer', 'kcsan'))).close());
