// Builds a kernel of a profile into the cache, once: source, configuration, make, manifest. Interrupted anywhere, it goes on from
// there when it is asked for again.
import {existsSync} from 'node:fs';
import {mkdir, readFile, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import type {KernelProfile} from '../../core/target-settings.ts';
import type {Clock} from '../../ports.ts';
import {withLock} from '../host/lock.ts';
import {checkRoom, type Telling} from '../kernel-tree/fetch-kernel.ts';
import {processFault} from '../process.ts';
import {type BuildLog, openBuildLog} from './build-log.ts';
import {type BuiltKernel, builtFolder, builtKernels} from './built-kernels.ts';
import {manifestName, readBuiltManifest, writeBuiltManifest} from './built-manifest.ts';
import {configure} from './configure.ts';
import type {KernelSource} from './find-source.ts';
import {kernelName, type MadeOf, madeOfSource} from './kernel-key.ts';
import {laySource} from './lay-source.ts';
import {runMake} from './make.ts';
import {fragmentsOf, profiles} from './profiles.ts';
import {prune} from './prune.ts';

export interface BuildOptions extends Telling {
  readonly cacheFolder: string;
  readonly profile: KernelProfile;
  readonly source: KernelSource;
  readonly jobs: number;
  /** Ends it where it is; it rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

export interface Built {
  readonly kernel: BuiltKernel;
  /** Whether it was there already. */
  readonly wasThere: boolean;
}

/** A tree, its objects, and the kernel with its debug data. */
const roomBytes = 3e9;

/** Rejects in words that say what is wrong and what would help. */
export async function buildKernel(options: BuildOptions): Promise<Built> {
  const {cacheFolder, profile, source, say, signal} = options;
  const made = await madeOfSource(profile, source);
  const folder = join(builtFolder(cacheFolder), kernelName(profile, made));
  await mkdir(builtFolder(cacheFolder), {recursive: true});
  const waiting = (holder: string): void => say(`another quarterdeck (${holder}) is building a kernel: waiting for it`);
  return withLock(
    join(builtFolder(cacheFolder), '.lock'),
    waiting,
    async () => {
      signal.throwIfAborted();
      const there = await readBuiltManifest(folder);
      if (there === null) await buildIn(folder, made, options);
      await prune(folder);
      const name = basename(folder);
      const kernel = (await builtKernels(cacheFolder)).find((one) => one.name === name);
      if (kernel === undefined) throw new Error(`${folder} is not whole though it was just built`);
      return {kernel, wasThere: there !== null};
    },
    signal,
  );
}

async function buildIn(folder: string, made: MadeOf, options: BuildOptions): Promise<void> {
  const {profile, source, tell, signal, say} = options;
  // One that was finished and is damaged since has been pruned: there is nothing to go on with.
  if (existsSync(join(folder, manifestName))) await rm(folder, {recursive: true, force: true});
  if (!existsSync(folder)) {
    await checkRoom(folder, roomBytes);
    await laySource({source, folder, tell, signal});
  } else say(`going on with ${basename(folder)}, which was not finished`);
  tell({what: 'configuring the kernel', done: 0, of: 0, unit: 'parts'});
  await configure({tree: folder, signal, fragments: await fragmentsOf(profile)});
  const log = await openBuildLog(folder);
  const seconds = await compile(folder, log, options);
  const release = (await readFile(join(folder, 'include/config/kernel.release'), 'utf8')).trim();
  await writeBuiltManifest(folder, {
    ...{profile, release, made, seconds, source: source.path, objects: log.objects()},
    builtAtMs: options.clock.nowMs(),
  });
}

/** How many seconds make ran, over all its starts. */
async function compile(tree: string, log: BuildLog, options: BuildOptions): Promise<number> {
  const {profile, jobs, tell, signal, clock, cacheFolder} = options;
  const expected = await expectedObjects(profile, cacheFolder);
  const beganMs = clock.nowMs();
  const shown = (): void => {
    const done = log.objects();
    tell({what: `building the ${profile} kernel`, done, of: Math.max(expected, done + 1), unit: 'parts'});
  };
  shown();
  const onLine = (line: string): void => {
    log.add(line);
    shown();
  };
  const outcome = await runMake({
    tree,
    signal,
    onLine,
    words: [`-j${jobs}`, ...profiles[profile].makeWords, 'bzImage', 'modules'],
  });
  const seconds = log.end((clock.nowMs() - beganMs) / 1000);
  signal.throwIfAborted();
  if (outcome.kind === 'exited' && outcome.code === 0) return seconds;
  throw new Error(
    failureWords(tree, log, processFault('make', {...outcome, ...('output' in outcome ? {output: ''} : {})})),
  );
}

/** As many as the last build of this profile had, where there was one. */
async function expectedObjects(profile: KernelProfile, cacheFolder: string): Promise<number> {
  const before = (await builtKernels(cacheFolder)).find(({manifest}) => manifest.profile === profile);
  return before?.manifest.objects ?? profiles[profile].objects;
}

function failureWords(tree: string, log: BuildLog, fault: string | null): string {
  const complaints = log.complaints();
  const full = complaints.some((line) => line.includes('No space left on device'))
    ? `the disk of ${tree} is full; make room and start again: it goes on where it was`
    : null;
  return [full ?? `the kernel does not build: ${fault}`, ...complaints, `all that make said: ${log.path}`].join('\n');
}
