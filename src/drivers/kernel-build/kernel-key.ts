// What a built kernel hangs on: its source, its fragments, the compiler. Another of them is another kernel, in a folder of its own.
import type {KernelProfile} from '../../core/target-settings.ts';
import {runTool} from '../process.ts';
import {hashOf} from './built-kernels.ts';
import type {BuiltManifest} from './built-manifest.ts';
import type {KernelSource} from './find-source.ts';
import {recipeOf} from './profiles.ts';
import {identityOf} from './source-identity.ts';

export type MadeOf = BuiltManifest['made'];

export async function madeOfSource(profile: KernelProfile, source: KernelSource): Promise<MadeOf> {
  const [identity, fragments, compiler] = await Promise.all([identityOf(source), recipeOf(profile), compilerHere()]);
  return {source: identity, fragments: hashOf(fragments), compiler};
}

export function kernelName(profile: KernelProfile, made: MadeOf): string {
  return `${profile}-${hashOf(JSON.stringify([made.source, made.fragments, made.compiler])).slice(0, 12)}`;
}

/** `gcc (Debian 12.2.0-14) 12.2.0`: modules must be built by the same one. */
export async function compilerHere(): Promise<string> {
  return (await runTool('gcc', ['--version'])).split('\n')[0] ?? '';
}
