import assert from 'node:assert/strict';
import test from 'node:test';
import {parseTape} from '../../config/tape.ts';
import {ConfigurationError} from '../../config/yaml.ts';

const head = 'version: 1\nname: demo\nabout: hand-written\ntask: ringlog\n';

test('a tape in full and in short', () => {
  const text = `${head}turns:
  executor:
    - seconds: 2
      reasoning: think
      say: I build.
      expect: accepted
      calls:
        - {tool: build}
        - tool: read_file
          arguments: {path: Kbuild}
    - {seconds: 0, say: "", expect: [a, b]}
`;
  assert.deepEqual(parseTape(text, 'demo.yaml'), {
    name: 'demo',
    about: 'hand-written',
    task: 'ringlog',
    turns: {
      scheduler: [],
      planner: [],
      executor: [
        {
          seconds: 2,
          reasoning: 'think',
          say: 'I build.',
          expect: ['accepted'],
          calls: [
            {tool: 'build', arguments: {}},
            {tool: 'read_file', arguments: {path: 'Kbuild'}},
          ],
        },
        {seconds: 0, say: '', expect: ['a', 'b'], calls: []},
      ],
      reviewer: [],
      verifier: [],
    },
  });
});

function refuses(what: string, text: string, message: RegExp): void {
  test(`${what} is said with its place`, () => {
    assert.throws(
      () => parseTape(text, 'demo.yaml'),
      (error) => error instanceof ConfigurationError && message.test(error.message),
    );
  });
}

refuses('another version', head.replace('1', '2').concat('turns: {}\n'), /^demo\.yaml:1:10: version is 2: /);
refuses('an unknown role', `${head}turns:\n  pilot: []\n`, /^demo\.yaml:6:\d+: turns\.pilot.*no such key/);
refuses(
  'a time in words',
  `${head}turns:\n  planner:\n    - {seconds: soon, say: x}\n`,
  /^demo\.yaml:7:17: turns\.planner\.0\.seconds is "soon"/,
);
refuses('broken YAML', `${head}turns: [\n`, /^demo\.yaml:\d+:\d+: /);
