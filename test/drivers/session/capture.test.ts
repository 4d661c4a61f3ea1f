import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {openCapture} from '../../../src/drivers/session/capture.ts';
import {temporaryFolder} from '../../temporary.ts';

const neverInTrouble = (what: string | null): void => assert.fail(`trouble: ${what}`);

test('every byte lies in the file, in order, and a place names the same byte ever after', async (t) => {
  const path = join(await temporaryFolder(t), 'capture');
  const capture = await openCapture(path, neverInTrouble);
  const all = Buffer.from(Array.from({length: 5000}, (_, index) => index % 256));
  for (let at = 0; at < all.length; at += 7) capture.write(all.subarray(at, at + 7));
  assert.equal(capture.position(), all.length);
  assert.deepEqual(Buffer.from(await capture.read(1000, 1010)), all.subarray(1000, 1010));
  await capture.close();
  assert.deepEqual(await readFile(path), all);
});

test('a capture that is opened again goes on where it ended', async (t) => {
  const path = join(await temporaryFolder(t), 'capture');
  const first = await openCapture(path, neverInTrouble);
  first.write(Buffer.from('one'));
  await first.close();
  const second = await openCapture(path, neverInTrouble);
  assert.equal(second.position(), 3);
  second.write(Buffer.from('two'));
  assert.equal(Buffer.from(await second.read(0, 6)).toString(), 'onetwo');
  await second.close();
});

test('reading past the end gives what is there', async (t) => {
  const path = join(await temporaryFolder(t), 'capture');
  const capture = await openCapture(path, neverInTrouble);
  capture.write(Buffer.from('abc'));
  assert.equal(Buffer.from(await capture.read(1, 100)).toString(), 'bc');
  assert.equal((await capture.read(50, 60)).length, 0);
  await capture.close();
});

test('the writer may use its buffer again at once', async (t) => {
  const path = join(await temporaryFolder(t), 'capture');
  const capture = await openCapture(path, neverInTrouble);
  const buffer = Buffer.from('first');
  capture.write(buffer);
  buffer.fill(0);
  await capture.close();
  assert.equal(await readFile(path, 'utf8'), 'first');
});
