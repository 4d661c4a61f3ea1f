// What holds of every prompt, whatever was said: it is within its budget, every call has its output, the constraints stand last, word
// for word, and what is stable stays so from turn to turn.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {promptFor} from '../../agents/prompt.ts';
import {constraintsFor} from '../../agents/standing.ts';
import type {Assignment, Constraint, Finding, TranscriptItem} from '../../src/core/entities.ts';
import {tokensOfRequest} from '../../src/core/estimate.ts';
import {staticChecks} from '../../src/core/examination.ts';
import type {PromptItem} from '../../src/core/prompt.ts';
import {defaultPromptBudgets} from '../../src/core/prompt-budget.ts';
import {type Role, roles} from '../../src/core/roles.ts';
import type {State} from '../../src/core/state.ts';
import {playSession} from '../core/random-session.ts';
import {assignmentOf, compiled, constraint, state, task, tree} from './working-state.ts';

const words = fc.record({
  length: fc.integer({min: 0, max: 24_000}),
  of: fc.constantFrom('a', 'int x;\n', '漢', '========\n'),
});
const text = words.map(({length, of}) => of.repeat(Math.ceil(length / of.length)).slice(0, length));
const names = fc.constantFrom('read_file', 'build', 'look_up');

interface Drawn {
  readonly kind: 'turn' | 'person' | 'house' | 'edit';
  readonly text: string;
  readonly calls: readonly {readonly name: string; readonly output: string; readonly returned: boolean}[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom('turn', 'turn', 'turn', 'person', 'house', 'edit'),
  text,
  calls: fc.array(fc.record({name: names, output: text, returned: fc.boolean()}), {maxLength: 6}),
});

function transcriptOf(all: readonly Drawn[]): readonly TranscriptItem[] {
  return all.flatMap(({kind, text: said, calls}, turn): readonly TranscriptItem[] => {
    if (kind === 'edit') return [{kind: 'edit', path: 'a.c', change: 'changed', diff: said}];
    if (kind !== 'turn') return [{kind: 'message', from: kind, text: said}];
    const made = calls.map(({name}, at) => ({
      ...{id: `A4.${turn + 1}.${at}` as never, providerId: `p${turn}.${at}`, name, argumentsJson: '{"path":"a.c"}'},
    }));
    const results = calls.flatMap(({output, returned}, at): readonly TranscriptItem[] =>
      returned ? [{kind: 'result', call: `A4.${turn + 1}.${at}` as never, ok: true, output}] : [],
    );
    return [{kind: 'answer', turn: `A4.${turn + 1}` as never, text: said, calls: made}, ...results];
  });
}

function knownOf(total: number, constraints: readonly string[], findings: readonly string[]): State {
  const budget = {...defaultPromptBudgets.executor, total};
  return {
    ...state,
    prompts: Object.fromEntries(roles.map((role) => [role, budget])) as Record<Role, typeof budget>,
    constraints: constraints.map((said, at): Constraint => constraint(at + 1, {text: said})),
    findings: findings.map(
      (said, at): Finding => ({
        ...{id: `F${at + 1}` as never, task: task.id, severity: 'major', class: 'other'},
        ...{claim: said, evidence: said, tree, blocking: at % 2 === 0, state: 'open'},
        ...(at % 3 === 0 ? {by: 'check', seen: {check: 'sparse', with: said}} : {by: 'reviewer'}),
      }),
    ),
    examinations: [
      {
        ...{task: task.id, tree, checks: [...staticChecks], startedAtMs: 0},
        results: findings.slice(0, staticChecks.length).map((said, at) => ({
          ...{check: staticChecks[at] ?? 'sparse', by: said, end: {kind: 'finished', looked: said}, durationMs: 9},
          ...{findings: [`F${at + 1}` as never], leftOut: at},
        })),
      },
    ],
  };
}

function assertPaired(items: readonly PromptItem[]): void {
  let open: readonly string[] = [];
  for (const item of items) {
    if (item.kind === 'result') {
      assert.equal(item.providerId, open[0], 'an output follows its own call');
      open = open.slice(1);
    } else {
      assert.deepEqual(open, [], 'nothing comes between a call and its output');
      open = item.kind === 'answer' ? item.calls.map(({providerId}) => providerId) : [];
    }
  }
  assert.deepEqual(open, []);
}

const total = fc.oneof(fc.integer({min: 9_000, max: 30_000}), fc.integer({min: 30_000, max: 300_000}));
const role = fc.constantFrom(
  ...([
    ['executor', 'mend'],
    ['reviewer', 'review'],
    ['planner', 'plan'],
    ['verifier', 'opinion'],
  ] as const),
);

test('any transcript, any findings and any constraints make a prompt within its budget, or are refused in words', () => {
  const seen = {made: 0, refused: 0, cut: 0};
  fc.assert(
    fc.property(
      fc.array(drawn, {maxLength: 60, size: 'max'}),
      fc.array(text, {maxLength: 8}),
      fc.array(text, {maxLength: 8}),
      total,
      role,
      (all, constraints, findings, tokensMax, [who, purpose]) => {
        const known = knownOf(tokensMax, constraints, findings);
        const prompt = promptFor(known, assignmentOf(who, purpose, transcriptOf(all)), () => undefined);
        if ('refused' in prompt) {
          seen.refused += 1;
          return assert.match(prompt.refused, /has no room: .* are never cut, and are some \d+ tokens, of \d+ that/);
        }
        seen.made += 1;
        const {sections, items} = prompt;
        if (sections.some(({cuts}) => cuts.length > 0)) seen.cut += 1;
        const reckoned = sections.reduce((sum, {tokens}) => sum + tokens, 0);
        assert.ok(reckoned <= tokensMax, `${reckoned} tokens of ${tokensMax}`);
        assert.ok(tokensOfRequest(prompt) <= reckoned, `${tokensOfRequest(prompt)} tokens are told as ${reckoned}`);
        assertPaired(items);
        const last = items.at(-1);
        const end = constraints.map((said, at) => `C${at + 1} [must] ${said}`).join('\n');
        assert.ok(last?.kind === 'message' && last.text.endsWith(end), 'the constraints stand last, word for word');
        for (const {name, cuts, said} of sections) {
          if (cuts.length === 0) continue;
          const whole = typeof said === 'string' ? said : JSON.stringify(said);
          assert.ok(whole.includes('[cut: ') && whole.includes(`of section ${name}]`), name);
        }
      },
    ),
    {numRuns: 120},
  );
  assert.ok(seen.made > 20 && seen.refused > 5 && seen.cut > 10, JSON.stringify(seen));
});

test('what is stable stays the same, byte for byte, from the first turn of an assignment to its last', () => {
  const choices = fc.array(fc.nat({max: 2 ** 30}), {minLength: 1, maxLength: 400, size: 'max'});
  let compared = 0;
  fc.assert(
    fc.property(choices, fc.record({attended: fc.boolean(), live: fc.boolean()}), (picked, of) => {
      const first = new Map<string, string>();
      for (const known of playSession(picked, of).states) {
        for (const assignment of known.assignments) {
          const stable = stableOf(known, assignment);
          const before = first.get(assignment.id) ?? stable;
          first.set(assignment.id, before);
          assert.equal(stable, before, assignment.id);
          compared += 1;
        }
      }
    }),
    {numRuns: 25},
  );
  assert.ok(compared > 1_000, `${compared} prompts`);
});

function stableOf(known: State, assignment: Assignment): string {
  const {instructions, tools, items, sections} = compiled(known, assignment);
  const stable = sections.filter((section) => section.stable);
  assert.deepEqual(sections.slice(0, stable.length), stable, 'the stable sections come first');
  const last = items.at(-1);
  for (const {text: said} of constraintsFor(known, assignment)) {
    assert.ok(last?.kind === 'message' && last.text.includes(said));
  }
  return JSON.stringify([instructions, tools, items[0], stable]);
}
