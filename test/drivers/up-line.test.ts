// Every command of a person gets through the link, and nothing that only looks like one.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {PersonCommand} from '../../src/core/commands.ts';
import {isPersonCommand} from '../../src/drivers/up-line.ts';

const words = {text: 'no globals', strength: 'must', scope: {kind: 'role', role: 'planner'}} as const;

/** One of each, so that the compiler asks for a new one here as well. */
const examples: {readonly [Do in PersonCommand['do']]: Extract<PersonCommand, {readonly do: Do}>} = {
  pause: {do: 'pause', role: 'all', now: true},
  continue: {do: 'continue', role: 'planner'},
  redirect: {do: 'redirect', role: 'executor', text: 'smaller', now: true},
  urge: {do: 'urge', role: 'executor'},
  grantBudget: {do: 'grantBudget', scope: {kind: 'task', task: 'T1' as never}, measure: 'builds', amount: 4},
  addConstraint: {do: 'addConstraint', ...words},
  editConstraint: {do: 'editConstraint', constraint: 'C1' as never, ...words},
  liftConstraint: {do: 'liftConstraint', constraint: 'C1' as never},
  askSecondOpinion: {do: 'askSecondOpinion', statements: ['poll works'], of: 'folder'},
  addStatements: {do: 'addStatements', opinion: 'O1' as never, statements: ['poll works']},
  tellVerifier: {do: 'tellVerifier', opinion: 'O1' as never, text: 'why?'},
  closeOpinion: {do: 'closeOpinion', opinion: 'O1' as never},
  dismissFinding: {do: 'dismissFinding', finding: 'K1' as never, why: 'held by the caller'},
  takeUpFinding: {do: 'takeUpFinding', finding: 'K1' as never},
  resetTarget: {do: 'resetTarget'},
  skipChecks: {do: 'skipChecks', task: 'T1' as never},
  answer: {do: 'answer', question: 'Q1' as never, answer: 'yes'},
  approveAcceptance: {do: 'approveAcceptance', blob: 'ab' as never},
  returnAcceptance: {do: 'returnAcceptance', words: 'w'},
  editAcceptance: {do: 'editAcceptance', draft: {markdown: 'm', script: 's', programs: [{name: 'p', source: 'c'}]}},
  choosePlan: {do: 'choosePlan', plan: 'P1' as never, choice: 'a'},
  stop: {do: 'stop', cause: 'person', why: 'enough'},
};

for (const command of Object.values(examples)) {
  test(`${command.do} gets through`, () => assert.equal(isPersonCommand(JSON.parse(JSON.stringify(command))), true));
}

for (const [what, command] of Object.entries({
  'an opinion of a tree that is none': {do: 'askSecondOpinion', statements: ['poll works'], of: 'HEAD'},
  'a pause with a flag that is none': {do: 'pause', role: 'all', now: 'yes'},
  'an urge for nobody': {do: 'urge', role: 'all'},
  'a grant of a measure that is none': {do: 'grantBudget', scope: {kind: 'session'}, measure: 'days', amount: 1},
  'a grant to a scope that is none': {do: 'grantBudget', scope: {kind: 'all'}, measure: 'builds', amount: 1},
  'a grant of words': {do: 'grantBudget', scope: {kind: 'session'}, measure: 'builds', amount: '4'},
  "a command of the house's own": {do: 'haltForBudget', scope: {kind: 'session'}, measure: 'builds'},
})) {
  test(`${what} is refused`, () => assert.equal(isPersonCommand(command), false));
}
