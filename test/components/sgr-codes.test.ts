import assert from 'node:assert/strict';
import test from 'node:test';
import {rowPainter} from '../../components/row-painter.ts';
import {depthOf, lookStart} from '../../components/sgr-codes.ts';
import {span} from '../../src/view/spans.ts';

test('a look is switched on by one sequence', () => {
  assert.equal(lookStart({}, 24), '');
  assert.equal(
    lookStart({bold: true, dimColor: true, italic: true, underline: true, inverse: true}, 4),
    '\x1b[1;2;3;4;7m',
  );
  assert.equal(lookStart({color: 'red', backgroundColor: 'blueBright'}, 4), '\x1b[31;104m');
});

test('a colour is told in as many colours as the terminal has', () => {
  const told = (color: string): readonly string[] => [
    lookStart({color}, 24),
    lookStart({color}, 8),
    lookStart({color}, 4),
  ];
  assert.deepEqual(told('#5fd7ff'), ['\x1b[38;2;95;215;255m', '\x1b[38;5;81m', '\x1b[96m']);
  assert.deepEqual(told('#005f87'), ['\x1b[38;2;0;95;135m', '\x1b[38;5;24m', '\x1b[36m']);
  assert.deepEqual(told('#626262'), ['\x1b[38;2;98;98;98m', '\x1b[38;5;241m', '\x1b[90m']);
  assert.deepEqual(told('#000000'), ['\x1b[38;2;0;0;0m', '\x1b[38;5;16m', '\x1b[30m']);
  assert.deepEqual(told('#ffffff'), ['\x1b[38;2;255;255;255m', '\x1b[38;5;231m', '\x1b[97m']);
  assert.deepEqual(told('ansi256(208)'), ['\x1b[38;5;208m', '\x1b[38;5;208m', '\x1b[93m']);
  assert.deepEqual(told('ansi256(9)'), ['\x1b[91m', '\x1b[91m', '\x1b[91m']);
});

test('what Node says of a terminal is taken for less rather than for more', () => {
  assert.deepEqual([1, 4, 8, 24].map(depthOf), [4, 4, 8, 24]);
});

test('a painted row has no escape sequence but those of its looks', () => {
  const paint = rowPainter('terminal', 4);
  assert.equal(paint([span('a\x1b[2Jb\x9b5mc\x07', 'good'), span(' d')]), '\x1b[32ma[2Jb5mc\x1b[0m d');
});
