import assert from 'node:assert/strict';
import test from 'node:test';
import {chooseSession} from '../../src/cli/choose-session.ts';
import {CommandFault} from '../../src/cli/say.ts';
import {sessionPathsOf} from '../../src/drivers/session/folders.ts';

const sessions = ['20261125-1-ringlog-aa', '20261124-2-ringlog-ab', '20261124-1-hello-ac'].map((id, index) => ({
  ...{id, paths: sessionPathsOf(`/s/${id}`), changedAtMs: 3 - index},
  ...(index === 0 ? {corePid: 7} : {}),
}));

const chosen = (id: string): string => chooseSession(sessions, id).id;
const refuses = (id: string, words: RegExp, from = sessions): void =>
  assert.throws(
    () => chooseSession(from, id),
    (error) => error instanceof CommandFault && error.status === 2 && words.test(error.message),
  );

test('a unique beginning is enough', () => {
  assert.equal(chosen('20261125'), '20261125-1-ringlog-aa');
  assert.equal(chosen('20261124-2-ringlog-ab'), '20261124-2-ringlog-ab');
});

test('a whole id is meant, also where a longer one begins so', () => {
  const both = [...sessions, {id: '20261125-1-ringlog-aa-s1', paths: sessionPathsOf('/s/x'), changedAtMs: 0}];
  assert.equal(chooseSession(both, '20261125-1-ringlog-aa').id, '20261125-1-ringlog-aa');
});

test('two that begin so are named', () =>
  refuses('20261124', /2 sessions begin with 20261124:\n.*-2-ringlog-ab\n.*hello-ac$/));
test('a part of an id finds the ones that hold it', () =>
  refuses('hello', /the nearest are:\n {2}20261124-1-hello-ac$/));
test('of a wrong id the nearest come first', () =>
  refuses('20261124-1-x', /nearest are:\n {2}20261124-1-hello-ac\n {2}20261124-2-ringlog-ab\n.*aa {2}running$/));
test('where there is none, it says how one begins', () => refuses('x', /no session yet; `quarterdeck` begins one/, []));
