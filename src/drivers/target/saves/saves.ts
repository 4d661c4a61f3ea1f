// A machine's state that was saved once and is started from again and again: ties the shelf, the state of the devices and the image of RAM.
import {open, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {crc32} from 'node:zlib';
import {isJson} from '../../../core/json.ts';
import {freeBytes, megabytes} from '../../host/disk.ts';
import type {ExtraDevice} from '../extra-devices.ts';
import type {Machine} from '../machine.ts';
import type {Qmp} from '../qmp.ts';
import type {RamFile} from '../ram-file.ts';
import type {SaveOutcome} from '../room.ts';
import {loadDeviceState, saveDeviceState} from './device-state.ts';
import type {Ingredients} from './ingredients.ts';
import {DamagedSave, readRamImage, writeRamImage} from './ram-image.ts';
import type {SaveFacts} from './save-facts.ts';
import type {OpenSave, Shelf} from './shelf.ts';
import {descriptionOf, pciDevices, unsavedDevices} from './unsaved-devices.ts';

/** What a save must leave free of the disk. */
const spareBytes = 256 * 1024 * 1024;
/** QEMU's own number of the file that it inherits. */
const stateFdInQemu = 6;

/** Of a machine that is ready and idle; it is stopped meanwhile, and goes on. Never rejects. */
export async function saveMachine(
  {qmp}: Pick<Machine, 'qmp'>,
  ram: RamFile,
  shelf: Shelf,
  of: {readonly ingredients: Ingredients; readonly extra: readonly ExtraDevice[]; readonly folder: string},
): Promise<SaveOutcome> {
  const startedMs = performance.now();
  try {
    const needed = (await ram.usedBytes()) + spareBytes;
    const free = await freeBytes(of.folder);
    if (free < needed) {
      const why = `${of.folder} has ${megabytes(free)} free, and a saved state takes ${megabytes(needed)} with what has to stay free`;
      return {saved: false, why};
    }
    await qmp.command('stop');
    const put = await shelf.put(of.ingredients, (folder) => fill(folder, qmp, ram, of));
    return {saved: true, ...put, tookMs: Math.round(performance.now() - startedMs)};
  } catch (error) {
    return {saved: false, why: `the state could not be kept in ${of.folder}: ${(error as Error).message}`};
  } finally {
    await qmp.command('cont').catch(() => {});
  }
}

/** Of a RAM that is zero. Rejects in words; with `DamagedSave` for a save of no use. */
export async function fillRam(save: OpenSave, ram: RamFile): Promise<void> {
  if (save.facts.ramBytes !== ram.bytes)
    throw new DamagedSave(`its RAM has ${save.facts.ramBytes} bytes, and the target ${ram.bytes}`);
  await readRamImage(save.ram.fd, save.facts.runs, ram.fd).catch((error: Error) => {
    throw error instanceof DamagedSave ? error : new Error(`the target's RAM could not be filled: ${error.message}`);
  });
}

/** Leaves the machine paused, as it was. Rejects in words; with `DamagedSave` when the machine does not take the save. */
export async function restoreMachine({qmp, ended}: Machine, save: OpenSave): Promise<void> {
  const version = await qemuVersion(qmp);
  if (version !== save.facts.qemuVersion) {
    throw new DamagedSave(`it was made by QEMU ${save.facts.qemuVersion}, and this is ${version}`);
  }
  const death = ended.then((why) => {
    throw new DamagedSave(`QEMU does not take it: ${why}`);
  });
  // The monitor closes a moment before the process has ended, and only the process says why.
  const loaded = loadDeviceState(qmp, stateFdInQemu).catch(async (error: Error) => {
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, deathMs).unref())]);
    throw new DamagedSave(`QEMU does not take it: ${error.message}`);
  });
  await Promise.race([loaded, death]);
}

const deathMs = 1000;

async function fill(
  folder: string,
  qmp: Qmp,
  ram: RamFile,
  {ingredients, extra}: {readonly ingredients: Ingredients; readonly extra: readonly ExtraDevice[]},
): Promise<SaveFacts> {
  const stateFile = join(folder, 'state');
  // A machine may go on only when both have ended, however they end.
  const [kept, saved] = await Promise.allSettled([keepRam(join(folder, 'ram'), ram), saveDeviceState(qmp, stateFile)]);
  if (kept.status === 'rejected') throw kept.reason;
  if (saved.status === 'rejected') throw saved.reason;
  await requireStill(qmp);
  const state = await readFile(stateFile);
  const description = descriptionOf(state);
  if (description === null) throw new Error('QEMU does not say what is in the state that it saved');
  const {pci, hopeless} = unsavedDevices(description, pciDevices(await qmp.command('query-pci')), extra);
  if (hopeless.length > 0) throw new Error(`QEMU does not save the state of ${hopeless.join(', ')}`);
  return {
    ingredients,
    qemuVersion: await qemuVersion(qmp),
    ramBytes: ram.bytes,
    state: {bytes: state.length, checksum: crc32(state)},
    runs: kept.value,
    unsavedDevices: pci,
  };
}

/** One that was reset or let go on meanwhile has written to the RAM that was being read. */
async function requireStill(qmp: Qmp): Promise<void> {
  const answer = await qmp.command('query-status');
  const status = isJson(answer) ? answer['status'] : null;
  if (status !== 'paused' && status !== 'postmigrate') {
    throw new Error(`the machine did not stand still meanwhile, and is ${status}`);
  }
}

async function keepRam(path: string, ram: RamFile) {
  const file = await open(path, 'wx', 0o600);
  try {
    return await writeRamImage(ram.fd, ram.bytes, file.fd);
  } finally {
    await file.close();
  }
}

async function qemuVersion(qmp: Qmp): Promise<string> {
  const answer = await qmp.command('query-version');
  const {qemu, package: from} = isJson(answer) ? answer : {};
  const {major, minor, micro} = isJson(qemu) ? qemu : {};
  return `${major}.${minor}.${micro}${typeof from === 'string' && from !== '' ? ` ${from}` : ''}`;
}
