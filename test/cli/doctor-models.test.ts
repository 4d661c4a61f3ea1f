// doctor's look at the models, against the server of the tests: what it finds, and what it advises.
import assert from 'node:assert/strict';
import test from 'node:test';
import {configurationOf} from '../../config/schema.ts';
import {checkKeys, checkModels} from '../../src/cli/doctor-models.ts';
import type {Check} from '../../src/cli/doctor-table.ts';
import type {Fault} from '../model-server/faults.ts';
import {type ModelServer, startModelServer} from '../model-server/server.ts';
import type {ServerTurn} from '../model-server/turn.ts';

const modelsIn = (text: string) => configurationOf([{path: 'q', text}]).models;

const ready: ServerTurn = {calls: [{name: 'report_ready', argumentsJson: '{"word":"ready"}'}]};

interface Probed {
  readonly checks: readonly Check[];
  readonly server: ModelServer;
}

async function probe(turn: ServerTurn, textOf: (baseUrl: string) => string): Promise<Probed> {
  const server = await startModelServer(() => turn);
  const checks = await checkModels(modelsIn(textOf(server.baseUrl)), {K: 'house-1234567890abcdef'});
  await server.close();
  return {checks, server};
}

const at = (profile: string) => (baseUrl: string) =>
  `provider: {baseUrl: "${baseUrl}", profile: ${profile}, keyVariable: K}`;
const untimed = ({found}: Check): string => found.replace(/\d+\.\d s/, 'N s').replace(/127\.0\.0\.1:\d+/, 'HOST');

test('a key is told by the name of its variable, once for each server', () => {
  assert.deepEqual(
    checkKeys(modelsIn('models: {reviewer: {provider: {baseUrl: "http://b/v1", keyVariable: B}}}'), {B: 'x'}),
    [
      {
        name: 'model key',
        state: 'warn',
        found: 'OPENAI_API_KEY is not set: only tapes can be played',
        mend: 'set OPENAI_API_KEY to work with a model',
      },
      {name: 'model key', state: 'ok', found: 'B is set'},
    ],
  );
  const local = checkKeys(modelsIn('provider: {baseUrl: "http://127.0.0.1:11434/v1"}'), {});
  assert.deepEqual(local, [{name: 'model key', state: 'ok', found: 'none: 127.0.0.1:11434 is asked without'}]);
});

test('without a key and without a server of its own nobody is asked', async () => {
  assert.deepEqual(await checkModels(modelsIn(''), {}), []);
});

test('a model that does all is told with its wire, its tools, its usage and its time', async () => {
  const {checks, server} = await probe(ready, at('openai'));
  const [check] = checks;
  assert.ok(check);
  assert.deepEqual([checks.length, server.asked.length, check.state, check.name], [1, 1, 'ok', 'model gpt-5.5']);
  assert.equal(
    untimed(check),
    'HOST (openai, responses; all roles) answered in N s: tools are called, strict schemas are taken, usage is told',
  );
});

test('each distinct model of each server is asked once', async () => {
  const {checks, server} = await probe(
    ready,
    (baseUrl) => `${at('vllm')(baseUrl)}\nmodels: {model: a, reviewer: {model: b}, planner: {effort: low}}`,
  );
  assert.deepEqual(checks.map(({name}) => name).sort(), ['model a', 'model b']);
  assert.equal(server.asked.length, 2);
});

test('a model that talks in place of calling, and tells no usage, is of little use, and it is said what helps', async () => {
  const {checks} = await probe({say: 'ready'}, at('generic-chat'));
  const [check] = checks;
  assert.ok(check);
  assert.equal(check.state, 'warn');
  assert.match(untimed(check), /the tool was not called, usage is not told and will be estimated$/);
  assert.match(check.mend ?? '', /--jinja[\s\S]*stream_options: true/);
});

function finds(fault: Fault, state: Check['state'], found: RegExp, mend: RegExp): void {
  test(`${fault}: ${state}, with what helps`, async () => {
    const {checks} = await probe({...ready, fault}, at('openai-chat'));
    const [check] = checks;
    assert.ok(check);
    assert.equal(check.state, state);
    assert.match(check.found, found);
    assert.match(check.mend ?? '', mend);
    assert.doesNotMatch(`${check.found}${check.mend}`, /house-1234/);
  });
}

finds('authentication', 'missing', /status 401/, /check the key/);
finds('quota', 'missing', /quota/, /add credit/);
finds('unknownModel', 'missing', /does not exist/, /configure a model that this server has/);
finds('html', 'missing', /text\/html/, /ends in \/v1/);
finds('rateLimitedSeconds', 'warn', /status 429/, /./);
finds('serverError', 'warn', /status 500/, /./);

test('a server that is not there is told with its address', async () => {
  const server = await startModelServer(() => ready);
  await server.close();
  const [check] = await checkModels(modelsIn(at('vllm')(server.baseUrl)), {});
  assert.equal(check?.state, 'missing');
  assert.ok(check.mend?.includes(server.baseUrl), check.mend);
});
