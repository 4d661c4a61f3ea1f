import assert from 'node:assert/strict';
import test from 'node:test';
import {callText} from '../../src/view/call-text.ts';
import {diffCounts, diffRows} from '../../src/view/diff-rows.ts';

const diff = 'a.c +1 -1\n@@ line 3\n int x;\n-int y;\n+int z;\nb/c.h +12 -0\n@@ line 1\n+\x1b[2Jx +9 -9';

test('lines have the tone of what they did, and no escape sequence comes through', () => {
  const rows = diffRows(diff, 40, (text) => text.length).map(([span]) => span);
  assert.deepEqual(
    rows.map((span) => span?.tone),
    ['strong', 'dim', 'dim', 'bad', 'good', 'strong', 'dim', 'good'],
  );
  assert.ok(rows.every((span) => !span?.text.includes('\x1b')));
});

test('the counts are those of the heads', () => {
  assert.equal(diffCounts(diff), '+13 -1');
  assert.equal(diffCounts(''), '');
});

test('a patch is named by its files, also where its text is cut', () => {
  const json = JSON.stringify({
    patch: '*** Begin Patch\n*** Update File: a.c\n@@\n-x\n*** Add File: b.h\n+y\n*** End Patch',
  });
  assert.deepEqual(callText('apply_patch', json), {name: 'apply_patch', about: 'a.c, b.h'});
  assert.equal(callText('apply_patch', json.slice(0, 60)).about, 'a.c');
});
