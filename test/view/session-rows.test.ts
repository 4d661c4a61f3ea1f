import assert from 'node:assert/strict';
import test from 'node:test';
import {cellWidth} from '../../components/cell-width.ts';
import {type Standing, standingOf} from '../../src/core/session-standing.ts';
import type {State} from '../../src/core/state.ts';
import {initialState} from '../../src/core/state.ts';
import {sessionJson, sessionLines} from '../../src/view/session-rows.ts';
import {after, called, report, started, startMs, stateOf} from '../core/states.ts';

const minutes = 60_000;
const state = stateOf(started({workspace: '/w/\x1b[31mred'}), {type: 'target.oopsed', report});
const look = {nowMs: startMs + 5 * minutes, columns: 100, width: cellWidth};
const listed = (standing: Standing, of: State = state) => ({
  id: '20261124-1-ringlog-aa',
  changedAtMs: startMs,
  standing,
  state: of,
});

const says = (standing: Standing, words: string): void =>
  assert.equal(sessionLines([listed(standing)], look)[0], `20261124-1-ringlog-aa  5 min ago  ${words}`);

test('how a session stands is said in words', () => {
  says({kind: 'running', pid: 7}, 'running (process 7)');
  says({kind: 'paused', pid: 7, why: 'paused by you'}, 'paused: paused by you (process 7)');
  says({kind: 'left'}, 'left, to be resumed');
  says({kind: 'ended', outcome: 'not-accepted', why: 'given up'}, 'not accepted: given up');
  says(
    {kind: 'damaged', line: 4, why: 'the checksum differs'},
    'damaged at line 4 of its journal: the checksum differs',
  );
});

test('what it works on, with no escape sequence of the workspace in it', () =>
  assert.equal(
    sessionLines([listed({kind: 'left'})], look)[1],
    '  ringlog · m · $0.00 · 0 builds, 0 runs, 1 crash · /w/red',
  ));

function ends(standings: readonly Standing[], last: RegExp | null): void {
  const of = standings.map(({kind}) => kind).join(', ');
  test(`what can be resumed of: ${of}`, () => {
    const [gap, ...words] = sessionLines(
      standings.map((standing) => listed(standing)),
      look,
    ).slice(2 * standings.length);
    if (last === null) assert.equal(gap, undefined);
    else assert.match(words.join(' '), last);
  });
}
const ended: Standing = {kind: 'ended', outcome: 'accepted', why: 'w'};
const damaged: Standing = {kind: 'damaged', line: 1, why: 'w'};
ends([ended, {kind: 'left'}, damaged], null);
ends([ended, ended], /^All have ended, so there is nothing to resume; /);
ends([{kind: 'running', pid: 7}, ended], /^None was left, so there is nothing to resume; .*attach/);
ends([damaged, ended], /^None can be resumed as it is; .*--salvage/);

test('on a narrow terminal every line is cut to it', () => {
  for (const line of sessionLines([listed({kind: 'left'})], {...look, columns: 40})) {
    assert.ok(cellWidth(line) <= 40, line);
  }
});

test('a session of which nothing can be read is listed all the same', () =>
  assert.equal(
    sessionLines([listed({kind: 'damaged', line: 1, why: 'x'}, initialState)], look)[1],
    '  nothing of it can be read',
  ));

test('as JSON it says what the lines say', () => {
  const json = sessionJson(listed({kind: 'running', pid: 7}), (ms) => `at ${ms}`) as Record<string, unknown>;
  const {id, state: how, pid, task, crashes, oopses, changedAt, events} = json;
  assert.deepEqual(
    [id, how, pid, task, crashes, oopses, changedAt, events],
    ['20261124-1-ringlog-aa', 'running', 7, 'ringlog', 1, 1, `at ${startMs}`, 2],
  );
});

test('the standing: damage goes before all, an end before a process, a pause needs a process', () => {
  const paused = after(state, {type: 'session.paused', why: 'w'});
  const damage = {line: 3, why: 'w'};
  assert.deepEqual(standingOf(state, 7, damage), {kind: 'damaged', ...damage});
  assert.deepEqual(standingOf(paused, 7), {kind: 'paused', pid: 7, why: 'w'});
  assert.deepEqual(standingOf(paused), {kind: 'left'});
  assert.deepEqual(standingOf(after(state, ...called([])), 7), {kind: 'running', pid: 7});
});
