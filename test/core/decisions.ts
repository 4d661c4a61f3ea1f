// One line a decision: what is refused, in which words; what is given, event by event.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Command} from '../../src/core/commands.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import type {Event} from '../../src/core/events.ts';
import type {State} from '../../src/core/state.ts';

export function refuses(what: string, state: State, command: Command, pattern: RegExp): void {
  test(`refused: ${what}`, () => {
    const decision = decide(state, command);
    assert.ok(isRefusal(decision), JSON.stringify(decision));
    assert.match(decision.refused, pattern);
  });
}

/** Each of the events is as expected where something is expected of it, and there are no others. */
export function gives(what: string, state: State, command: Command, ...expected: readonly Partial<Event>[]): void {
  test(what, () => {
    const decision = decide(state, command);
    assert.ok(!isRefusal(decision), JSON.stringify(decision));
    assert.equal(decision.length, expected.length, JSON.stringify(decision));
    for (const [index, event] of decision.entries()) assert.deepEqual({...event, ...expected[index]}, event);
  });
}
