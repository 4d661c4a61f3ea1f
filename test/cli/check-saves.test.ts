import assert from 'node:assert/strict';
import {mkdir, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {isWatched, openSaves} from '../../src/cli/check-saves.ts';
import {temporaryFolder} from '../temporary.ts';

function check(path: string, expected: boolean): void {
  test(`${path} is ${expected ? '' : 'not '}worth a check`, () => assert.equal(isWatched(path), expected));
}
for (const path of ['ring.c', 'deep/down/ring.h', 'Kbuild', 'Makefile', 'start.S', 'accept.sh', 'task.md'])
  check(path, true);
for (const path of [
  '4913',
  'ring.c~',
  '#ring.c#',
  '.#ring.c',
  '.ring.c.swp',
  'ring.c.tmp',
  'ring.o',
  'ring.ko',
  'ring.mod.c',
  'notes.md',
]) {
  check(path, false);
}

async function opened(t: TestContext) {
  const folder = await temporaryFolder(t);
  const controller = new AbortController();
  const saves = await openSaves([folder, folder], controller.signal);
  t.after(() => saves.close());
  return {folder, controller, saves};
}

test('saves that come together are one, however an editor writes them', async (t) => {
  const {folder, saves} = await opened(t);
  saves.forget();
  const idle = saves.signal();
  await writeFile(join(folder, '.ring.c.swp'), 'x');
  await writeFile(join(folder, '4913'), 'x');
  await writeFile(join(folder, 'ring.c~'), 'x');
  await writeFile(join(folder, 'new'), 'x');
  await rename(join(folder, 'new'), join(folder, 'ring.c'));
  await mkdir(join(folder, 'part'));
  await writeFile(join(folder, 'part/ring.h'), 'x');
  const names = await saves.next();
  assert.ok(idle.aborted);
  assert.deepEqual(names?.toSorted(), ['part/ring.h', 'ring.c']);
  saves.forget();
  assert.equal(saves.signal().aborted, false);
});

test('who waits for a save is let go when the whole is ended, and is told of no save', async (t) => {
  const {saves, controller} = await opened(t);
  const waiting = saves.next();
  controller.abort();
  assert.equal(await waiting, null);
  assert.ok(saves.signal().aborted);
});
