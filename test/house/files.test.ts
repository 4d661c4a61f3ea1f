// How a file of the house looks: not too long, a sentence at its top, pure where it has to be, in words that say something.
import assert from 'node:assert/strict';
import test from 'node:test';
import {codeFolders, filesOf, modules, withoutComments} from './source-files.ts';

const linesMax = 350;

test('no file of code is longer than can be read at a sitting', () => {
  const files = filesOf([...codeFolders, 'test'], ['.ts', '.mjs', '.c', '.h']);
  assert.ok(files.length >= 100, `${files.length} files`);
  const long = files.map(({path, text}) => ({path, lines: text.split('\n').length - 1}));
  assert.deepEqual(
    long.filter(({lines}) => lines > linesMax),
    [],
  );
});

test('a module says at its top what it knows', () => {
  const silent = modules().filter(({text}) => !opensWithASentence(text));
  assert.deepEqual(
    silent.map(({path}) => path),
    [],
  );
});

test('a sentence is told from what is none', () => {
  assert.equal(opensWithASentence('// What a target can be seen to do.\nimport x'), true);
  assert.equal(opensWithASentence('/* Reads what the agent on\n * the target says. */\nint main'), true);
  assert.equal(opensWithASentence('#!/usr/bin/env node\n// Starts the program: arguments to a command.\n'), true);
  assert.equal(opensWithASentence('// target.ts\nimport x'), false);
  assert.equal(opensWithASentence("import x from 'x';\n// What it knows is said too late.\n"), false);
});

const pureAreas = ['src/kernel/', 'src/core/', 'src/view/', 'agents/', 'src/ports.ts'];

const impure: readonly {readonly what: string; readonly pattern: RegExp}[] = [
  {what: 'node:', pattern: /['"`]node:/},
  {what: 'the time', pattern: /\bDate\.now\b|\bnew Date\(|\bperformance\.now\b|\bTemporal\.Now\b/},
  {what: 'chance', pattern: /\bMath\.random\b|\bcrypto\b|\brandomUUID\b/},
  {what: 'timers', pattern: /\bset(?:Timeout|Interval|Immediate)\(/},
  {what: 'the process', pattern: /\bprocess\.[a-z]+|\bconsole\.(?:log|error|warn|info)\(/},
];

test('the pure folders ask nothing of the world', () => {
  const pure = modules().filter(({path}) => pureAreas.some((area) => path.startsWith(area)));
  assert.ok(pure.length >= 50, `${pure.length} pure modules`);
  const wrong = pure.flatMap(({path, text}) =>
    impure.filter(({pattern}) => pattern.test(withoutComments(text))).map(({what}) => `${path} knows of ${what}`),
  );
  assert.deepEqual(wrong, []);
});

const emptyWords = ['manager', 'service', 'helper', 'helpers', 'util', 'utils', 'handler', 'data', 'info'];

test('no name hides a missing idea', () => {
  const names = modules().flatMap(({path, text}) => exportedNames(text).map((name) => ({path, name})));
  assert.ok(names.length >= 300, `${names.length} exported names`);
  const wrong = names.filter(({name}) => wordsOf(name).some((word) => emptyWords.includes(word)));
  assert.deepEqual(wrong, []);
  const paths = modules().filter(({path}) => wordsOf(path).some((word) => emptyWords.includes(word)));
  assert.deepEqual(
    paths.map(({path}) => path),
    [],
  );
});

test('names are taken apart into words', () => {
  assert.deepEqual(wordsOf('parseUSBInfo2'), ['parse', 'usb', 'info', '2']);
  assert.deepEqual(exportedNames('export const a = 1;\nexport async function bC() {}\nconst d = 2;\n'), ['a', 'bC']);
});

function opensWithASentence(text: string): boolean {
  const afterShebang = text.replace(/^#!.*\n/, '');
  const comment = /^(?:\/\/.*\n)+|^\/\*[\s\S]*?\*\//.exec(afterShebang)?.[0] ?? '';
  const words = comment.replace(/^[ \t]*(?:\/\/|\/\*+|\*)/gm, '').replace(/\*\/$/, '');
  return /\w{2,}(?:\W+\w+){3,}[^\n]*[.:]/.test(words.replaceAll('\n', ' '));
}

function exportedNames(text: string): readonly string[] {
  const declared =
    /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;
  return [...text.matchAll(declared)].map((found) => found[1] ?? '');
}

function wordsOf(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return words.map((word) => word.toLowerCase());
}
