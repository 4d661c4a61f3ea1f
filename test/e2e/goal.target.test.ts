// A goal without a task folder, end to end: its acceptance is written, checked and taken, and the very same holds the work.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endOf, eventsOf, ofType, place, startProgram} from './program.ts';

const goal =
  'Write a Linux kernel module `tally` that keeps one sum which any number of writers may add to through sysfs.';

test('a goal gets its acceptance, and is accepted by it on a real kernel', async (t) => {
  const where = await place(t);
  const words = ['--headless', '--approve-acceptance', '--goal', goal, '--tape', 'goal', '--speed', '100'];
  const {code, stdout, stderr} = await startProgram(t, where, [...words, '--workspace', where.workspace]).ended;
  const events = eventsOf(stdout);
  const end = endOf(events, stderr);
  assert.equal(end.outcome, 'accepted', end.why);
  assert.equal(code, 0);
  const [proposed] = ofType(events, 'acceptance.proposed');
  const [approved] = ofType(events, 'acceptance.approved');
  assert.deepEqual([approved?.blob, approved?.by], [proposed?.blob, 'flag']);
  const order = events.map(({type}) => type);
  assert.ok(
    order.indexOf('acceptance.approved') < order.indexOf('task.created'),
    'nothing is made before it is approved',
  );
  assert.deepEqual(ofType(events, 'run.finished').at(-1)?.verdict, {kind: 'accepted'});
  assert.deepEqual(ofType(events, 'run.finished').at(-1)?.passes, {wanted: 4, made: 4, last: 'booted'});
});
