import assert from 'node:assert/strict';
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {mountsFor, type OwnKernel, ownKernel} from '../../../src/drivers/kernel-tree/own-kernel.ts';
import {temporaryFolder} from '../../temporary.ts';

const release = '6.12.0-mine';

async function built(t: TestContext): Promise<OwnKernel & {readonly folder: string}> {
  const folder = await temporaryFolder(t);
  const [build, modules] = [join(folder, 'linux'), join(folder, 'lib/modules', release)];
  await mkdir(join(build, 'include/config'), {recursive: true});
  await mkdir(join(build, 'scripts/mod'), {recursive: true});
  await mkdir(modules, {recursive: true});
  await writeFile(join(build, 'include/config/kernel.release'), `${release}\n`);
  for (const name of ['Module.symvers', 'scripts/mod/modpost', '.config']) await writeFile(join(build, name), '');
  await writeFile(join(build, 'vmlinux'), Buffer.from('\x7fELF', 'latin1'));
  await writeFile(join(modules, 'modules.builtin'), '');
  return {folder, image: join(build, 'vmlinux'), modules, build};
}

test("a kernel of one's own is taken as it lies", async (t) => {
  const {image, modules, build} = await built(t);
  assert.deepEqual(await ownKernel({image, modules, build}, 'targets.qemu.kernel'), {
    release,
    image,
    modulesFolder: modules,
    buildFolder: build,
    mounts: [{from: build, to: build}],
  });
});

test('a wrong path is told by its key', async (t) => {
  const own = await built(t);
  const check = (changed: Partial<OwnKernel>, expected: RegExp): Promise<void> =>
    assert.rejects(ownKernel({...own, ...changed}, 'targets.qemu.kernel'), expected);
  await check(
    {image: '/nonexistent/vmlinux'},
    /^Error: targets\.qemu\.kernel\.image: \/nonexistent\/vmlinux is not there$/,
  );
  await check({image: 'vmlinux'}, /targets\.qemu\.kernel\.image: vmlinux should be an absolute path/);
  await check({image: join(own.build, '.config')}, /targets\.qemu\.kernel\.image: .* neither a vmlinux nor a bzImage/);
  await check({modules: own.build}, /targets\.qemu\.kernel\.modules: .* has no modules\.builtin/);
  await check({build: own.modules}, /targets\.qemu\.kernel\.build: .* has no include\/config\/kernel\.release/);
  await rm(join(own.build, 'Module.symvers'));
  await check({}, /targets\.qemu\.kernel\.build: .* has no Module\.symvers; run "make modules" there/);
});

test('modules of another kernel are told', async (t) => {
  const own = await built(t);
  await writeFile(join(own.build, 'include/config/kernel.release'), '6.13.0\n');
  await assert.rejects(
    ownKernel(own, 'targets.qemu.kernel'),
    /targets\.qemu\.kernel\.modules: .* is of 6\.12\.0-mine, and targets\.qemu\.kernel\.build is 6\.13\.0/,
  );
});

test('the sandbox shows the source of a separate build folder, and nothing twice', () => {
  assert.deepEqual(mountsFor('/srv/build', 'include /srv/linux/Makefile\n'), [
    {from: '/srv/build', to: '/srv/build'},
    {from: '/srv/linux', to: '/srv/linux'},
  ]);
  assert.deepEqual(mountsFor('/usr/src/linux-headers-6.1', 'include /usr/src/common/Makefile\n'), []);
});
