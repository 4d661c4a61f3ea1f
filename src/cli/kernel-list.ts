// `kernel list`: what the cache keeps of kernels, and which of the profiles are not built.
import {kernelProfiles} from '../core/target-settings.ts';
import {megabytes} from '../drivers/host/disk.ts';
import {profiles} from '../drivers/kernel-build/profiles.ts';
import {type Standing, type StoredKernel, storedKernels} from '../drivers/kernel-build/stored-kernels.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {duration} from '../view/formats.ts';
import {onReaderGone} from './interrupts.ts';

export async function listKernels(json: boolean): Promise<number> {
  onReaderGone(() => {});
  const all = await storedKernels(cacheFolderOf(process.env));
  process.stdout.write(json ? `${JSON.stringify(all.map(plainFacts))}\n` : tableOf(all));
  return 0;
}

/** The sizes of single files are of no use to anybody. */
function plainFacts({manifest, ...stored}: StoredKernel) {
  if (manifest === undefined) return stored;
  const {profile, release, source, builtAtMs, seconds, objects} = manifest;
  return {...stored, profile, release, source, builtAtMs, seconds, objects};
}

export function tableOf(all: readonly StoredKernel[]): string {
  const column = Math.max(...all.map(({name}) => name.length), 0);
  const rows = all.map(({name, kind, bytes, standing, manifest}) => {
    const built = manifest === undefined ? [] : [`kernel ${manifest.release}`, builtWords(manifest)];
    return [name.padEnd(column), kind.padEnd(6), megabytes(bytes).padStart(7), ...built, standingWords(standing)].join(
      '  ',
    );
  });
  const missing = kernelProfiles
    .filter((profile) => !all.some(({manifest}) => manifest?.profile === profile))
    .map(
      (profile) =>
        `${profile} is not built (${profiles[profile].about}): quarterdeck kernel build --profile ${profile}`,
    );
  return [...rows, ...missing, ''].join('\n');
}

function builtWords({builtAtMs, seconds}: NonNullable<StoredKernel['manifest']>): string {
  return `built ${new Date(builtAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC in ${duration(seconds * 1000)}`;
}

function standingWords(standing: Standing): string {
  switch (standing.kind) {
    case 'whole':
      return 'current';
    case 'outdated':
      return `outdated: ${standing.changed.join(' and ')} changed since; kernel build makes a new one`;
    case 'unfinished':
      return `unfinished: ${standing.objects} files compiled; kernel build goes on from there`;
    case 'damaged':
      return `damaged: ${standing.why}`;
    default:
      return standing satisfies never;
  }
}
