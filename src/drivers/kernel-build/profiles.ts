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
}

export const profiles: Readonly<Record<KernelProfile, Profile>> = {
  sanitizer: {
    name: 'sanitizer',
    about: 'KASAN, lockdep, kmemleak, debug objects, UBSAN, fault injection, KUnit',
    objects: 1222,
  },
  kcsan: {name: 'kcsan', about: 'KCSAN, which notices data races, KUnit', objects: 1200},
};

const folder = new URL('../../../config/kernel/', import.meta.url);

/** All that is asked for, in the order in which a later line overrides an earlier one. */
export async function fragmentsOf(profile: KernelProfile): Promise<string> {
  const files = ['base.config', `${profile}.config`].map((name) => fileURLToPath(new URL(name, folder)));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts.join('\n');
}
