import assert from 'node:assert/strict';
import test from 'node:test';
import {configurationOf} from '../../config/schema.ts';
import {CommandFault} from '../../src/cli/say.ts';
import {requireKey} from '../../src/cli/take-up.ts';

const live = {
  id: '20261124-1',
  model: {kind: 'live'},
  configuration: configurationOf([{path: 'q', text: 'provider: {keyVariable: MY_KEY}'}]),
} as const;

test('a session with a live model is not taken up where its key is missing', () => {
  assert.throws(
    () => requireKey(live, {}),
    (error) =>
      error instanceof CommandFault && error.status === 2 && /MY_KEY is not in this environment/.test(error.message),
  );
  requireKey(live, {MY_KEY: 'x'});
});

test('a server of its own may want no key, and a tape wants none', () => {
  const text = 'provider: {baseUrl: "http://127.0.0.1:1/v1"}';
  requireKey({...live, configuration: configurationOf([{path: 'q', text}])}, {});
  requireKey({...live, model: {kind: 'tape', text: '', source: '', speed: 1}}, {});
});
