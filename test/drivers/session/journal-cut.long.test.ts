// A journal cut at any byte: each cut is a file of its own.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {Entry} from '../../../src/core/events.ts';
import {encodeLine} from '../../../src/drivers/session/journal-line.ts';
import {readJournal} from '../../../src/drivers/session/read-journal.ts';
import {temporaryFolder} from '../../temporary.ts';

const entry = (seq: number, text = 'a note'): Entry => ({
  seq,
  atMs: 1000 + seq,
  event: {type: 'note.written', by: 'scheduler', text},
});

test('a journal cut at any byte gives the entries before the cut, and says how much was torn', async (t) => {
  const path = join(await temporaryFolder(t), 'journal.jsonl');
  const entries = [entry(1), entry(2, 'zwei ü'), entry(3)];
  const whole = Buffer.from(entries.map(encodeLine).join(''));
  const ends = entries.map((_, index) =>
    Buffer.byteLength(
      entries
        .slice(0, index + 1)
        .map(encodeLine)
        .join(''),
    ),
  );
  for (let cut = 0; cut <= whole.length; cut++) {
    await writeFile(path, whole.subarray(0, cut));
    const count = ends.filter((end) => end <= cut).length;
    const lengthBytes = ends[count - 1] ?? 0;
    const read = await readJournal(path);
    assert.deepEqual(read.entries, entries.slice(0, count), `cut at ${cut}`);
    assert.equal(read.lengthBytes, lengthBytes, `cut at ${cut}`);
    assert.equal(read.tornBytes > 0, cut > lengthBytes, `cut at ${cut}`);
    assert.equal(read.damage, undefined, `cut at ${cut}`);
  }
});

test('entries that belong together are read back all or not at all, wherever the journal is cut', async (t) => {
  const path = join(await temporaryFolder(t), 'journal.jsonl');
  const entries = [entry(1), {...entry(2), more: true}, {...entry(3), more: true}, entry(4)] as const;
  const lines = entries.map(encodeLine);
  const first = Buffer.byteLength(lines[0] ?? '');
  const whole = Buffer.from(lines.join(''));
  for (let cut = first; cut <= whole.length; cut++) {
    await writeFile(path, whole.subarray(0, cut));
    const isWhole = cut === whole.length;
    const read = await readJournal(path);
    assert.deepEqual(read.entries, isWhole ? entries : entries.slice(0, 1), `cut at ${cut}`);
    assert.equal(read.lengthBytes, isWhole ? whole.length : first, `cut at ${cut}`);
    assert.equal(read.tornBytes, isWhole ? 0 : cut - first, `cut at ${cut}`);
  }
});
