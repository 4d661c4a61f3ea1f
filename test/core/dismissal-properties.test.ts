// Whatever is looked at, dismissed and looked at again: what was dismissed blocks no more, and nothing else is held for it.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {Entry, Event} from '../../src/core/events.ts';
import type {CheckFinding} from '../../src/core/examination.ts';
import type {Finding} from '../../src/core/finding.ts';
import {blockingFindings, gateOf} from '../../src/core/gate.ts';
import {treeHash} from '../../src/core/ids.ts';
import {fold} from '../../src/core/reduce.ts';
import {leak, resultOf, unlock} from './examined-states.ts';
import {playSession} from './random-session.ts';
import {created, entriesOf, started, stateOf, T1, T2} from './states.ts';

/** Two classes at each of four places, and what has no place: in words of its own, and in words that two classes share. */
const faults: readonly CheckFinding[] = [
  ...['f', 'g'].flatMap((name) =>
    ['return n;', 'goto out;'].flatMap((text) =>
      (['missing unlock', 'deadlock'] as const).map((kind) => ({
        ...{...unlock, class: kind, anchor: {within: `int ${name}(void)`, text}},
      })),
    ),
  ),
  ...(['reference not put', 'use after free'] as const).flatMap((kind) => [
    {...leak, class: kind},
    {...leak, class: kind, claim: 'it stays'},
  ]),
];

const sights = fc.uniqueArray(
  fc.record({fault: fc.nat({max: faults.length - 1}), line: fc.integer({min: 1, max: 300})}),
  {
    maxLength: 5,
    selector: ({fault}) => fault,
  },
);
const moves = fc.array(
  fc.oneof(
    fc.record({look: sights, task: fc.constantFrom(T1, T2), check: fc.constantFrom('load', 'accept', 'leaks')}),
    fc.record({dismiss: fc.nat({max: 12})}),
  ),
  {minLength: 1, maxLength: 40},
);

/** All that tells a finding, but for its line and who saw it. */
function nameOf(one: Finding): string {
  const {within, text} = (one.by === 'check' && one.seen.anchor) || {};
  return [one.class, one.claim, within, text].join(' | ');
}

test('what was dismissed is silent while it is the same, only that is, and a replay says so too', () => {
  fc.assert(
    fc.property(moves, (drawn) => {
      const events: Event[] = [started(), created(T1), created(T2)];
      const dismissed = new Set<string>();
      for (const [at, move] of drawn.entries()) {
        if ('dismiss' in move) {
          const finding = stateOf(...events).findings[move.dismiss];
          if (finding?.state !== 'open') continue;
          const {id, task} = finding;
          events.push({type: 'finding.dismissed', finding: id, task, by: 'person', why: 'the caller drops it'});
          dismissed.add(nameOf(finding));
          continue;
        }
        const {look, task, check} = move;
        const findings = look.map(({fault, line}) => ({...(faults[fault] as CheckFinding), line}));
        const tree = treeHash(String(at).padStart(16, '0'));
        const before = stateOf(...events).findings;
        events.push(
          {type: 'examination.started', task, tree, checks: [check]},
          {type: 'check.finished', task, tree, result: resultOf(check, ...findings)},
        );
        const known = new Set(before.map(({id}) => id));
        const fresh = stateOf(...events).findings.filter(({id}) => !known.has(id));
        const loud = fresh.filter((one) => one.state === 'open' && dismissed.has(nameOf(one)));
        assert.deepEqual(loud.map(nameOf), [], 'it came back');
      }
      const state = stateOf(...events);
      const silent = state.findings.filter((one) => one.state === 'dismissed');
      assert.deepEqual(
        silent.map(nameOf).filter((name) => !dismissed.has(name)),
        [],
        'nobody dismissed it',
      );
      const blocking = [T1, T2].flatMap((task) => blockingFindings(state, task));
      assert.ok(blocking.every((one) => one.state === 'open' && one.dismissal === undefined));
      assert.deepEqual(fold(JSON.parse(JSON.stringify(entriesOf(events))) as Entry[]), state);
    }),
    {numRuns: 150},
  );
});

test('in a session by chance nothing that is dismissed holds a gate shut, and each has its reason', () => {
  const choices = fc.array(fc.nat({max: 2 ** 30}), {minLength: 200, maxLength: 900, size: 'max'});
  let seen = 0;
  fc.assert(
    fc.property(choices, fc.record({attended: fc.boolean(), live: fc.boolean()}), (drawn, of) => {
      for (const state of playSession(drawn, of).states) {
        for (const one of state.findings.filter((finding) => finding.state === 'dismissed')) {
          seen++;
          assert.ok(one.dismissal !== undefined && one.dismissal.why !== '');
          const gate = gateOf(state, one.task);
          assert.ok(gate.open || !gate.missing.some((words) => words.includes(`finding ${one.id} `)));
        }
      }
    }),
    {numRuns: 40, seed: 11},
  );
  assert.ok(seen > 0, 'chance has dismissed something');
});
