// The main job, end to end, on the tape whose module hangs the machine: on a real kernel, through the real build.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endOf, eventsOf, ofType, place, startProgram} from './program.ts';

test('ringlog-hang: interrupts are off, only the watchdog helps, and the backtrace names the function', async (t) => {
  const where = await place(t);
  const words = ['--headless', '--tape', 'ringlog-hang', '--speed', '100', '--workspace', where.workspace];
  const {code, stdout, stderr} = await startProgram(t, where, words).ended;
  const events = eventsOf(stdout);
  const end = endOf(events, stderr);
  assert.equal(end.outcome, 'accepted', end.why);
  assert.equal(code, 0);
  assert.ok(end.watchdogReboots >= 1);
  assert.ok(end.hangs >= 1);
  assert.match(ofType(events, 'target.watchdogFired')[0]?.registers ?? '', /RIP=/);
  const crashed = ofType(events, 'run.finished').find(({verdict}) => verdict.kind === 'crashed');
  assert.ok(crashed?.verdict.kind === 'crashed');
  assert.equal(crashed.verdict.how, 'hung');
  assert.match(crashed.reports[0]?.moduleFrame?.symbol ?? '', /^ringlog_/);
});
