// What a tree of the kernel's sources adds: the kernel-doc that stands beside the functions, and whole functions as examples.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {declaredBy} from './c-entries.ts';
import {piecesOf} from './c-pieces.ts';
import type {Entry} from './entry.ts';
import {kernelDocOf} from './kernel-doc.ts';
import type {Progress} from './progress.ts';
import {filesBelow} from './tree-files.ts';

const folders = [
  'samples',
  'lib',
  'kernel',
  'mm',
  'fs',
  'block',
  'crypto',
  'net',
  'drivers',
  'sound',
  'security',
  'ipc',
];
const bytesMax = 1_200_000_000;
const fileBytesMax = 1_000_000;
const exampleBytesMax = 120_000_000;

/** Small drivers and samples show best how a call is meant; all of the kernel as examples would be an index larger than it. */
const exemplary =
  /^(?:samples|lib|drivers\/(?:char|misc|watchdog|gpio|leds|rtc|hwmon|iio|input|i2c|spi|pwm|w1|uio|block|base|tty\/serial|net\/(?:dummy|ifb|tun|veth|loopback)))\b/;

export function* sourceEntries(root: string, progress: Progress): Generator<Entry> {
  const paths = folders.flatMap((folder) => filesBelow(root, folder, (name) => name.endsWith('.c')));
  let bytes = 0;
  let exampleBytes = 0;
  for (const [done, path] of paths.entries()) {
    if (done % 200 === 0) progress(done, paths.length, 'sources');
    const text = readFileSync(join(root, path), 'utf8');
    bytes += text.length;
    if (text.length > fileBytesMax) continue;
    if (bytes > bytesMax) return;
    const isExample = exemplary.test(path) && exampleBytes < exampleBytesMax;
    if (isExample) exampleBytes += text.length;
    if (isExample || text.includes('/**')) yield* entriesOf(text, path, isExample);
  }
}

export function* entriesOf(text: string, file: string, isExample: boolean): Generator<Entry> {
  for (const piece of piecesOf(text)) {
    const doc = piece.kind === 'doc' ? kernelDocOf(piece) : null;
    if (doc !== null) yield {...doc, file};
    if (!isExample || piece.kind !== 'statement') continue;
    for (const entry of declaredBy(piece)) if (entry.kind === 'inline') yield {...entry, kind: 'source', file};
  }
}
