import assert from 'node:assert/strict';
import {PassThrough, Writable} from 'node:stream';
import test from 'node:test';
import {render, Text} from 'ink';
import {createElement} from 'react';
import {BugBoundary} from '../../src/deck/bug-boundary.ts';

function Broken({isBroken}: {readonly isBroken: boolean}) {
  if (isBroken) throw new Error('broken on purpose');
  return createElement(Text, null, 'whole');
}

test('a component that throws is told of at once, though the terminal takes nothing', () => {
  const stalled = Object.assign(new Writable({write: () => {}}), {columns: 80, rows: 24, isTTY: true});
  const bugs: unknown[] = [];
  const onBug = (error: unknown): void => void bugs.push(error);
  const deck = (isBroken: boolean) => createElement(BugBoundary, {onBug}, createElement(Broken, {isBroken}));
  const ink = render(deck(false), {
    stdout: stalled,
    stdin: new PassThrough(),
    interactive: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  assert.deepEqual(bugs, []);
  ink.rerender(deck(true));
  ink.unmount();
  assert.deepEqual(bugs.map(String), ['Error: broken on purpose']);
});
