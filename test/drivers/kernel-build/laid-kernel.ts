// A kernel as a build leaves it in a cache, for tests.
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {KernelProfile} from '../../../src/core/target-settings.ts';
import {builtFolder} from '../../../src/drivers/kernel-build/built-kernels.ts';
import {writeBuiltManifest} from '../../../src/drivers/kernel-build/built-manifest.ts';
import {bzImageOf} from '../kernel-tree/bz-image.ts';

export interface Laid {
  readonly name: string;
  readonly fragments: string;
  readonly builtAtMs: number;
  /** Of the sanitizer profile where none is said. */
  readonly profile?: KernelProfile;
}

/** A finished build, as far as anybody looks. */
export async function lay(
  cacheFolder: string,
  {name, fragments, builtAtMs, profile = 'sanitizer'}: Laid,
): Promise<string> {
  const folder = join(builtFolder(cacheFolder), name);
  const release = `6.1.0-${name}`;
  const files: Readonly<Record<string, string | Buffer>> = {
    'arch/x86/boot/bzImage': bzImageOf(release),
    '.config': 'CONFIG_KASAN=y\n',
    'Module.symvers': '0x0\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n',
    'modules.order': '',
    'modules.builtin': 'kernel/drivers/virtio/virtio.ko\n',
    'include/config/kernel.release': `${release}\n`,
    'include/generated/autoconf.h': '',
    'scripts/mod/modpost': '',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await writeFile(join(folder, path), text);
  }
  await writeBuiltManifest(folder, {
    ...{profile, release, source: 'linux-source-6.1.tar.xz', builtAtMs, seconds: 400, objects: 1200},
    made: {source: 's', fragments, compiler: 'c'},
  });
  return folder;
}
