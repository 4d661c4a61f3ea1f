// What a saved state depends on: a machine made of anything else can't take it, or would not be the same one.
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {readFile, realpath, stat} from 'node:fs/promises';
import {release} from 'node:os';
import {basename} from 'node:path';
import {fileStamp} from '../file-stamp.ts';
import {type MachineOptions, machineArguments} from '../machine.ts';

/** Each as text: what it is called, and what it is. */
export type Ingredients = Readonly<Record<'form' | 'qemu' | 'kernel' | 'initramfs' | 'arguments' | 'host', string>>;

/** Of the folder that a save is. */
const form = '1';

/** Of files by their paths, remembered for as long as the process lives and the file stays as it is. */
const hashes = new Map<string, {readonly stamp: string; readonly hash: Promise<string>}>();

export async function ingredientsOf(machine: Omit<MachineOptions, 'name'>): Promise<Ingredients> {
  const [qemu, kernel, host] = await Promise.all([
    programIdentity(machine.qemu),
    contentHash(machine.kernelImage),
    machine.accelerator === 'kvm' ? hostIdentity() : 'any',
  ]);
  const words = machineArguments({...machine, name: '', kernelImage: '', initramfs: ''});
  return {form, qemu, kernel, initramfs: basename(machine.initramfs), arguments: words.join('\n'), host};
}

export function saveKeyOf(ingredients: Ingredients): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(ingredients)))
    .digest('hex')
    .slice(0, 24);
}

/** What differs between what a save says it was made of and what is wanted. */
export function changesBetween(made: unknown, wanted: Ingredients): readonly string[] {
  const known = typeof made === 'object' && made !== null ? (made as Readonly<Record<string, unknown>>) : {};
  return sorted(wanted).flatMap(([name, value]) => (known[name] === value ? [] : [name]));
}

function sorted(ingredients: Ingredients): readonly (readonly [string, string])[] {
  return Object.entries(ingredients).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A package that was upgraded brings another file; the firmware comes with it. */
async function programIdentity(path: string): Promise<string> {
  const real = await realpath(path);
  const {size, mtimeMs} = await stat(real);
  return `${real} ${size} ${mtimeMs}`;
}

async function contentHash(path: string): Promise<string> {
  const stamp = await fileStamp(path);
  const known = hashes.get(path);
  if (known?.stamp === stamp) return known.hash;
  const hash = hashFile(path);
  hashes.set(path, {stamp, hash});
  hash.catch(() => hashes.delete(path));
  return hash;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, {highWaterMark: 1 << 20})) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** With KVM the guest sees the host's own processor, and a saved one holds what that can do. */
async function hostIdentity(): Promise<string> {
  const cpuinfo = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const facts = ['model name', 'stepping', 'microcode', 'flags'].map(
    (name) => new RegExp(`^${name}\\s*:.*$`, 'm').exec(cpuinfo)?.[0] ?? '',
  );
  return [release(), ...facts].join('\n');
}
