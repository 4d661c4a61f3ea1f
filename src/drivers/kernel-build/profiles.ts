// The kernels that can be built, and the fragments that say what each is made of (config/kernel).
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {KernelProfile} from '../../core/target-settings.ts';

export interface Profile {
  readonly name: KernelProfile;
  /** As a person is told what it is for. */
  readonly about: string;
  /** Compiled files of a build of 6.1, for a bar before any build has been counted. */
  readonly objects: number;
  /** For make, beside what it shall build. */
  readonly makeWords: readonly string[];
}

export const profiles: Readonly<Record<KernelProfile, Profile>> = {
  sanitizer: {
    name: 'sanitizer',
    about: 'KASAN, lockdep, kmemleak, debug objects, UBSAN, fault injection, KUnit',
    objects: 1222,
    makeWords: [],
  },
  kcsan: {
    name: 'kcsan',
    about: 'KCSAN, which notices data races, KUnit',
    objects: 1227,
    // Of the kernel itself nothing is watched: an emulated CPU would come to the module's accesses once in a thousand. What works in memory that
    // is its caller's to guard is watched there too (scripts/Makefile.lib: the word of a file comes before that of all).
    makeWords: ['KCSAN_SANITIZE=n', 'KCSAN_SANITIZE_kfifo.o=y'],
  },
};

const folder = new URL('../../../config/kernel/', import.meta.url);

/** All that is asked of the configuration, in the order in which a later line overrides an earlier one. */
export async function fragmentsOf(profile: KernelProfile): Promise<string> {
  const files = ['base.config', `${profile}.config`].map((name) => fileURLToPath(new URL(name, folder)));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts.join('\n');
}

/** What a kernel is made by, beside its source and the compiler: another recipe is another kernel. */
export async function recipeOf(profile: KernelProfile): Promise<string> {
  return [await fragmentsOf(profile), ...profiles[profile].makeWords].join('\n');
}
