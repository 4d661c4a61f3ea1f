// Where saves lie: a folder each, `KEY/{state,ram,facts.json}`. It appears when it is whole and goes by being renamed, so that any
// number of processes may share the shelf; what one has open stays readable to it when another one removes it.
import {type FileHandle, mkdir, mkdtemp, open, readFile, rename, rm, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {crc32} from 'node:zlib';
import {systemClock} from '../../clock.ts';
import {type Ingredients, saveKeyOf} from './ingredients.ts';
import {factsText, imageBytes, parseFacts, type SaveFacts} from './save-facts.ts';
import {removeSave, type ShelfLimits, shelfLimits, sweep} from './sweep.ts';

export interface OpenSave {
  readonly facts: SaveFacts;
  readonly state: FileHandle;
  readonly ram: FileHandle;
  close(): Promise<void>;
}

/** `damaged`: there is one, and it is of no use. */
export type Found =
  | {readonly kind: 'found'; readonly save: OpenSave}
  | {readonly kind: 'missing'}
  | {readonly kind: 'damaged'; readonly why: string};

export interface Shelf {
  find(ingredients: Ingredients): Promise<Found>;
  /** `fill` writes `state` and `ram` into the folder that it is given, and says what is in them; `facts.json` is written here. */
  put(
    ingredients: Ingredients,
    fill: (folder: string) => Promise<SaveFacts>,
  ): Promise<{readonly key: string; readonly bytes: number}>;
  discard(ingredients: Ingredients): Promise<void>;
}

export function openShelf(folder: string, limits: ShelfLimits = shelfLimits): Shelf {
  const placeOf = (ingredients: Ingredients) => join(folder, saveKeyOf(ingredients));

  const discard = (ingredients: Ingredients) => removeSave(folder, saveKeyOf(ingredients));

  return {
    discard,
    find: (ingredients) => findSave(placeOf(ingredients), ingredients),
    async put(ingredients, fill) {
      await mkdir(folder, {recursive: true});
      const making = await mkdtemp(join(folder, `making-${process.pid}-`));
      try {
        const facts = await fill(making);
        await writeFile(join(making, 'facts.json'), factsText(facts), {mode: 0o600});
        const place = placeOf(ingredients);
        // Another process may have put the same one there meanwhile; then theirs is as good, unless it is damaged.
        await rename(making, place).catch(async () => {
          const other = await findSave(place, ingredients);
          if (other.kind === 'found') return other.save.close();
          await discard(ingredients);
          await rename(making, place);
        });
        await sweep(folder, limits, saveKeyOf(ingredients));
        return {key: saveKeyOf(ingredients), bytes: facts.state.bytes + imageBytes(facts.runs)};
      } finally {
        await rm(making, {recursive: true, force: true}).catch(() => {});
      }
    },
  };
}

/** Files that another process removes in between are as if they had never been. */
async function findSave(place: string, ingredients: Ingredients): Promise<Found> {
  const text = await readFile(join(place, 'facts.json'), 'utf8').catch(() => null);
  if (text === null) return {kind: 'missing'};
  const facts = parseFacts(text, ingredients);
  if (typeof facts === 'string') return {kind: 'damaged', why: facts};
  const files: FileHandle[] = [];
  const close = async () => {
    for (const file of files) await file.close();
  };
  try {
    for (const name of ['state', 'ram']) files.push(await open(join(place, name), 'r'));
    const [state, ram] = files;
    if (!state || !ram) return {kind: 'missing'};
    const why = await damageOf(facts, state, ram);
    if (why === null) {
      await touch(place);
      return {kind: 'found', save: {facts, state, ram, close}};
    }
    await close();
    return {kind: 'damaged', why};
  } catch (error) {
    await close();
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {kind: 'damaged', why: 'a file of it is missing'};
    return {kind: 'damaged', why: (error as Error).message};
  }
}

/** The device state is checked as a whole; RAM is checked as it is read, which is not now. */
async function damageOf(facts: SaveFacts, state: FileHandle, ram: FileHandle): Promise<string | null> {
  const bytes = Buffer.alloc(facts.state.bytes + 1);
  const {bytesRead} = await state.read(bytes, 0, bytes.length, 0);
  if (bytesRead !== facts.state.bytes) return 'its device state is not as long as it was';
  if (crc32(bytes.subarray(0, bytesRead)) !== facts.state.checksum)
    return 'its device state differs from what was saved';
  const {size} = await ram.stat();
  return size === imageBytes(facts.runs) ? null : 'its RAM is not as long as it was';
}

/** When it was used last; a shelf that can't be written is used all the same. */
async function touch(place: string): Promise<void> {
  const now = systemClock.nowMs() / 1000;
  await utimes(join(place, 'facts.json'), now, now).catch(() => {});
}
