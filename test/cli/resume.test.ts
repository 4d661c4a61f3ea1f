// What `quarterdeck resume` says where nothing is left for it.
import assert from 'node:assert/strict';
import test from 'node:test';
import {nothingLeftWords} from '../../src/cli/resume.ts';

test('where a core still runs, the way back to it is named', () => {
  assert.equal(
    nothingLeftWords([{id: 'a-1', corePid: 7}, {id: 'a-0'}]),
    'no session is left to be resumed; session a-1 still runs, paused or not: `quarterdeck attach a-1` comes back to it',
  );
  assert.match(
    nothingLeftWords([
      {id: 'a-2', corePid: 8},
      {id: 'a-1', corePid: 7},
    ]),
    /these still run: a-2, a-1: `quarterdeck attach a-2`/,
  );
});

test('where none does, the list of sessions is', () => {
  const words = 'no session is left to be resumed; `quarterdeck sessions` lists what there is';
  assert.equal(nothingLeftWords([{id: 'a-0'}]), words);
  assert.equal(nothingLeftWords([]), words);
});
