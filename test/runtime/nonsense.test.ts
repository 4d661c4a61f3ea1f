// A model that answers nonsense gets words back, within limits; then a person is asked, or the task fails where nobody is there.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {defaultLimits} from '../../src/core/limits.ts';
import type {State} from '../../src/core/state.ts';
import type {PromptItem} from '../../src/ports.ts';
import {createTask, judge, note, passes, plan, submit, verdict, write} from './ringlog.ts';
import {type Call, fails, type Script, type Step, says} from './script.ts';
import {type Options, type Scripted, startScripted} from './start.ts';

const good: Script = {
  scheduler: [says('One.', createTask), says('Done.', note)],
  planner: [says('So.', plan)],
  executor: [says('All of it.', write('one'), ['build'], submit)],
  reviewer: [says('Good.', ...passes, verdict('approve'))],
};

const doAll = says('All of it.', write('one'), ['build'], submit);

/** The Executor's first answer, and what it reads of it. The next one does the work. */
async function replies(first: Step, session: Options['session'] = {}): Promise<readonly string[]> {
  const {ended, model, check} = startScripted({script: {...good, executor: [first, doAll]}, session});
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
  const second = model.requests.filter(({role}) => role === 'executor')[1];
  return resultsIn(second?.items ?? []);
}

async function answersWith(call: Call, pattern: RegExp): Promise<void> {
  const [output] = await replies(says('hm', call));
  assert.match(output ?? '', pattern);
}

test('an unknown tool is answered with the tools that there are', () =>
  answersWith(['rm_rf', {}], /there is no tool "rm_rf"; the tools of the Executor are .*write_file/));
test('arguments of the wrong type are answered with what is wrong', () =>
  answersWith(['write_file', {path: 7, content: 'x'}], /the arguments of write_file do not fit: "path"/));
test('arguments that are no JSON are answered in words', () =>
  answersWith(['write_file', '{"path": "a'], /are not a JSON object/));
test('a tool of another role is not there for this one', () => answersWith(verdict('approve'), /there is no tool/));
test('work that was not built is not taken', () => answersWith(submit, /nothing was built yet; build first/));
test('a crash of the target is not tried without a build', () =>
  answersWith(['try_on_target'], /nothing was built yet; build first/));
test('a question is refused where nobody is there to answer', async () => {
  const [output] = await replies(says('hm', ['ask_person', {question: 'which?', choices: []}]), {attended: false});
  assert.match(output ?? '', /nobody is there to answer; decide yourself/);
});
test('arguments that are too long are not kept, and refused', async () => {
  const [output] = await replies(says('hm', write('x'.repeat(600_000))));
  assert.match(output ?? '', /600\d\d\d characters of arguments are more than 500000/);
});

test('of ten calls at once eight are carried out, and every one has its result', async () => {
  const ten = Array.from({length: 10}, (_, index): Call => ['search_kernel', {query: `kmalloc${index}`}]);
  const outputs = await replies(says('hm', ...ten));
  assert.equal(outputs.length, 10);
  assert.match(outputs[7] ?? '', /^======== data: .*\nkmalloc7 is in s/);
  for (const output of outputs.slice(8)) assert.match(output, /^not run: an answ/);
});

test('an answer of a hundred calls is no answer, and is asked for again', async () => {
  const hundred = Array.from({length: 100}, (): Call => ['list_files']);
  const {ended, until, world, check} = startScripted({script: {...good, executor: [says('hm', ...hundred), doAll]}});
  await until(({assignments}) => assignments.some(({turn}) => turn.at === 'retry'));
  world.clock.advance(5_000);
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('answers without a call lead to the person, who says how it goes on', async () => {
  const {supervisor, until, ended, world, model, check} = startScripted({
    script: {...good, executor: [says('I think.'), says('I think more.'), doAll]},
  });
  const {questions} = await until((state) => state.questions.length > 0);
  const [question] = questions;
  assert.ok(question);
  assert.match(question.text, /T1 "the ring" needs you: the Executor is stuck: 2 answers in a row called no tool/);
  assert.deepEqual(question.choices, ['try again', 'give it up']);
  await supervisor.ask({do: 'answer', question: question.id, answer: 'write it in one file'});
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
  const said = model.requests.findLast(({role}) => role === 'executor')?.items ?? [];
  assert.ok(said.some((item) => item.kind === 'message' && item.text === 'write it in one file'));
  assert.equal(world.types().includes('task.reopened'), true);
});

test('a task that the person gives up fails, and the session with it', async () => {
  const {supervisor, until, ended, check} = startScripted({
    script: {...good, executor: [says('I think.'), says('I think more.')], reviewer: []},
  });
  const {questions} = await until((state) => state.questions.length > 0);
  await supervisor.ask({do: 'answer', question: questions[0]?.id ?? ('' as never), answer: 'give it up'});
  const state = await ended;
  check();
  assert.equal(outcomeOf(state), 'not-accepted');
  assert.deepEqual([state.tasks[0]?.stage, state.tasks[0]?.because], ['failed', 'given up by the person']);
});

test('where nobody is there, a role that is stuck fails its task', async () => {
  const {ended, check} = startScripted({
    script: {...good, executor: [says('I think.'), says('I think more.')], reviewer: []},
    session: {attended: false},
  });
  const state = await ended;
  check();
  assert.equal(outcomeOf(state), 'not-accepted');
  assert.match(state.tasks[0]?.because ?? '', /the Executor is stuck/);
});

test('a Scheduler that makes no tasks is started anew when the person says so', async () => {
  const idle = [says('I think.'), says('I think more.')];
  const {supervisor, until, ended, check} = startScripted({
    script: {...good, scheduler: [...idle, says('One.', createTask), says('Done.', note)]},
  });
  const {questions} = await until((state) => state.questions.length > 0);
  assert.equal(questions[0]?.task, undefined);
  await supervisor.ask({do: 'answer', question: questions[0]?.id ?? ('' as never), answer: 'one task is enough'});
  const state = await ended;
  check();
  assert.equal(outcomeOf(state), 'accepted');
  assert.deepEqual(
    state.messages.map(({to, text, fate}) => [to, text, fate.kind]),
    [['scheduler', 'one task is enough', 'acknowledged']],
  );
});

test('the same call with the same result brings a nudge, and one more the person', async () => {
  const again = says('Look.', ['list_files']);
  const {until, supervisor, ended, model, check} = startScripted({
    script: {...good, executor: [again, again, again, again, again, doAll]},
  });
  const {questions} = await until((state) => state.questions.length > 0);
  assert.match(questions[0]?.text ?? '', /the same call gave the same result 5 times, after a nudge too/);
  const words = housesWords(model).filter((text) => text.startsWith('The same call has given'));
  assert.deepEqual(words, [
    'The same call has given the same result 4 times. Do something else, or say what keeps you from it.',
  ]);
  await supervisor.ask({do: 'answer', question: questions[0]?.id ?? ('' as never), answer: 'try again'});
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('a nudge that helps is not held against the role', async () => {
  const again = says('Look.', ['list_files']);
  const {ended, check} = startScripted({script: {...good, executor: [again, again, again, again, doAll]}});
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('turns are counted, and too many lead to the person', async () => {
  const looks = [1, 2, 3].map((of) => says('Look.', ['search_kernel', {query: `symbol${of}`}]));
  const {until, check} = startScripted({
    script: {...good, scheduler: [says('One.', createTask)], executor: looks, reviewer: []},
    session: {limits: {...defaultLimits, turnsPerAssignment: 3}},
  });
  const {questions} = await until((state) => state.questions.length > 0);
  assert.match(questions[0]?.text ?? '', /3 turns without an end/);
  check();
});

test('a tree that was sent back is not taken again unchanged', async () => {
  const finding: Call = [
    'report_finding',
    {
      ...{
        severity: 'major',
        class: 'leak',
        file: 'ringlog.c',
        line: 1,
        claim: 'a leak',
        evidence: 'see',
        requirement: 'nothing is left behind',
      },
    },
  ];
  const {ended, world, check} = startScripted({
    script: {
      ...good,
      executor: [doAll, says('It is fine.', submit), says('Well.', write('two'), ['build'], submit)],
      reviewer: [
        says('All of it.', ...passes),
        says('No.', finding, verdict('change')),
        says('So it is.', judge('F1')),
        says('Good.', ...passes, verdict('approve', 'F1')),
      ],
    },
  });
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
  assert.ok(
    outputs(world.events()).some((output) =>
      /this very tree was handed in before and the Reviewer sent it back/.test(output),
    ),
  );
});

test('the model is asked again after a failure that may pass, later each time', async () => {
  const {ended, until, world, check} = startScripted({
    script: {
      ...good,
      planner: [
        fails('stalled'),
        fails('server'),
        fails('rateLimited', {retryAfterMs: 60_000}),
        ...(good.planner ?? []),
      ],
    },
  });
  for (const waitMs of [2_000, 4_000, 60_000]) {
    const {assignments} = await until((state) => state.assignments.some(({turn}) => turn.at === 'retry'));
    await until(() => true);
    const [waiting] = assignments.flatMap(({turn}) => (turn.at === 'retry' ? [turn.notBeforeMs] : []));
    assert.equal((waiting ?? 0) - world.clock.nowMs(), waitMs);
    world.clock.advance(waitMs);
    await until((state) => !state.assignments.some(({turn}) => turn.at === 'retry' && turn.notBeforeMs === waiting));
  }
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

function outcomeOf({session}: State): string {
  return session.phase === 'ended' ? session.outcome : session.phase;
}

function resultsIn(items: readonly PromptItem[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'result' ? [item.output] : []));
}

function outputs(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'tool.returned' ? [event.output] : []));
}

function housesWords({requests}: Scripted['model']): readonly string[] {
  const items = requests.filter(({role}) => role === 'executor').at(-1)?.items ?? [];
  return items.flatMap((item) => (item.kind === 'message' && item.from === 'house' ? [item.text] : []));
}
