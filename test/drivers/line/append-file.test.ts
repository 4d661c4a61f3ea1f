// The capture: added to, and a full disk is said while the console goes on.
import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {openAppendFile} from '../../../src/drivers/line/append-file.ts';
import {temporaryFolder} from '../../temporary.ts';

test('bytes are added behind what was there', async (t) => {
  const path = join(await temporaryFolder(t), 'capture');
  await writeFile(path, 'before ');
  const file = await openAppendFile(path, () => {});
  for (const word of ['one ', 'two ', 'three']) file.write(Buffer.from(word));
  await file.close();
  assert.equal(await readFile(path, 'latin1'), 'before one two three');
});

test('a full disk is told once, and counted', async () => {
  const troubles: string[] = [];
  const file = await openAppendFile('/dev/full', (what) => troubles.push(what));
  file.write(Buffer.alloc(1000));
  await file.drained();
  file.write(Buffer.alloc(500));
  await file.drained();
  assert.deepEqual(troubles, ["the capture /dev/full can't be written and misses what comes now: the disk is full"]);
  assert.equal(file.lostBytes(), 1500);
  assert.equal(file.waitingBytes(), 0);
  await file.close();
});

test('what the disk does not take in time is lost in words, not kept', async (t) => {
  const troubles: string[] = [];
  const path = join(await temporaryFolder(t), 'capture');
  const file = await openAppendFile(path, (what) => troubles.push(what));
  const piece = Buffer.alloc(16 * 1024 * 1024);
  for (let time = 0; time < 5; time++) file.write(piece);
  assert.ok(file.waitingBytes() <= 64 * 1024 * 1024);
  assert.equal(file.lostBytes(), piece.length);
  await file.close();
  assert.match(troubles[0] ?? '', /the disk is too slow/);
  assert.match(troubles[1] ?? '', /is written again; it misses 16777216 bytes so far/);
});

test('a file that can not be opened is refused', () =>
  assert.rejects(
    openAppendFile('/dev/null/capture', () => {}),
    /ENOTDIR/,
  ));
