import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {applyHunks} from '../../../src/core/patch/apply-hunks.ts';
import {lineDiff} from '../../../src/core/patch/line-diff.ts';
import {parsePatch} from '../../../src/core/patch/parse-patch.ts';

function applied(text: string, ...lines: readonly string[]): ReturnType<typeof applyHunks> {
  const files = parsePatch(['*** Begin Patch', '*** Update File: a.c', ...lines, '*** End Patch'].join('\n'));
  assert.ok(!('refused' in files), JSON.stringify(files));
  const [file] = files;
  assert.ok(file?.op === 'update');
  return applyHunks('a.c', text, file.hunks);
}

function gives(what: string, text: string, lines: readonly string[], expected: string): void {
  test(what, () => assert.deepEqual(applied(text, ...lines), {text: expected}));
}

function refuses(what: string, text: string, lines: readonly string[], ...words: readonly RegExp[]): void {
  test(`refused: ${what}`, () => {
    const result = applied(text, ...lines);
    assert.ok('refused' in result, JSON.stringify(result));
    for (const word of words) assert.match(result.refused, word);
  });
}

const twice = 'int f(void)\n{\n\tgo();\n}\nint g(void)\n{\n\tgo();\n}\n';

gives('a line is changed', 'a\nb\nc\n', ['@@', ' a', '-b', '+x'], 'a\nx\nc\n');
gives('two hunks, in the order of the file', 'a\nb\nc\nd\n', ['@@', '-a', '@@', ' c', '+x'], 'b\nc\nx\nd\n');
gives(
  'a header says which of two places',
  twice,
  ['@@ int g(void)', ' {', '-\tgo();', '+\tstop();'],
  twice.replace(/go(?!.*go)/s, 'stop'),
);
gives(
  'a header that is indented is known all the same',
  '\tint x;\n\tint y;\n',
  ['@@ int x;', '+\tint z;'],
  '\tint x;\n\tint z;\n\tint y;\n',
);
gives('lines at the end', 'a\nb\na\n', ['@@', ' a', '+x', '*** End of File'], 'a\nb\na\nx\n');
gives('an empty file', '', ['@@', '+a'], 'a\n');
gives('every line of a file', 'a\n', ['@@', '-a'], '');
gives('CRLF stays CRLF', 'a\r\nb\r\n', ['@@', ' a', '+x'], 'a\r\nx\r\nb\r\n');
gives('mixed ends stay as they are', 'a\r\nb\nc\n', ['@@', '-b', '+x'], 'a\r\nx\nc\n');
gives('a missing last newline stays missing', 'a\nb', ['@@', ' b', '+x'], 'a\nb\nx');
gives('where the last line is changed too', 'a\nb', ['@@', '-b', '+x'], 'a\nx');

refuses('context that stands twice', twice, ['@@', ' {', '-\tgo();'], /fits at 2 places, lines 2, 6/);
refuses(
  'a header that stands twice, each with the context behind it',
  `${twice}${twice}`,
  ['@@ int g(void)', ' {', '-\tgo();'],
  /fits at 2 places, lines 6, 14/,
);
refuses(
  'a header that is not there',
  twice,
  ['@@ int h(void)', '-\tgo();'],
  /"int h\(void\)", stands nowhere in the file/,
);
refuses('lines that are added nowhere', 'a\n', ['@@', '+x'], /has no context/);
refuses(
  'white space that differs',
  twice,
  ['@@ int f(void)', ' {', '-    go();'],
  /! 3 in the file {2}"\\tgo\(\);" \(only white space differs\)/,
  /in the patch " {4}go\(\);"/,
  /= 2 \{/,
);
refuses(
  'a word that differs',
  'a\n\tmutex_lock(&ring->lock);\nb\n',
  ['@@', '-\tmutex_lock(&ring->mutex);'],
  /Nearest, from line 2 on/,
  /mutex_lock\(&ring->lock\)/,
);
refuses('what has nothing of the file', 'a\n', ['@@', '-something else'], /no line of its context stands in the file/);
refuses(
  'what was applied before',
  'a\nx\nc\n',
  ['@@', ' a', '-b', '+x', ' c'],
  /its new text stands in the file already, from line 1 on/,
);
refuses('hunks in the wrong order', 'a\nb\nc\n', ['@@', '-c', '@@', '-a'], /hunks go in the order of the file/);
refuses(
  'lines past the end',
  'int a;\n',
  ['@@', ' int a;', '-int b;'],
  /! 2 the file has ended; the patch has "int b;"/,
);

test('what is said of a place is bounded', () => {
  const long = Array.from({length: 5_000}, (_, at) => `line ${at} ${'x'.repeat(400)}`).join('\n');
  const wanted = Array.from({length: 150}, (_, at) => `-line ${at + 3} y`);
  const result = applied(long, '@@', ...wanted);
  assert.ok('refused' in result && result.refused.length < 12_000);
});

const line = fc.constantFrom('', 'a', 'b', '\tint x;', '}', ' ', '-', '+x', '@@', '*** End Patch');
const text = fc.array(line, {minLength: 1, maxLength: 30}).map((lines) => `${lines.join('\n')}\n`);
const sign = {keep: ' ', drop: '-', add: '+'} as const;

test('the difference of two texts, as one hunk, makes the one of the other', () => {
  fc.assert(
    fc.property(text, text, fc.boolean(), fc.boolean(), (old, made, hasCrlf, hasEnd) => {
      const form = (one: string) => (hasEnd ? one : one.replace(/\n$/, 'z')).replaceAll('\n', hasCrlf ? '\r\n' : '\n');
      const lines = lineDiff(old, made).map(({kind, text: own}) => ({kind, text: own}));
      if (lines.every(({kind}) => kind === 'keep')) return;
      // Where the file has no end of a line at all, there is none to be like.
      if (hasCrlf && !form(old).includes('\n')) return;
      const last = hasEnd ? lines : lineDiff(form(old).replaceAll('\r', ''), form(made).replaceAll('\r', ''));
      const hunk = last.map((one) => ({...one, text: one.text.replace(/\n\\ no newline.*$/, '')}));
      assert.deepEqual(applyHunks('a.c', form(old), [{anchors: [], lines: hunk, isAtEnd: false, patchLine: 1}]), {
        text: form(made),
      });
    }),
    {numRuns: 2_000},
  );
});

test('hunks with three lines of context change what they say, or are refused: never anything else', () => {
  fc.assert(
    fc.property(text, text, (old, made) => {
      const hunks = hunksOf(lineDiff(old, made));
      if (hunks.length === 0) return;
      const result = applyHunks('a.c', old, hunks);
      if ('refused' in result) assert.match(result.refused, /fits at \d+ places|no context/);
      else assert.equal(result.text, made);
    }),
    {numRuns: 3_000},
  );
});

function hunksOf(lines: ReturnType<typeof lineDiff>) {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - 3), at + 4).some(({kind}) => kind !== 'keep'));
  const hunks: {
    anchors: string[];
    lines: {kind: keyof typeof sign; text: string}[];
    isAtEnd: boolean;
    patchLine: number;
  }[] = [];
  for (const [at, one] of lines.entries()) {
    if (!near[at]) continue;
    if (!near[at - 1]) hunks.push({anchors: [], lines: [], isAtEnd: false, patchLine: at + 1});
    hunks.at(-1)?.lines.push({...one});
  }
  return hunks;
}
