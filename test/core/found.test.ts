import assert from 'node:assert/strict';
import test from 'node:test';
import {foundOf, writtenBy} from '../../src/core/found.ts';

const path = 'ringlog.c';

function wrote(what: string, content: string, text: string | null, kind: string): void {
  test(`written: ${what}`, () => assert.equal(foundOf({tool: 'writeFile', path, content}, text).kind, kind));
}
wrote('the file holds it', 'a', 'a', 'done');
wrote('an empty file', '', '', 'done');
wrote('the file holds something else', 'a', 'b', 'notDone');
wrote('an empty file that is not there', '', null, 'notDone');

function replaced(what: string, old: string, replacement: string, text: string | null, kind: string): void {
  const tool = {tool: 'replaceInFile', path, old, new: replacement} as const;
  test(`replaced: ${what}`, () => assert.equal(foundOf(tool, text).kind, kind));
}
replaced('the new text stands there', 'one', 'two', 'a two b', 'done');
replaced('the old text stands there', 'one', 'two', 'a one b', 'notDone');
replaced('the old text stands there, and the new one elsewhere', 'one', 'two', 'two one', 'notDone');
replaced('a piece was taken out', 'one', '', 'a b', 'done');
replaced('a piece was to be taken out', 'one', '', 'a one b', 'notDone');
replaced('the new text holds the old one, and stands there', 'x', 'x;y', 'a x;y b', 'done');
replaced('the new text holds the old one, which stands there alone', 'x', 'x;y', 'a x b', 'notDone');
replaced('neither stands there', 'one', 'two', 'three', 'unknown');
replaced('the file is gone', 'one', 'two', null, 'notDone');

test('what only reads is harmless, and writes nowhere', () => {
  const tool = {tool: 'readFile', path} as const;
  assert.deepEqual([foundOf(tool, null).kind, writtenBy(tool)], ['harmless', null]);
});
