// Crash records of a target that nobody can ask any more, from the file on the host that its RAM lies in.
import {read} from 'node:fs';
import {promisify} from 'node:util';
import {type Harvest, keepRecords} from './harvest.ts';
import type {RamoopsZone} from './kernel-arguments.ts';
import {readZone} from './ramoops-zone.ts';

const readAt = promisify(read);

/** `fd`: an open file of the target's RAM from its first byte on. Never rejects; records lie in the folder as `boot-N-ram-NAME`. */
export async function recordsInRam(fd: number, zone: RamoopsZone, folder: string, boot: number): Promise<Harvest> {
  try {
    const bytes = Buffer.alloc(zone.sizeBytes);
    const {bytesRead} = await readAt(fd, bytes, 0, bytes.length, zone.addressBytes);
    return await keepRecords(readZone(bytes.subarray(0, bytesRead)), folder, boot);
  } catch (error) {
    return {records: [], unreadable: [`the target's RAM: ${(error as Error).message}`]};
  }
}
