// Every entry that the ingredients give, one source after the other.
import {readFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {unpackVmlinux} from '../kernel-tree/vmlinux.ts';
import {type Btf, readBtf} from './btf.ts';
import {btfEntries} from './btf-entries.ts';
import {pageEntries} from './built-pages.ts';
import {type Configuration, parseAutoconf} from './c-condition.ts';
import {declaredBy} from './c-entries.ts';
import {piecesOf} from './c-pieces.ts';
import type {Entry} from './entry.ts';
import {guideEntries} from './guides.ts';
import type {Ingredients} from './ingredients.ts';
import {kernelDocOf} from './kernel-doc.ts';
import {type ModuleTypes, moduleEntries} from './module-types.ts';
import type {Progress} from './progress.ts';
import {readSection} from './read-section.ts';
import {sourceEntries} from './sources.ts';

export interface Types {
  readonly image: Btf | null;
  readonly modules: readonly ModuleTypes[];
}

export function* gather(ingredients: Ingredients, types: Types, progress: Progress): Generator<Entry> {
  const {guides, source} = ingredients;
  progress(0, 1, 'types');
  if (types.image !== null) yield* btfEntries(types.image, imageName);
  const documented = new Set<string>();
  const declared = new Set<string>();
  for (const entry of allHeaders(ingredients, progress)) {
    if (entry.kind === 'doc') documented.add(entry.name);
    else if (isType(entry)) declared.add(`${entry.kind} ${entry.name}`);
    yield entry;
  }
  yield* moduleEntries(types.modules, declared);
  if (source !== null) yield* sourceEntries(source, progress);
  if (guides === null) return;
  yield* guideEntries(guides, progress);
  // Pages are built from the comments: what was read where it was written is not told a second time.
  if (source !== null) return;
  for (const entry of pageEntries(guides, progress)) if (!documented.has(entry.name)) yield entry;
}

const isType = ({kind}: Entry): boolean =>
  kind === 'struct' || kind === 'union' || kind === 'enum' || kind === 'typedef';

function* allHeaders({headers}: Ingredients, progress: Progress): Generator<Entry> {
  const configuration = configurationOf(headers);
  for (const {root, paths} of headers) {
    for (const [done, path] of paths.entries()) {
      if (done % 200 === 0) progress(done, paths.length, 'headers');
      yield* headerEntries(root, path, configuration);
    }
  }
}

/** How the place of what the image tells is called. */
export const imageName = 'the image (BTF)';

function configurationOf(headers: Ingredients['headers']): Configuration | null {
  const path = 'include/generated/autoconf.h';
  const owner = headers.find(({paths}) => paths.includes(path));
  return owner === undefined ? null : parseAutoconf(readFileSync(join(owner.root, path), 'utf8'));
}

const headerBytesMax = 8 * 1024 * 1024;

function* headerEntries(root: string, path: string, configuration: Configuration | null): Generator<Entry> {
  const text = readFileSync(join(root, path), 'utf8');
  if (text.length > headerBytesMax) return;
  for (const piece of piecesOf(text, configuration)) {
    const doc = piece.kind === 'doc' ? kernelDocOf(piece) : null;
    if (doc !== null) yield {...doc, file: path};
    for (const entry of declaredBy(piece)) yield {...entry, file: path};
  }
}

/** Null when it has none. `scratch`: a path of ours that a packed image is unpacked to. */
export async function typesOf(image: string, scratch: string): Promise<Btf | null> {
  // A file below /sys is types and nothing else.
  if (image.startsWith('/sys/')) return readBtf(readFileSync(image));
  const section = await readSection(image, '.BTF');
  if (section !== null) return readBtf(section);
  if ((await unpackVmlinux(image, scratch)) !== null) return null;
  const unpacked = await readSection(scratch, '.BTF');
  await rm(scratch, {force: true});
  return unpacked === null ? null : readBtf(unpacked);
}
