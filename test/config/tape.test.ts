import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {parseTape, tapeText} from '../../config/tape.ts';
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

const words = fc.oneof(
  fc.string({unit: 'grapheme'}),
  fc
    .array(
      fc.constantFrom('\n', '  ', '\t', '# ', ': ', '- ', 'a', '"', "'", '\\', '|', '\r', '\u2028', '%', '---\n'),
      {maxLength: 12},
    )
    .map((parts) => parts.join('')),
);
const call = fc.record({
  tool: words.filter((text) => text !== ''),
  arguments: fc.dictionary(words, fc.oneof(words, fc.integer(), fc.constant(null))),
});
const turn = fc.record({
  seconds: fc.integer({min: 0, max: 3600}),
  say: words,
  expect: fc.constant([]),
  calls: fc.array(call, {maxLength: 2}),
});

test('a tape is read back as it was written, whatever a model has said', () => {
  fc.assert(
    fc.property(fc.array(turn, {maxLength: 3}), fc.array(turn, {maxLength: 2}), (executor, verifier) => {
      const turns = {scheduler: [], planner: [], executor, reviewer: [], verifier};
      const tape = {name: 'n', about: 'a: b', task: 't', turns};
      const read = parseTape(tapeText(tape), 'tape');
      assert.equal(JSON.stringify(read), JSON.stringify(tape));
    }),
  );
});

test('code stays code on a tape', () => {
  const content = 'int x;\n\tif (x)\n\t\treturn 1;\n';
  const executor = [{seconds: 1, say: 'I write.', expect: [], calls: [{tool: 'write_file', arguments: {content}}]}];
  const text = tapeText({
    name: 'n',
    about: 'a',
    task: 't',
    turns: {scheduler: [], planner: [], executor, reviewer: [], verifier: []},
  });
  assert.ok(text.includes('content: |\n'), text);
});

test('arguments that are no object are read back as they came', () => {
  const calls = [{tool: 'build', arguments: {}, argumentsText: '{"half'}];
  const executor = [{seconds: 1, say: '', expect: ['a'], calls}];
  const tape = {
    name: 'n',
    about: 'a',
    task: 't',
    turns: {scheduler: [], planner: [], executor, reviewer: [], verifier: []},
  };
  assert.deepEqual(parseTape(tapeText(tape), 'tape'), tape);
});
