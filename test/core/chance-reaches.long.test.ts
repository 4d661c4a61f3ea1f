// What the sessions by chance are worth: they come to every part of the way.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {Event} from '../../src/core/events.ts';
import {playSession} from './random-session.ts';

/** Long enough to come to commits, crashes and what follows from them. */
const manyChoices = fc.array(fc.nat({max: 2 ** 30}), {minLength: 2000, maxLength: 3000, size: 'max'});
const kind = fc.record({attended: fc.boolean(), live: fc.boolean()});

test('what chance plays reaches every part of the way', () => {
  const seen = new Set<Event['type']>();
  const sampled = fc.sample(fc.tuple(manyChoices, kind), {numRuns: 100, seed: 7});
  for (const [drawn, of] of sampled) for (const {event} of playSession(drawn, of).entries) seen.add(event.type);
  const wanted: readonly Event['type'][] = [
    'plan.proposed',
    'build.finished',
    'run.finished',
    'work.submitted',
    'verdict.given',
    'commit.started',
    'question.asked',
    'question.answered',
    'fault.raised',
    'session.ended',
    'target.panicked',
    'assignment.nudged',
    'message.queued',
    'pass.finished',
    'finding.judged',
    'hypothesis.stated',
    'hypothesis.settled',
    'task.reopened',
    'tasks.ordered',
    'constraint.answered',
    'plan.chosen',
  ];
  assert.deepEqual(
    wanted.filter((type) => !seen.has(type)),
    [],
  );
});
