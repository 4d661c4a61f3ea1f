// A disk that fills up under a running session: a small one of our own, in a mount namespace of our own, so that no root is
// needed and nothing else is touched.
import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {runProcess} from '../../src/drivers/process.ts';
import {eventsOf, place, programWords, startProgram} from './program.ts';

const diskBytes = 256 * 1024;
/** For what is kept at the start, and for the first entries of the journal. */
const freeBytes = 80 * 1024;

test('with the disk full work waits, and goes on where it was when there is room again', async (t) => {
  const where = await place(t);
  const state = join(where.folder, 'state');
  const room = join(where.folder, 'room');
  const journal = join(where.folder, 'journal');
  await mkdir(state);
  // The file that takes the room goes away when the test says so; the journal is copied out before the disk is gone.
  const script = [
    `mount -t tmpfs -o size=${diskBytes} tmpfs ${state}`,
    `head -c ${diskBytes - freeBytes} /dev/zero > ${state}/filler`,
    `(until [ -e ${room} ]; do sleep 0.1; done; rm ${state}/filler) >/dev/null 2>&1 &`,
    `"$@" & program=$!`,
    `trap 'kill -INT $program' TERM`,
    `wait $program; wait $program; status=$?`,
    `cp ${state}/quarterdeck/sessions/*/journal.jsonl ${journal}`,
    'exit $status',
  ].join('\n');
  const words = ['--headless', '--speed', '1000', '--workspace', where.workspace];
  const inNamespace = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh', process.execPath];
  const program = startProgram(t, where, [...inNamespace, ...programWords, ...words], 'unshare');
  await program.says(/work waits: the journal can't be written: .*ENOSPC/);
  const before = program.lines();
  await writeFile(room, '');
  await program.says(/the disk takes the journal again; work goes on/);
  await program.line((line) => (JSON.parse(line) as {readonly seq: number}).seq > before);
  program.child.kill('SIGTERM');
  const {stdout, code} = await program.ended;
  assert.equal(code, 130);
  const events = eventsOf(stdout);
  assert.ok(events.length > before, 'it went on');
  assert.deepEqual(
    events.map(({seq}) => seq),
    events.map((_, index) => index + 1),
    'nothing was lost and nothing happened twice',
  );
  const written = (await readFile(journal, 'utf8')).trimEnd().split('\n');
  assert.equal(written.length, events.length, 'what was believed is in the journal');
});

test('such a namespace can be made here', async () => {
  const outcome = await runProcess({
    command: 'unshare',
    arguments: ['--user', '--map-root-user', '--mount', 'true'],
    deadlineSeconds: 10,
  });
  assert.deepEqual(outcome, {kind: 'exited', code: 0, output: ''});
});
