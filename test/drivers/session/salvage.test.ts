// What a damaged journal still holds becomes a session of its own, and the damaged one stays as it is, byte for byte.
import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {type SessionPaths, sessionPathsOf} from '../../../src/drivers/session/folders.ts';
import {encodeLine} from '../../../src/drivers/session/journal-line.ts';
import {readJournal} from '../../../src/drivers/session/read-journal.ts';
import {salvage} from '../../../src/drivers/session/salvage.ts';
import {entriesOf, poweredUp, started} from '../../core/states.ts';
import {type Closing, temporaryFolder} from '../../temporary.ts';

const lines = entriesOf([started(), ...poweredUp, ...poweredUp]).map(encodeLine);

async function damagedSession(
  t: Closing,
  journal: string,
): Promise<{readonly folder: string; readonly paths: SessionPaths}> {
  const folder = await temporaryFolder(t);
  const paths = sessionPathsOf(join(folder, 's'));
  await mkdir(paths.blobs, {recursive: true});
  await writeFile(join(paths.blobs, 'b'), 'blob');
  await writeFile(paths.capture, 'console');
  await writeFile(paths.start, '{"version":2,"id":"s","attended":true}');
  await writeFile(paths.journal, journal);
  return {folder, paths};
}

const damages: readonly (readonly [string, string])[] = [
  ['a bit that fell over', lines.with(2, lines[2]?.replace('cameUp', 'cameVp') ?? '').join('')],
  ['a run of NUL', lines.with(2, `${'\0'.repeat(4096)}\n`).join('')],
  ['two writers', lines.toSpliced(2, 0, lines[1] ?? '').join('')],
  ['a line that is missing', lines.toSpliced(2, 1).join('')],
];

for (const [what, journal] of damages) {
  test(`${what}: what stands before it is saved`, async (t) => {
    const {folder, paths} = await damagedSession(t, journal);
    const made = await salvage('s', paths, folder);
    assert.ok(!('refused' in made), JSON.stringify(made));
    assert.deepEqual([made.id, made.events, made.damage.line], ['s-s1', 2, 3]);
    const to = sessionPathsOf(join(folder, made.id));
    const {entries, damage, tornBytes} = await readJournal(to.journal);
    assert.deepEqual([entries.length, damage, tornBytes], [2, undefined, 0]);
    assert.equal(await readFile(paths.journal, 'utf8'), journal);
    assert.deepEqual(JSON.parse(await readFile(to.start, 'utf8')), {version: 2, id: 's-s1', attended: true});
    assert.equal(await readFile(to.capture, 'utf8'), 'console');
    assert.equal(await readFile(join(to.blobs, 'b'), 'utf8'), 'blob');
  });
}

test('a second copy has a name of its own', async (t) => {
  const {folder, paths} = await damagedSession(t, lines.toSpliced(1, 1).join(''));
  const ids = [await salvage('s', paths, folder), await salvage('s', paths, folder)];
  assert.deepEqual(
    ids.map((made) => 'id' in made && made.id),
    ['s-s1', 's-s2'],
  );
});

test('one that is whole, or of which nothing is left, is refused in words', async (t) => {
  const whole = await damagedSession(t, lines.join(''));
  assert.match(JSON.stringify(await salvage('s', whole.paths, whole.folder)), /is not damaged/);
  const nothing = await damagedSession(t, `x\n${lines.join('')}`);
  assert.match(JSON.stringify(await salvage('s', nothing.paths, nothing.folder)), /nothing .* can be believed/);
});
