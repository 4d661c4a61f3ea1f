import assert from 'node:assert/strict';
import test from 'node:test';
import {noBudgets} from '../../../src/core/budget.ts';
import {emptyLive, type Live} from '../../../src/view/live.ts';
import {budgetsPage} from '../../../src/view/pages/budgets-page.ts';
import {minutesKey, noGrantOfMinutes} from '../../../src/view/pages/minutes-item.ts';
import {initialUi} from '../../../src/view/ui.ts';
import {after, created, started, startMs, stateOf, T1, tree} from '../../core/states.ts';
import {asciiPen} from '../pens.ts';
import {facts} from '../uis.ts';

const budgets = {...noBudgets, session: {builds: 3}};
const bounded: Live = {...emptyLive, state: stateOf(started({budgets}), created())};
const unbounded: Live = {...emptyLive, state: stateOf(started(), created())};
const minutes = bounded.state.requirement?.minutes ?? 0;
const half = {...asciiPen, nowMs: startMs + (minutes * 60_000) / 2};

const textOf = (live: Live): string =>
  budgetsPage
    .items(live, 100, half)
    .flatMap(({rows}) => rows.map((row) => row.map(({text}) => text).join('')))
    .join('\n');

test('the minutes of the task stand behind the budgets, with what is used of them', () => {
  assert.match(
    textOf(bounded),
    /builds +0 %\n.*\n\n.*minutes of the task +50 %\n +\d+:00 of \d+ min, pauses not counted/,
  );
});

test('the time that the machine looked for is a part of them', () => {
  const looked = {task: T1, tree, checks: ['sparse']} as const;
  const state = after(
    bounded.state,
    {type: 'examination.started', ...looked},
    {type: 'examination.ended', ...looked, how: 'finished'},
  );
  assert.match(textOf({...bounded, state}), /\n +00:01 of that in the checks of 1 tree: time, and no tokens\n/);
  assert.doesNotMatch(textOf(bounded), /checks of/);
});

test('they are there where no budget bounds the session, and that is said', () => {
  assert.match(textOf(unbounded), /minutes of the task +50 %.*No other budget bounds this session/s);
});

test('more of them can not be granted, and that is said', () => {
  const grant = budgetsPage.keys?.[0];
  const {ui, acts} = grant?.step(initialUi, minutesKey, facts({state: bounded.state})) ?? {};
  assert.deepEqual([ui?.notice?.text, acts, ui?.dialog], [noGrantOfMinutes, [], null]);
});
