import assert from 'node:assert/strict';
import {appendFile, readFile, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {Entry} from '../../../src/core/events.ts';
import {openJournal} from '../../../src/drivers/session/journal.ts';
import {decodeLine, encodeLine} from '../../../src/drivers/session/journal-line.ts';
import {entriesBetween, readJournal} from '../../../src/drivers/session/read-journal.ts';
import {temporaryFolder} from '../../temporary.ts';

const entry = (seq: number, text = 'a note'): Entry => ({
  seq,
  atMs: 1000 + seq,
  event: {type: 'note.written', by: 'scheduler', text},
});

async function written(path: string, entries: readonly Entry[]): Promise<void> {
  const journal = await openJournal(path);
  await journal.append(entries);
  await journal.durable();
  await journal.close();
}

test('what is appended is read back, whatever stands in it', async (t) => {
  const path = join(await temporaryFolder(t), 'journal.jsonl');
  const odd = ['line\nend', '\u2028 \u2029', '"}]', 'ü 漢 🚢', '\0'].map((text, index) => entry(index + 1, text));
  await written(path, odd);
  assert.deepEqual(await readJournal(path), {entries: odd, lengthBytes: (await readFile(path)).length, tornBytes: 0});
});

test('going on after a torn line leaves a journal that reads whole', async (t) => {
  const path = join(await temporaryFolder(t), 'journal.jsonl');
  await written(path, [entry(1), entry(2)]);
  await appendFile(path, encodeLine(entry(3)).slice(0, 40));
  const {lengthBytes} = await readJournal(path);
  const journal = await openJournal(path, lengthBytes);
  await journal.append([entry(3, 'again')]);
  await journal.close();
  assert.deepEqual((await readJournal(path)).entries, [entry(1), entry(2), entry(3, 'again')]);
});

test('a bad line in the middle stops the reading and is named', async (t) => {
  const path = join(await temporaryFolder(t), 'journal.jsonl');
  const flipped = encodeLine(entry(2)).replace('note', 'nose');
  await writeFile(path, [encodeLine(entry(1)), flipped, encodeLine(entry(3))].join(''));
  const read = await readJournal(path);
  assert.deepEqual(read.entries, [entry(1)]);
  assert.deepEqual(read.damage, {line: 2, why: 'the checksum differs'});
});

test('a line that was left out is damage, too', async (t) => {
  const path = join(await temporaryFolder(t), 'journal.jsonl');
  await writeFile(path, [1, 3, 4].map((seq) => encodeLine(entry(seq))).join(''));
  assert.deepEqual((await readJournal(path)).damage, {line: 2, why: 'number 3 where 2 was expected'});
});

test('zeros after a loss of power are a torn end', async (t) => {
  const path = join(await temporaryFolder(t), 'journal.jsonl');
  await written(path, [entry(1)]);
  const {length} = await readFile(path);
  await truncate(path, length + 4096);
  const read = await readJournal(path);
  assert.deepEqual(read.entries, [entry(1)]);
  assert.equal(read.tornBytes, 4096);
});

test('a screen gets the entries that it lacks, up to the newest', async (t) => {
  const path = join(await temporaryFolder(t), 'journal.jsonl');
  await written(
    path,
    [1, 2, 3, 4, 5].map((seq) => entry(seq)),
  );
  const got: number[] = [];
  for await (const {seq} of entriesBetween(path, 3, 4)) got.push(seq);
  assert.deepEqual(got, [3, 4]);
});

test('lines of another version or with another checksum are not believed', () => {
  const line = encodeLine(entry(1)).trimEnd();
  const why = (text: string) => {
    const decoded = decodeLine(text);
    return decoded.kind === 'bad' ? decoded.why : null;
  };
  assert.equal(why(line), null);
  assert.equal(why(line.replace('"v":1', '"v":2')), 'version 2, not 1');
  assert.equal(why(line.replace('"seq":1', '"seq":2')), 'the checksum differs');
  assert.equal(why('{}'), 'not a line of a journal');
  assert.equal(why(''), 'not a line of a journal');
});
