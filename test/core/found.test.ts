import assert from 'node:assert/strict';
import test from 'node:test';
import {foundOf, writtenBy} from '../../src/core/found.ts';

const path = 'ringlog.c';

function wrote(what: string, content: string, text: string | null, kind: string): void {
  test(`written: ${what}`, () => assert.equal(foundOf({tool: 'writeFile', path, content}, () => text).kind, kind));
}
wrote('the file holds it', 'a', 'a', 'done');
wrote('an empty file', '', '', 'done');
wrote('the file holds something else', 'a', 'b', 'notDone');
wrote('an empty file that is not there', '', null, 'notDone');

function replaced(what: string, old: string, replacement: string, text: string | null, kind: string): void {
  const tool = {tool: 'replaceInFile', path, old, new: replacement} as const;
  test(`replaced: ${what}`, () => assert.equal(foundOf(tool, () => text).kind, kind));
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
  assert.deepEqual([foundOf(tool, () => null).kind, writtenBy(tool)], ['harmless', []]);
});

const patch = `*** Begin Patch
*** Update File: a.c
@@
 int a;
-int b;
+int c;
*** Add File: b.c
+int d;
*** Delete File: c.c
*** End Patch
`;

function patched(what: string, files: Readonly<Record<string, string>>, kind: string, words: RegExp = /./): void {
  test(`patched: ${what}`, () => {
    const found = foundOf({tool: 'applyPatch', patch}, (name) => files[name] ?? null);
    assert.equal(found.kind, kind);
    assert.match('what' in found ? found.what : '', words);
  });
}
const [before, made] = ['int a;\nint b;\n', 'int a;\nint c;\n'];
patched('all of it', {'a.c': made, 'b.c': 'int d;\n'}, 'done');
patched('nothing of it', {'a.c': before, 'c.c': 'x'}, 'notDone');
patched('a part of it', {'a.c': made, 'c.c': 'x'}, 'unknown', /changed: a.c; as before: b.c, c.c/);
patched('a file that holds neither', {'a.c': 'int e;\n', 'b.c': 'int d;\n'}, 'unknown', /not certain: a.c/);

test('the files of a patch are all looked at', () =>
  assert.deepEqual(writtenBy({tool: 'applyPatch', patch}), ['a.c', 'b.c', 'c.c']));
