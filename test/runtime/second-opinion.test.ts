// A second opinion while the agents work: what the Verifier is asked and told, and that nobody else hears of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import {opinionId} from '../../src/core/ids.ts';
import type {State} from '../../src/core/state.ts';
import type {ModelRequest} from '../../src/ports.ts';
import {createTask, note, passes, plan, submit, verdict, write} from './ringlog.ts';
import {type Call, fails, held, type Script, type Step, says} from './script.ts';
import {startScripted} from './start.ts';

const O1 = opinionId(1);
const source = 'int one;\nint two;\n';

const answers = (statement: string, of: string, ...lines: readonly number[]): Call => [
  'answer_statement',
  {statement, verdict: of, places: lines.map((line) => ({file: 'ringlog.c', line})), says: `it is ${of}`},
];
const conclude: Call = ['conclude_opinion', {summary: 'one holds'}];

/** The work waits in the Executor's second answer, with a file in the folder, while the opinion goes on. */
function working(verifier: readonly Step[]) {
  const rest = held(says('It holds.', ['build'], submit));
  const script: Script = {
    scheduler: [says('One.', createTask), says('Done.', note)],
    planner: [says('So.', plan)],
    executor: [says('First.', write(source)), rest.step],
    reviewer: [says('Good.', ...passes, verdict('approve'))],
    verifier,
  };
  return {...startScripted({script}), rest};
}

const openingOf = ({opinions}: State) => opinions.at(-1);
const itemsText = ({instructions, items}: ModelRequest): string => JSON.stringify([instructions, items]);

test('statements are answered on the pinned tree, talked over, and become a constraint; the work goes on', async () => {
  const {supervisor, ended, until, model, check, rest, world} = working([
    says('I read it.', ['list_files'], ['read_file', {path: 'ringlog.c'}]),
    says('Now I know.', answers('O1.1', 'confirmed', 2), answers('O1.2', 'contradicted', 1, 2), conclude),
    says('Yes, because line 2 says so.'),
  ]);
  await rest.asked;
  const statements = ['there is a two', 'there is no one'];
  assert.equal(await supervisor.ask({do: 'askSecondOpinion', statements}), null);
  await until((state) => openingOf(state)?.standing.at === 'concluded');
  const given = openingOf(supervisor.state())?.statements.map(({answer}) => [answer?.verdict, answer?.places]);
  assert.deepEqual(given, [
    ['confirmed', [{file: 'ringlog.c', line: 2, text: 'int two;'}]],
    [
      'contradicted',
      [
        {file: 'ringlog.c', line: 1, text: 'int one;'},
        {file: 'ringlog.c', line: 2, text: 'int two;'},
      ],
    ],
  ]);
  assert.equal(await supervisor.ask({do: 'tellVerifier', opinion: O1, text: 'are you sure?'}), null);
  await until(({messages}) => messages.some(({to, fate}) => to === 'verifier' && fate.kind === 'acknowledged'));

  const asked = model.requests.filter(({role}) => role === 'verifier');
  assert.equal(asked.length, 3, 'it is not asked without being wanted');
  const [first, second, third] = asked.map(itemsText);
  assert.match(first ?? '', /O1\.1 \(not answered yet\): there is a two/);
  assert.match(second ?? '', /1 {2}int one;\\\\n2 {2}int two;|1 {2}int one;\\n2 {2}int two;/, 'lines are numbered');
  assert.match(third ?? '', /are you sure\?/);
  assert.match(third ?? '', /you answered confirmed, ringlog\.c:2/);
  for (const {instructions, items} of asked) {
    const seen = JSON.stringify([instructions, items]);
    for (const others of ['simple', 'it holds bytes', 'First.', 'lock-free']) assert.ok(!seen.includes(others), others);
  }

  const constraint = {text: statements[1] ?? '', strength: 'must', scope: {kind: 'all'}, opinion: O1} as const;
  assert.equal(await supervisor.ask({do: 'addConstraint', ...constraint}), null);
  rest.release();
  assert.equal((await ended).constraints.at(-1)?.source, 'verifier');
  check();
  const others = model.requests.filter(({role}) => role !== 'verifier');
  for (const request of others) {
    assert.ok(!itemsText(request).includes('Now I know.'), `${request.role} hears nothing of the talk`);
    assert.ok(!itemsText(request).includes('it is contradicted'), `${request.role} hears nothing of the answers`);
  }
  assert.ok(world.types().includes('opinion.closed'), 'the end of the session closes it');
  assert.equal(supervisor.state().agents.verifier.answers, 3);
  assert.equal(supervisor.state().agents.verifier.usage.outputTokens, 21, 'its cost is counted under its own role');
});

test('a place that is not there is refused in words, and the next answer counts', async () => {
  const {supervisor, until, model, rest, ended, check} = working([
    says('Line 9.', answers('O1.1', 'confirmed', 9)),
    says('Line 2.', [
      'answer_statement',
      {statement: 'O1.1', verdict: 'confirmed', places: [{file: 'b.c', line: 1}], says: 'x'},
    ]),
    says('Line 2.', answers('O1.1', 'confirmed', 2), conclude),
  ]);
  await rest.asked;
  await supervisor.ask({do: 'askSecondOpinion', statements: ['there is a two']});
  await until((state) => openingOf(state)?.standing.at === 'concluded');
  const results = model.requests.filter(({role}) => role === 'verifier').map(itemsText);
  assert.match(results[1] ?? '', /there is no place ringlog\.c:9: the file has 2 lines in the pinned tree/);
  assert.match(results[2] ?? '', /there is no place b\.c:1/);
  rest.release();
  await ended;
  check();
});

test('a model that fails for good halts the opinion and nothing else; the person’s next words begin again', async () => {
  const {supervisor, until, rest, ended, check, world} = working([
    fails('quota'),
    says('Here.', answers('O1.1', 'notDecided'), conclude),
  ]);
  await rest.asked;
  await supervisor.ask({do: 'askSecondOpinion', statements: ['there is a two']});
  await until((state) => openingOf(state)?.standing.at === 'halted');
  assert.deepEqual(supervisor.state().faults, []);
  await supervisor.ask({do: 'tellVerifier', opinion: O1, text: 'again'});
  await until((state) => openingOf(state)?.standing.at === 'concluded');
  rest.release();
  const state = await ended;
  assert.ok(state.session.phase === 'ended' && state.session.outcome === 'accepted');
  assert.equal(world.types().includes('question.asked'), false);
  check();
});

test('it answers while everything is paused, and closing it calls its answer off', async () => {
  const slow = held(says('never'));
  const {supervisor, until, rest, ended, check} = working([
    says('Here.', answers('O1.1', 'confirmed', 1), conclude),
    slow.step,
  ]);
  await rest.asked;
  await supervisor.ask({do: 'pause', role: 'all'});
  await supervisor.ask({do: 'askSecondOpinion', statements: ['there is a one']});
  await until((state) => openingOf(state)?.standing.at === 'concluded');
  assert.equal(supervisor.state().session.phase, 'paused');
  await supervisor.ask({do: 'tellVerifier', opinion: O1, text: 'and?'});
  await slow.asked;
  assert.equal(await supervisor.ask({do: 'closeOpinion', opinion: O1}), null);
  assert.equal(openingOf(supervisor.state())?.standing.at, 'closed');
  assert.equal(supervisor.state().agents.verifier.assignment, undefined);
  await supervisor.ask({do: 'continue', role: 'all'});
  rest.release();
  await ended;
  check();
});
