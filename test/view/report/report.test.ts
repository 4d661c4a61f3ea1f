// The whole report of the story, held against a file that a person has read; and of one in which everything is hostile.
import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import test from 'node:test';
import {allAuto, allow, allowAlways, type HeldAct, refuse} from '../../../src/core/approval.ts';
import type {Event} from '../../../src/core/events.ts';
import {constraintId, hypothesisId, opinionId, questionId, runId} from '../../../src/core/ids.ts';
import {standingOf} from '../../../src/core/session-standing.ts';
import {initialState, type State} from '../../../src/core/state.ts';
import {reportOf} from '../../../src/view/report/report.ts';
import {dismissesFound} from '../examination-story.ts';
import {givesOpinion} from '../opinion-story.ts';
import {told} from '../story.ts';
import {T1} from '../story-pieces.ts';

const time = (ms: number): string => new Date(ms).toISOString();
const reported = (state: State): string => reportOf({id: '20260105-ringlog', standing: standingOf(state), state, time});

const stories: Readonly<Record<string, () => State>> = {
  asks: () => told('asks').live.state,
  accepted: () => told('accepted').live.state,
  opinions: withOpinions,
  dismissed: withChecks,
};

/** Checks have looked, and the person has dismissed what one of them found. */
function withChecks(): State {
  const story = told('crash');
  dismissesFound(story);
  return story.live.state;
}

/** A constraint made of what the Verifier said, a question of the house that was answered, and one that waits. */
function withOpinions(): State {
  const story = told('crash');
  givesOpinion(story);
  const choices = [allow, allowAlways, refuse];
  const asked = (number: number, held: HeldAct, text: string): Event => ({
    ...{
      type: 'question.asked',
      question: questionId(number),
      by: 'house',
      text,
      choices,
      about: {kind: 'approval', held},
    },
  });
  story.tell(
    {
      type: 'constraint.added',
      constraint: {
        ...{id: constraintId(2), text: 'free everything when misc_register fails', scope: {kind: 'all'}},
        ...{strength: 'must', source: 'verifier', opinion: opinionId(1), standing: 'inForce'},
      },
    },
    {
      type: 'constraint.answered',
      ...{constraint: constraintId(2), touches: [T1], recheck: [], says: 'T1 frees what it made'},
    },
    {
      type: 'hypothesis.stated',
      ...{
        hypothesis: hypothesisId(1),
        task: T1,
        run: runId(1),
        title: 'BUG: unable to handle kernel NULL pointer dereference in ringlog_read',
      },
      ...{cause: 'the wait queue is never initialised', evidence: ['RIP: ringlog_read+0x81'], places: ['ringlog.c:61']},
      expects: 'a read of an empty ring waits',
    },
    {
      type: 'hypothesis.settled',
      ...{hypothesis: hypothesisId(1), how: 'confirmed', run: runId(2), why: 'the old build crashed again'},
    },
    asked(90, {act: 'load', task: T1}, 'May T1 be run on the target?'),
    {type: 'question.answered', question: questionId(90), answer: allowAlways},
    asked(91, {act: 'commit', task: T1}, 'May T1 be committed?'),
  );
  const {state} = story.live;
  return {...state, approve: {...allAuto, commit: 'ask'}};
}

for (const [stage, of] of Object.entries(stories)) {
  test(`the report of the story: ${stage}`, async () => {
    const file = new URL(`../../golden/report-${stage}.md`, import.meta.url);
    const text = reported(of());
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, text);
    assert.equal(text, await readFile(file, 'utf8').catch(() => `${file.pathname} is missing`));
  });
}

test('of a session that was not begun there is a report as well', () =>
  assert.match(reported(initialState), /Nothing: the session was not begun\./));

test('hostile words everywhere leave the shape of the report as it is', () => {
  for (const story of Object.values(stories)) checkShape(story());
});

function checkShape(state: State): void {
  const poison = '\n# Owned\n```\n| a | b |\n<script>x</script>\n- item\n~~~\n````\n![i](http://x)';
  assert.deepEqual(shapeOf(reported(poisoned(state, poison))), shapeOf(reported(poisoned(state, '\nmore'))));
}

/** Every text of the state, but for the words that its types choose from, says more than it did. */
function poisoned<Value>(value: Value, more: string): Value {
  if (Array.isArray(value)) return value.map((one) => poisoned(one, more)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const spoken =
    /^(title|goal|because|text|summary|claim|evidence|requirement|class|why|what|help|name|workspace|kernelRelease|module|says|file|answer|cause|expects)$/;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'string' && spoken.test(key) ? `${inner}${more}` : poisoned(inner, more),
    ]),
  ) as Value;
}

/** What begins each line outside of the fences, and the fences. */
function shapeOf(report: string): readonly string[] {
  const shape: string[] = [];
  let fence: string | null = null;
  for (const line of report.split('\n')) {
    const run = /^ *(`{3,})/.exec(line)?.[1];
    if (fence === null && run !== undefined) {
      fence = run;
      shape.push('fence');
    } else if (fence !== null) {
      if (line.trim() === fence) fence = null;
    } else
      shape.push(
        `${/^(?:#+|-|\||)/.exec(line)?.[0]} ${line.replace(/\\./g, '').split('|').length} ${/<script|\]\(/.test(line.replace(/\\./g, ''))}`,
      );
  }
  assert.equal(fence, null, 'every fence is ended');
  return shape;
}
