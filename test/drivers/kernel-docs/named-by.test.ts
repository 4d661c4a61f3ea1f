// Words of a sentence that are parts of a name lead to what is documented under it.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Entry} from '../../../src/drivers/kernel-docs/entry.ts';
import {nameTable, openNames} from '../../../src/drivers/kernel-docs/name-table.ts';
import {namedBy} from '../../../src/drivers/kernel-docs/named-by.ts';

const docs: Readonly<Record<string, string>> = {
  __wait_event_interruptible: 'sleep until a condition gets true',
  msleep_interruptible: 'sleep waiting for signals',
  wait_event: 'sleep until a condition gets true',
  wait_event_interruptible: 'sleep until a condition gets true',
  wait_event_interruptible_timeout: 'sleep until a condition gets true or a timeout elapses',
  wait_for_completion_interruptible: 'waits for completion of a task',
};
const index = {
  names: openNames(nameTable(Object.keys(docs).sort())),
  named: (name: string): readonly Entry[] => [
    {...{name, kind: 'macro', file: 'wait.h', line: 1, unmet: ''}, text: '#define'},
    {...{name, kind: 'doc', file: 'wait.h', line: 1, unmet: ''}, text: docs[name] ?? ''},
  ],
};

function check(words: string, ...expected: readonly string[]): void {
  const found = namedBy(index, words.split(' '));
  assert.deepEqual(
    found.map(({name}) => name),
    expected,
    words,
  );
  assert.ok(found.every(({kind}) => kind === 'doc'));
}

test('two of the words are in the name, and its text speaks of the others', () => {
  check('wait condition interruptible', 'wait_event_interruptible', 'wait_event_interruptible_timeout');
  check('Wait Interruptible timeout', 'wait_event_interruptible_timeout');
  check('wait completion interruptible', 'wait_for_completion_interruptible');
});

test('one word is in too many names, and a word that nothing speaks of is wanted all the same', () => {
  check('interruptible');
  check('interruptible condition');
  check('wait interruptible zebra');
  check('wait wait');
});
