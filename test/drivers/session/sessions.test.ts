import assert from 'node:assert/strict';
import {mkdir, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {cacheFolderOf, sessionPathsOf, sessionsFolderOf} from '../../../src/drivers/session/folders.ts';
import {corePidOf, listSessions, lockSession, newSessionId} from '../../../src/drivers/session/sessions.ts';
import {temporaryFolder} from '../../temporary.ts';

test('a session is taken by one process', async (t) => {
  const paths = sessionPathsOf(await temporaryFolder(t));
  const unlock = await lockSession(paths);
  assert.ok(unlock);
  assert.equal(await lockSession(paths), null);
  assert.equal(await corePidOf(paths), process.pid);
  await unlock();
  assert.equal(await corePidOf(paths), null);
});

test('a lock whose process is gone, or whose number has been given out again, is taken over', async (t) => {
  for (const stale of ['999999999 123\n', `${process.pid} 1\n`, '', 'nonsense\n']) {
    const paths = sessionPathsOf(await temporaryFolder(t));
    await writeFile(paths.lock, stale);
    const unlock = await lockSession(paths);
    assert.ok(unlock, `over ${JSON.stringify(stale)}`);
    await unlock();
  }
});

test('sessions are listed newest first; a folder without a journal is none', async (t) => {
  const folder = await temporaryFolder(t);
  for (const [id, seconds] of [
    ['old', 1000],
    ['new', 2000],
    ['empty', null],
  ] as const) {
    await mkdir(join(folder, id));
    if (seconds === null) continue;
    await writeFile(sessionPathsOf(join(folder, id)).journal, '');
    await utimes(sessionPathsOf(join(folder, id)).journal, seconds, seconds);
  }
  assert.deepEqual(
    (await listSessions(folder)).map(({id}) => id),
    ['new', 'old'],
  );
  assert.deepEqual(await listSessions(join(folder, 'nowhere')), []);
});

test('an id sorts by time and says what the work is', () => {
  const id = newSessionId(Date.UTC(2026, 0, 2, 3, 4, 5), 'Ringlog');
  assert.match(id, /^20260102-030405-ringlog-[0-9a-f]{4}$/);
});

test('folders follow the XDG variables; a relative one is ignored', () => {
  assert.equal(cacheFolderOf({XDG_CACHE_HOME: '/c', HOME: '/h'}), '/c/quarterdeck');
  assert.equal(cacheFolderOf({XDG_CACHE_HOME: 'c', HOME: '/h'}), '/h/.cache/quarterdeck');
  assert.equal(sessionsFolderOf({HOME: '/h'}), '/h/.local/state/quarterdeck/sessions');
});
