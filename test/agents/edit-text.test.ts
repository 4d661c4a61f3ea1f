// What the person changed, as the Executor is told it and as the Reviewer is handed it.
import assert from 'node:assert/strict';
import test from 'node:test';
import {editPieces, editText} from '../../agents/edit-text.ts';
import type {Event} from '../../src/core/events.ts';
import {turnId} from '../../src/core/ids.ts';
import {A1, after, assigned, created, poweredUp, started, stateOf, submitted, tree} from '../core/states.ts';
import {itemsOf} from './working-state.ts';

const touched: Event = {
  type: 'artefact.touched',
  path: 'a.c',
  change: 'changed',
  diff: 'a.c +1 -0\n@@ line 1\n+int x;',
};
const asked: Event = {type: 'turn.asked', assignment: A1, turn: turnId(A1, 1), messages: []};
const begun = [started(), ...poweredUp, created()];

function promptOf(...events: readonly Event[]): string {
  const state = stateOf(...begun, ...events);
  const [assignment] = state.assignments;
  assert.ok(assignment);
  return itemsOf(state, assignment)
    .map((item) => (item.kind === 'message' ? item.text : ''))
    .join('\n');
}

test("the Executor's next prompt says who changed what, and holds the difference as data", () => {
  const prompt = promptOf(assigned('executor', 'write'), touched, asked);
  assert.match(
    prompt,
    /The person changed a\.c with an editor of their own, not you\..*Read the file before you change it/,
  );
  assert.match(
    prompt,
    /======== data: what the person changed in a\.c\na\.c \+1 -0\n@@ line 1\n\+int x;\n======== end of data/,
  );
});

test("the Reviewer is handed the person's parts of the tree, and no others", () => {
  const taken: Event = {type: 'artefact.recorded', tree, files: [{path: 'a.c', bytes: 1}]};
  const later: Event = {type: 'artefact.touched', path: 'b.c', change: 'added', diff: '+y'};
  const prompt = promptOf(touched, taken, submitted(), later, assigned('reviewer', 'review'), asked);
  assert.match(
    prompt,
    /# What the person wrote\n.*The person changed a\.c\.\n======== data: what the person changed in a\.c/s,
  );
  assert.doesNotMatch(prompt, /b\.c/);
});

test('where the person wrote nothing there is no such section', () => {
  assert.deepEqual(editPieces(after(stateOf(...begun), touched).edits), []);
});

test('what is no text is named alone', () => {
  assert.doesNotMatch(editText({path: 'a.c', change: 'removed', diff: ''}), /=====/);
});
