import assert from 'node:assert/strict';
import test from 'node:test';
import {callAfter, windowTitle} from '../../src/view/calls.ts';
import {type Stage, told} from './story.ts';

const stateAt = (stage: Stage) => told(stage).live.state;

function check(before: Stage, now: Stage, why: string | undefined, text: RegExp): void {
  const call = callAfter(stateAt(before), stateAt(now));
  assert.equal(call?.why, why);
  assert.match(call?.text ?? '', text);
}

test('a question calls, and one that was there before does not', () => {
  check('working', 'asks', 'needed', /^needs you: \w/);
  check('asks', 'asks', undefined, /^$/);
});
test('a crash calls', () => check('working', 'crash', 'crashed', /^the target crashed: \w/));
test('the end calls', () => check('crash', 'accepted', 'done', /^accepted: /));
test('work that goes on calls nobody', () => check('start', 'working', undefined, /^$/));

test('the window says what is worked on and how it stands', () => {
  assert.match(windowTitle(stateAt('working')), /^quarterdeck \w+: running$/);
  assert.match(windowTitle(stateAt('asks')), /: needs you$/);
  assert.match(windowTitle(stateAt('accepted')), /: accepted$/);
});
