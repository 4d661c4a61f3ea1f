// Nothing of a target, a model or a file gets out of its place in the Markdown.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {fenced, inline, table} from '../../../src/view/report/markdown.ts';
import {anyCharacter} from '../../any-character.ts';

function says(text: string, markdown: string): void {
  test(`inline: ${JSON.stringify(text)}`, () => assert.equal(inline(text), markdown));
}
says('plain words, 3.5 of 7 (so)', 'plain words, 3.5 of 7 (so)');
says('ringlog_read+0x81', 'ringlog\\_read+0x81');
says('# no heading\n# nor this', '\\# no heading \\# nor this');
says('- no item', '\\- no item');
says('1. no item', '1\\. no item');
says('1.3 s', '1.3 s');
says('[a](http://b) ![c](d)', '\\[a\\](http\\://b) !\\[c\\](d)');
says('<img src=x> &lt;', '\\<img src=x\\> \\&lt;');
says('`a` ``` **b** ~~c~~ a|b', '\\`a\\` \\`\\`\\` \\*\\*b\\*\\* \\~\\~c\\~\\~ a\\|b');
says('see www.x.y, mail a@b', 'see www\\.x.y, mail a\\@b');
says('\x1b[31mred\x1b[0m \x07', 'red');
says('a \\', 'a \\\\');

const special = /(?<!\\)(?:\\\\)*[`*_[\]<>|~&#$]/;

test('whatever the text, it is one line and nothing in it is unescaped', () => {
  fc.assert(
    fc.property(fc.string({unit: anyCharacter, maxLength: 200}), (text) => {
      const line = inline(text);
      assert.ok(!/[\n\r]/.test(line) && !special.test(line.replace(/\\\\/g, '')), line);
    }),
  );
});

const hostile = fc
  .array(fc.constantFrom('`', '``', '```', '````', '~~~', '\n', '\r\n', 'text', ' ', '# x'))
  .map((parts) => parts.join(''));

test('whatever stands in a fence, its last line alone ends it', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const [first = '', ...rest] = fenced(text);
      const fence = first.replace(/text$/, '');
      assert.match(fence, /^`{3,}$/);
      const ends = rest.flatMap((line, at) =>
        /^ {0,3}`{3,}\s*$/.test(line) && line.trim().length >= fence.length ? [at] : [],
      );
      assert.deepEqual(ends, [rest.length - 1]);
    }),
  );
});

test('a table has as many bars in each row, whatever its cells hold', () => {
  const bars = (line: string): number => line.replace(/\\./g, '').split('|').length;
  const lines = table(
    ['a', 'b'],
    [
      ['x | y', 'two\nlines'],
      ['', '\\|'],
    ],
  );
  assert.deepEqual(lines.map(bars), [4, 4, 4, 4]);
});

test('what is too long for a page is cut, and says so', () => {
  const lines = fenced('x\n'.repeat(1000));
  assert.equal(lines.at(-2), '[800 more lines are in the journal]');
  assert.ok(inline('x'.repeat(5000)).length < 700);
});
