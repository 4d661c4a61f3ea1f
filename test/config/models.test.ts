import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {profileNames, profiles} from '../../config/profiles.ts';
import {configurationOf} from '../../config/schema.ts';
import {roles} from '../../src/core/roles.ts';

function modelsIn(...texts: readonly string[]) {
  return configurationOf(texts.map((text, at) => ({path: `${at}.yaml`, text}))).models;
}

test('nothing written means gpt-5.5 at xhigh from OpenAI for every role, and its key', () => {
  const models = modelsIn();
  for (const role of roles) {
    const {model, effort, provider} = models[role];
    assert.deepEqual([model, effort], ['gpt-5.5', 'xhigh']);
    assert.deepEqual(provider, {
      baseUrl: 'https://api.openai.com/v1',
      keyVariable: 'OPENAI_API_KEY',
      needsKey: true,
      profile: 'openai',
      ...profiles.openai,
      idleWarnSeconds: 120,
      stalledSeconds: 900,
    });
  }
});

test('a role has its own over the common ones, and --model goes before all', () => {
  const text =
    'models:\n  model: small\n  retries: 2\n  reviewer: {model: large, effort: high, outputTokensMax: 9000, retries: 0}\n';
  const {executor, reviewer} = modelsIn(text);
  assert.deepEqual([executor.model, executor.effort, executor.retries], ['small', 'xhigh', 2]);
  assert.deepEqual([reviewer.model, reviewer.effort, reviewer.retries], ['large', 'high', 0]);
  assert.deepEqual([executor.outputTokensMax, reviewer.outputTokensMax], [undefined, 9000]);
  assert.equal(configurationOf([{path: 'q.yaml', text}], 'given').models.reviewer.model, 'given');
});

test('another server is asked in the plainest way, without a key, until the person says more', () => {
  const {planner} = modelsIn('provider: {baseUrl: "http://127.0.0.1:8080/v1"}');
  const {keyVariable, needsKey, profile, wire} = planner.provider;
  assert.deepEqual([keyVariable, needsKey, profile, wire], [undefined, false, 'generic-chat', 'chat']);
});

test('a profile names the wire and the fields, and each can be overridden', () => {
  const {planner, executor} = modelsIn(`
provider: {baseUrl: 'http://h/v1', profile: ollama, fields: {strict: true}}
models: {executor: {provider: {wire: chat, fields: {model: exact}}}}`);
  assert.deepEqual(planner.provider.fields, {...profiles.ollama.fields, strict: true});
  assert.deepEqual(executor.provider.fields, {...profiles.ollama.fields, strict: true, model: 'exact'});
  assert.deepEqual([planner.provider.wire, executor.provider.wire], ['responses', 'chat']);
});

test('a key goes to no other server than the one that it was given for', () => {
  const common = 'provider: {baseUrl: "https://a/v1", keyVariable: A_KEY, profile: openai, stalledSeconds: 60}\n';
  const own = modelsIn(`${common}models: {reviewer: {provider: {baseUrl: 'http://b/v1'}}}`);
  assert.deepEqual([own.planner.provider.keyVariable, own.reviewer.provider.keyVariable], ['A_KEY', undefined]);
  assert.deepEqual([own.reviewer.provider.profile, own.reviewer.provider.stalledSeconds], ['generic-chat', 60]);
  const later = modelsIn(common, 'provider: {baseUrl: "http://c/v1"}');
  assert.deepEqual([later.planner.provider.baseUrl, later.planner.provider.keyVariable], ['http://c/v1', undefined]);
  assert.equal(modelsIn(common, 'provider: {idleWarnSeconds: 5}').planner.provider.keyVariable, 'A_KEY');
});

test('every profile is a row of its own', () => {
  for (const profile of profileNames) {
    const {planner} = modelsIn(`provider: {baseUrl: 'http://h/v1', profile: ${profile}}`);
    assert.deepEqual(planner.provider.fields, profiles[profile].fields);
    assert.equal(planner.provider.wire, profiles[profile].wire);
  }
});

function refused(text: string, expected: RegExp): void {
  assert.throws(() => modelsIn(text), expected);
}

test('what is no server, no profile, no field and no count of retries is refused with its place', () => {
  refused(
    'provider: {baseUrl: "ftp://h/v1"}',
    /0\.yaml:1:\d+: provider\.baseUrl is "ftp:.*must be the URL of a server/,
  );
  refused('provider: {profile: gpt}', /provider\.profile is "gpt"/);
  refused('provider: {fields: {temperature: 1}}', /provider\.fields\.temperature is 1: there is no such key/);
  refused('models: {retries: -1}', /models\.retries is -1/);
  refused('models: {verifyer: {}}', /models\.verifyer.*there is no such key/);
});

test('a password in the base URL of a role is refused, and not shown', () => {
  const text = 'models: {reviewer: {provider: {baseUrl: "http://me:secret@h/v1"}}}';
  assert.throws(
    () => modelsIn(text),
    ({message}: Error) => /must carry no name and no password/.test(message) && !message.includes('secret'),
  );
});

const presets = fileURLToPath(new URL('../../config/models/', import.meta.url));
const files = readdirSync(presets).filter((name) => name.endsWith('.yaml'));
const textOf = (name: string): string => readFileSync(`${presets}${name}`, 'utf8');

test('every preset is a configuration and stands in the table, and every profile is told', () => {
  assert.ok(files.length >= 6, `${files.length} presets`);
  const table = textOf('README.md');
  for (const name of files) {
    assert.ok(modelsIn(textOf(name)).executor.model.length > 0, name);
    assert.match(textOf(name), /^# /, name);
    assert.ok(table.includes(`[${name}](${name})`), name);
  }
  for (const profile of profileNames) assert.ok(table.includes(`\`${profile}\``), profile);
});

test('the preset of the default is the default', () => {
  assert.deepEqual(modelsIn(textOf('openai.yaml')), modelsIn());
});

test('in the mixed preset the key of the one server is not given to the other', () => {
  const {executor, reviewer} = modelsIn(textOf('mixed.yaml'));
  assert.deepEqual([executor.provider.keyVariable, executor.provider.wire], [undefined, 'responses']);
  assert.deepEqual([reviewer.provider.keyVariable, reviewer.provider.profile], ['OPENAI_API_KEY', 'openai']);
});
