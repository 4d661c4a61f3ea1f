// One line a form that models write; what is none is refused with its line.
import assert from 'node:assert/strict';
import test from 'node:test';
import {parsePatch} from '../../../src/core/patch/parse-patch.ts';
import {type FilePatch, patchMax} from '../../../src/core/patch/patch.ts';

const patchOf = (...lines: readonly string[]): string => ['*** Begin Patch', ...lines, '*** End Patch'].join('\n');

function reads(what: string, lines: readonly string[], expected: readonly FilePatch[]): void {
  test(`read: ${what}`, () => assert.deepEqual(parsePatch(patchOf(...lines)), expected));
}

function refuses(what: string, text: string, words: RegExp): void {
  test(`refused: ${what}`, () => {
    const parsed = parsePatch(text);
    assert.ok('refused' in parsed, JSON.stringify(parsed));
    assert.match(parsed.refused, words);
  });
}

const keep = (text: string) => ({kind: 'keep', text}) as const;
const drop = (text: string) => ({kind: 'drop', text}) as const;
const add = (text: string) => ({kind: 'add', text}) as const;

reads('a new file', ['*** Add File: a.h', '+int x;', '+'], [{op: 'add', path: 'a.h', text: 'int x;\n\n'}]);
reads('a file that goes', ['*** Delete File: a.h'], [{op: 'delete', path: 'a.h'}]);
reads(
  'a change, with an empty line that lost its space',
  ['*** Update File: a.c', '@@ int f(void)', ' {', '', '-\tx();', '+\ty();'],
  [
    {
      op: 'update',
      path: 'a.c',
      hunks: [
        {
          anchors: ['int f(void)'],
          lines: [keep('{'), keep(''), drop('\tx();'), add('\ty();')],
          isAtEnd: false,
          patchLine: 3,
        },
      ],
    },
  ],
);
reads(
  'two hunks, the last at the end; numbers of a unified diff tell nothing',
  ['*** Update File: a.c', '@@ -1,3 +1,4 @@ int f(void)', '-a', '@@ struct s {', '@@ int b;', '+c', '*** End of File'],
  [
    {
      op: 'update',
      path: 'a.c',
      hunks: [
        {anchors: [], lines: [drop('a')], isAtEnd: false, patchLine: 3},
        {anchors: ['struct s {', 'int b;'], lines: [add('c')], isAtEnd: true, patchLine: 5},
      ],
    },
  ],
);
reads(
  'a move alone',
  ['*** Update File: a.c', '*** Move to: b.c'],
  [{op: 'update', path: 'a.c', moveTo: 'b.c', hunks: []}],
);
test('read: a patch with CRLF at its ends', () => {
  assert.deepEqual(parsePatch(patchOf('*** Add File: a.h', '+x').replaceAll('\n', '\r\n')), [
    {op: 'add', path: 'a.h', text: 'x\n'},
  ]);
});

refuses('no patch at all', 'diff --git a/a.c b/a.c', /does not begin with "\*\*\* Begin Patch"/);
refuses(
  'one that was cut off',
  '*** Begin Patch\n*** Add File: a\n+x',
  /no "\*\*\* End Patch": it may have been cut off/,
);
refuses(
  'a second one behind it',
  `${patchOf('*** Delete File: a')}\n${patchOf('*** Delete File: b')}`,
  /line 4 stands behind/,
);
refuses('an empty one', patchOf(), /changes no file/);
refuses(
  'words between the files',
  patchOf('*** Delete File: a', 'and then'),
  /line 3 of the patch is no header of a file: "and then"/,
);
refuses(
  'a line of a new file without a plus',
  patchOf('*** Add File: a', 'x'),
  /line 3 of the patch: a line of the new file a begins with \+/,
);
refuses(
  'a line of a hunk without a sign',
  patchOf('*** Update File: a', '@@', 'x'),
  /line 4 of the patch begins with none of/,
);
refuses(
  'a hunk that changes nothing',
  patchOf('*** Update File: a', '@@', ' x'),
  /the hunk at line 3 of the patch changes nothing/,
);
refuses('an update without a hunk', patchOf('*** Update File: a'), /changes nothing in a/);
refuses('a file named twice', patchOf('*** Delete File: a', '*** Add File: a', '+x'), /names a twice/);
refuses(
  'too many files',
  patchOf(...Array.from({length: 40}, (_, at) => `*** Delete File: f${at}`)),
  /names 40 files; 32 are taken/,
);
refuses('too much of it', patchOf('*** Add File: a', `+${'x'.repeat(patchMax.characters)}`), /200000 are read/);
