// The main job, end to end: the shipped tape that crashes and leaks, on a real kernel, through the real build.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {fold} from '../../src/core/reduce.ts';
import {reviewPasses} from '../../src/core/review.ts';
import {sessionPathsOf} from '../../src/drivers/session/folders.ts';
import {readJournal} from '../../src/drivers/session/read-journal.ts';
import {allGone, endOf, eventsOf, ofType, type Place, place, startProgram} from './program.ts';

async function sessionOf(where: Place): Promise<ReturnType<typeof sessionPathsOf>> {
  const folder = join(where.folder, 'state/quarterdeck/sessions');
  const [id] = await readdir(folder);
  assert.ok(id);
  return sessionPathsOf(join(folder, id));
}

const git = (where: Place, ...words: string[]): string =>
  execFileSync('git', words, {cwd: where.workspace, encoding: 'utf8'}).trim();

test('ringlog: a crash comes back through pstore and is mended, a leak is found, the third version is accepted', async (t) => {
  const where = await place(t, 'static: true, dynamic: off');
  const words = ['--headless', '--speed', '100', '--workspace', where.workspace];
  const {code, stdout, stderr} = await startProgram(t, where, words).ended;
  const events = eventsOf(stdout);
  const end = endOf(events, stderr);
  assert.equal(end.outcome, 'accepted', end.why);
  assert.equal(code, 0);
  assert.ok(end.builds >= 3);
  assert.ok(end.oopses + end.panics >= 1);
  assert.ok(end.pstoreRecords >= 1);

  const crashed = ofType(events, 'run.finished').find(({verdict}) => verdict.kind === 'crashed');
  assert.equal(crashed?.reports[0]?.moduleFrame?.module, 'ringlog', crashed?.reports[0]?.title);
  const runs = ofType(events, 'run.finished');
  const reproductions = runs.flatMap(({reproduction}) => (reproduction === undefined ? [] : [reproduction]));
  assert.equal(reproductions[0]?.seen, 1, 'the crash was seen again before it counted as mended');
  assert.deepEqual(runs.at(-1)?.passes, {wanted: 4, made: 4, last: 'booted'});
  const records = ofType(events, 'target.harvested').flatMap((harvest) => harvest.records);
  assert.ok(records.some(({reason}) => reason?.startsWith('Panic')));
  assert.ok(ofType(events, 'verdict.given').some(({verdict}) => verdict === 'change'));

  const examined = ofType(events, 'examination.ended').map(({how}) => how);
  assert.deepEqual(examined, ['finished', 'finished', 'finished'], 'each tree that was handed in was examined first');
  const looked = ofType(events, 'check.finished').filter(({result}) => result.end.kind === 'finished');
  assert.ok(looked.length >= 3, 'the compiler at least looked at each');

  const stated = ofType(events, 'hypothesis.stated')[0];
  assert.equal(stated?.title, crashed?.reports[0]?.title);
  assert.deepEqual(
    ofType(events, 'hypothesis.settled').map(({hypothesis, how}) => [hypothesis, how]),
    [[stated?.hypothesis, 'confirmed']],
  );
  assert.equal(
    ofType(events, 'pass.finished').length,
    3 * reviewPasses.length,
    'three reviews, each in all its passes',
  );
  assert.deepEqual(
    ofType(events, 'finding.judged').map(({finding, stands}) => [finding, stands]),
    [
      ['F2', true],
      ['F3', true],
      ['F4', false],
    ],
  );

  assert.equal(git(where, 'rev-parse', 'HEAD'), end.commit);
  assert.equal(git(where, 'status', '--porcelain'), '');
  assert.match(git(where, 'log', '-1', '--format=%B'), /Evidence:\n- tree [0-9a-f]{40}\n/);

  const paths = await sessionOf(where);
  const {entries, tornBytes} = await readJournal(paths.journal);
  assert.equal(tornBytes, 0);
  assert.deepEqual(
    entries.map(({event, seq, atMs}) => ({...event, seq, atMs})),
    events,
    'what was printed is what the journal holds',
  );
  assert.equal(fold(entries).session.phase, 'ended');
  const capture = await readFile(paths.capture, 'utf8');
  assert.match(capture, /Linux version .*Linux version /s, 'the capture holds both boots');
  assert.match(capture, /Kernel panic - not syncing/);
  await allGone(where.folder);
});
