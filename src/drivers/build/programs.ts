// Compiles a task's helper programs for the target: static, since the target has no libraries.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {processFault} from '../process.ts';
import {copyArtefact} from './copy-files.ts';
import {type Place, runAt} from './place.ts';

export interface ProgramsRequest {
  readonly sources: readonly {readonly name: string; readonly text: string}[];
  /** Where the programs are kept. */
  readonly folder: string;
}

export type Programs =
  | {readonly programs: readonly {readonly name: string; readonly bytes: Uint8Array}[]}
  | {readonly fault: string};

const flags = ['-O2', '-pthread', '-D_GNU_SOURCE', '-static'];
const deadlineSeconds = 60;
const outputBytesMax = 1 << 20;

/** A program is named as its source is, without `.c`. */
export async function buildPrograms(
  place: Place,
  request: ProgramsRequest,
  work: string,
  crossCompile?: string,
): Promise<Programs> {
  await mkdir(request.folder, {recursive: true});
  const programs: {name: string; bytes: Uint8Array}[] = [];
  for (const source of request.sources) {
    const name = source.name.replace(/\.c$/, '');
    if (!/^\w[\w-]{0,54}$/.test(name)) return {fault: `"${source.name}" is no name for a program`};
    await writeFile(join(work, `${name}.c`), source.text);
    const compiler = crossCompile === undefined ? '/usr/bin/gcc' : `${crossCompile}gcc`;
    const outcome = await runAt(place, {buildFolder: '/', mounts: []}, work, {
      command: () => [compiler, ...flags, '-o', name, `${name}.c`],
      deadlineSeconds,
      outputBytesMax,
    });
    const fault = processFault(`gcc ${name}.c`, outcome);
    if (fault !== null) return {fault};
    const taken = await copyArtefact(work, name, join(request.folder, name));
    if ('refused' in taken) return {fault: taken.refused};
    programs.push({name, bytes: taken.bytes});
  }
  return {programs};
}
