// Lines as a terminal would leave them, with the colours that programs chose.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {lineText} from '../../src/view/console-line-text.ts';
import {consoleLines, emptyConsole, takeConsole, takeTyped, unfinishedLine} from '../../src/view/console-view.ts';

function check(raw: string, expected: string): void {
  assert.equal(lineText(raw).text, expected);
}

test('a bar that is drawn over', () => check('10%\r 50%\r100%', '100%'));
test('a shorter text leaves the end of the longer one', () => check('12345\rab', 'ab345'));
test('a line editor that takes back', () => check('# lx\b \bs', '# ls'));
test('a line editor that inserts in the middle', () => check('# s -l\b\b\b\b\x1b[@l', '# ls -l'));
test('a line editor that draws the rest anew', () => check('# ab\x1b[2D\x1b[Jcd', '# cd'));
test('characters taken out, and the cursor set', () => check('abcdef\x1b[2G\x1b[3P', 'aef'));
test('a cleared line is empty, whatever stood there', () => check('old\x1b[2K\rnew', 'new'));
test('what sets a title, or asks, is no text', () => check('\x1b]0;title\x07a\x1b[6nb\x1b(Bc', 'abc'));
test('far to the right is not far down in memory', () =>
  assert.ok(lineText('\x1b[99999999C\x1b[99999999@x').text.length <= 4096));

test('colours are kept beside the text', () => {
  assert.deepEqual(lineText('ok \x1b[1;32mPASS\x1b[0m 3 \x1b[31mFAIL').tones, [
    {from: 3, to: 7, tone: 'sgr:2,,b'},
    {from: 10, to: 14, tone: 'sgr:1,,'},
  ]);
});

function linesOf(text: string) {
  const view = takeConsole(emptyConsole, text, text.length);
  return consoleLines(view, 0, view.total).map(({text: shown, tones = []}) => ({
    shown,
    tones: tones.map(({tone}) => tone),
  }));
}

test('a colour goes on over line ends, and past what the kernel prints, until it is ended or a kernel boots', () =>
  assert.deepEqual(
    linesOf(
      '\x1b[31mone\r\n[    1.000000] kernel\r\ntwo\x1b[0m\r\nthree\r\n\x1b[32m\r\n[    0.000000] Linux version 6.1\r\nfour\r\n',
    ),
    [
      {shown: 'one', tones: ['sgr:1,,']},
      {shown: 'kernel', tones: []},
      {shown: 'two', tones: ['sgr:1,,']},
      {shown: 'three', tones: []},
      {shown: '', tones: []},
      {shown: 'Linux version 6.1', tones: []},
      {shown: 'four', tones: []},
    ],
  ));

function typedOf(...said: readonly (string | null)[]): readonly (string | undefined)[] {
  let view = emptyConsole;
  for (const text of said) view = text === null ? takeTyped(view) : takeConsole(view, text, 0);
  const lines = [...consoleLines(view, 0, view.total), ...[unfinishedLine(view) ?? []].flat()];
  return lines.map(({text, typedFrom}) => (typedFrom === undefined ? undefined : text.slice(typedFrom)));
}

test('what was typed behind a prompt is told from the prompt and from what is answered', () =>
  assert.deepEqual(typedOf('~ # ', null, 'l', null, 's\r\nfile\r\n~ # '), ['ls', undefined, undefined]));
test('what was typed is seen while the line is unfinished', () =>
  assert.deepEqual(typedOf('~ # ', null, 'ls'), ['ls']));
test('the kernel may speak in between', () =>
  assert.deepEqual(typedOf('~ # ', null, 'ls[    1.000000] hello\r\n'), ['ls', undefined]));
test('an empty line typed is no mark, and neither is what is typed without a prompt', () => {
  assert.deepEqual(typedOf('~ # ', null, '\r\n'), [undefined]);
  assert.deepEqual(typedOf(null, 'output\r\n'), [undefined]);
});

test('whatever comes, a line has no control character, and its colours lie within it', () => {
  const pieces = fc.constantFrom(
    '\x1b[',
    '\x1b]',
    '\x9b',
    '1;31m',
    '5@',
    '2P',
    '9D',
    'K',
    'J',
    '\r',
    '\b',
    '\t',
    'abc',
    '漢',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (raw) => {
      const {text, tones} = lineText(raw.join('').replaceAll('\n', ''));
      assert.doesNotMatch(text, /[\x00-\x1f\x7f-\x9f]/);
      for (const {from, to} of tones) assert.ok(from >= 0 && from < to && to <= text.length);
    }),
  );
});
