// Which tree a second opinion is of where the person does not say.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {PinChoice} from '../../src/core/opinion.ts';
import type {State} from '../../src/core/state.ts';
import {buildAhead, usualPinOf} from '../../src/core/usual-pin.ts';
import {after, built, created, otherTree, started, stateOf, submitted, T1, tree} from './states.ts';

const begun = stateOf(started(), created());
const builtOnce = after(begun, ...built());
const committed = after(
  builtOnce,
  submitted(),
  {type: 'commit.started', task: T1, tree, message: 'm'},
  {type: 'commit.ended', task: T1, commit: 'c0ffee'},
);
const cases: readonly (readonly [string, State, PinChoice])[] = [
  ['nothing is written', begun, 'commit'],
  ['it builds and nothing is committed', builtOnce, 'folder'],
  ['it does not build', after(begun, ...built({kind: 'failed'})), 'commit'],
  ['it was written to since it was built', after(builtOnce, {type: 'artefact.touched', path: 'ringlog.c'}), 'commit'],
  ['it is what was committed', committed, 'commit'],
  ['the work has gone on and builds', after(committed, ...built({ordinal: 2, of: otherTree})), 'folder'],
  [
    'the work has gone on and does not build',
    after(committed, ...built({ordinal: 2, of: otherTree, kind: 'failed'})),
    'commit',
  ],
];

for (const [what, state, of] of cases) test(`where ${what}: ${of}`, () => assert.equal(usualPinOf(state), of));

test('the build of what lies ahead is named', () =>
  assert.equal(buildAhead(after(committed, ...built({ordinal: 2, of: otherTree})))?.id, 'B2'));
