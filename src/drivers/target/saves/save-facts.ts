// What a save says of itself in its `facts.json`: what it was made of, how long its files are, what is in them. Pure.
import {crc32} from 'node:zlib';
import {isCount, isJson, parseJson} from '../../../core/json.ts';
import {changesBetween, type Ingredients} from './ingredients.ts';
import {chunkBytes, type RamRun} from './ram-image.ts';

export interface SaveFacts {
  readonly ingredients: Ingredients;
  /** As QEMU says it. */
  readonly qemuVersion: string;
  readonly ramBytes: number;
  readonly state: {readonly bytes: number; readonly checksum: number};
  readonly runs: readonly RamRun[];
  /** PCI devices whose state QEMU does not save: the system has to find them again. */
  readonly unsavedDevices: readonly string[];
}

export function factsText(facts: SaveFacts): string {
  const text = JSON.stringify(facts);
  return `${JSON.stringify({checksum: crc32(text), facts})}\n`;
}

/** A string says why the save is of no use. */
export function parseFacts(text: string, wanted: Ingredients): SaveFacts | string {
  const whole = parseJson(text);
  const facts = whole?.['facts'];
  if (!whole || !isJson(facts)) return 'its facts are no JSON';
  const changes = changesBetween(facts['ingredients'], wanted);
  if (changes.length > 0) return `it was made with another ${changes.join(', ')}`;
  if (whole['checksum'] !== crc32(JSON.stringify(facts))) return 'its facts were altered';
  return isFacts(facts) ? facts : 'its facts are incomplete';
}

/** How long the file of RAM must be. */
export function imageBytes(runs: readonly RamRun[]): number {
  return chunkBytes * runs.reduce((sum, [, count]) => sum + count, 0);
}

function isFacts(value: object): value is SaveFacts {
  const {qemuVersion, ramBytes, state, runs, unsavedDevices} = value as Partial<SaveFacts>;
  if (typeof qemuVersion !== 'string' || !isCount(ramBytes)) return false;
  if (!isJson(state) || !isCount(state['bytes']) || !isCount(state['checksum'])) return false;
  const isList = Array.isArray(unsavedDevices) && unsavedDevices.every((address) => typeof address === 'string');
  return isList && Array.isArray(runs) && runs.every((run) => isRun(run, ramBytes));
}

function isRun(run: unknown, ramBytes: number): boolean {
  if (!Array.isArray(run) || run.length !== 4 || !run.every(isCount)) return false;
  const [first, count] = run as unknown as RamRun;
  return count > 0 && (first + count) * chunkBytes <= ramBytes;
}
