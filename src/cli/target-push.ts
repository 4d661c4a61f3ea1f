// `target push`: files of this machine into a folder of the target, each whole or not at all.
import {readFile, stat} from 'node:fs/promises';
import {basename, posix} from 'node:path';
import type {TargetSettings} from '../core/target-settings.ts';
import {wordsOf} from '../drivers/workspace/inside.ts';
import type {FileToPush} from '../ports.ts';
import {unlessInterrupted} from './interrupts.ts';
import {CommandFault, say} from './say.ts';
import {takeTarget} from './take-target.ts';

export async function pushToTarget(
  settings: TargetSettings,
  {files, to}: {readonly files: readonly string[]; readonly to: string},
): Promise<number> {
  // Before anything is started that they are not there for.
  const read = await Promise.all(files.map((file) => readToPush(file, to)));
  const {target, isHeld, close} = await takeTarget(settings, 'quarterdeck target push');
  const work = async (): Promise<number> => {
    const folder = await target.exec({
      ...{script: 'mkdir -p "$TO"', environment: {TO: to}, deadlineSeconds: 30, outputBytesMax: 4096},
    });
    if (folder.kind !== 'exited' || folder.code !== 0) throw new CommandFault(`the target has no folder ${to}`, 3);
    for (const file of read) {
      const pushed = await target.push(file);
      if (!pushed.pushed) throw new CommandFault(`${file.path} was not taken: ${pushed.reason}`, 3);
      say(`${settings.name}:${file.path} (${file.bytes.length} bytes)`);
    }
    if (!isHeld && settings.kind === 'qemu') {
      say(`${settings.name} ends now, and the files with it: \`quarterdeck target boot\` keeps one up`);
    }
    return 0;
  };
  try {
    return await unlessInterrupted(work, close);
  } finally {
    await close();
  }
}

async function readToPush(file: string, to: string): Promise<FileToPush> {
  try {
    const facts = await stat(file);
    if (facts.isDirectory())
      throw new CommandFault(`${file} is a folder, and target push takes files: \`tar\` makes one of it`, 2);
    return {path: posix.join(to, basename(file)), mode: facts.mode & 0o777, bytes: await readFile(file)};
  } catch (error) {
    if (error instanceof CommandFault) throw error;
    throw new CommandFault(`${file} can't be read: ${wordsOf(error as Error)}`, 2);
  }
}
