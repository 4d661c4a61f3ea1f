// Puts a kernel's source into a folder of our own, which a build may then write into: the person's tree stays as it is.
import {createReadStream} from 'node:fs';
import {cp, mkdir, rename, rm, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {TellProgress} from '../../core/progress.ts';
import {findTool} from '../host/find-tool.ts';
import {processFault, runProcess} from '../process.ts';
import type {KernelSource} from './find-source.ts';
import {isSource} from './source-identity.ts';

const unpackSeconds = 1800;
/** tar cannot see how a pipe is packed. */
const unpackers: Readonly<Record<string, string>> = {xz: '--xz', gz: '--gzip', bz2: '--bzip2', zst: '--zstd'};

export interface Laying {
  readonly source: KernelSource;
  /** Complete when it is there. */
  readonly folder: string;
  readonly tell: TellProgress;
  readonly signal: AbortSignal;
}

export async function laySource({source, folder, tell, signal}: Laying): Promise<void> {
  const half = join(dirname(folder), `.laying-${basename(folder)}`);
  await rm(half, {recursive: true, force: true});
  await mkdir(half, {recursive: true});
  try {
    if (source.kind === 'tarball') await unpack({source, folder: half, tell, signal});
    else await copy({source, folder: half, tell, signal});
    signal.throwIfAborted();
    await rename(half, folder);
  } catch (error) {
    await rm(half, {recursive: true, force: true});
    throw error;
  }
}

async function unpack({source: {path}, folder, tell, signal}: Laying): Promise<void> {
  const {size} = await stat(path);
  const packed = createReadStream(path);
  packed.on('data', () =>
    tell({what: "unpacking the kernel's source", done: packed.bytesRead, of: size, unit: 'bytes'}),
  );
  const how = unpackers[path.slice(path.lastIndexOf('.') + 1)];
  const outcome = await runProcess({
    command: findTool('tar') ?? 'tar',
    arguments: [
      '-x',
      ...(how === undefined ? [] : [how]),
      '--strip-components=1',
      '--no-same-owner',
      '-f',
      '-',
      '-C',
      folder,
    ],
    deadlineSeconds: unpackSeconds,
    input: packed,
    signal,
  });
  signal.throwIfAborted();
  const fault = processFault('tar', outcome);
  if (fault !== null) throw new Error(fault);
}

/** Times are kept: make goes by them. */
async function copy({source: {path}, folder, tell, signal}: Laying): Promise<void> {
  let done = 0;
  await cp(path, folder, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    filter(from) {
      signal.throwIfAborted();
      done += 1;
      tell({what: "copying the kernel's source", done, of: 0, unit: 'parts'});
      return isSource(basename(from));
    },
  });
}
