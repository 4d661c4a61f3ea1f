import assert from 'node:assert/strict';
import test from 'node:test';
import {docsIn} from '../../../src/drivers/kernel-docs/built-pages.ts';
import {piecesOf} from '../../../src/drivers/kernel-docs/c-pieces.ts';
import {sectionsOf} from '../../../src/drivers/kernel-docs/guides.ts';
import {kernelDocOf} from '../../../src/drivers/kernel-docs/kernel-doc.ts';

const docs = (text: string) => piecesOf(text).flatMap((piece) => (piece.kind === 'doc' ? [kernelDocOf(piece)] : []));

test('a comment on a function', () => {
  const text = 'int a;\n/**\n * kfree() - free memory\n * @p: what\n *\n *   Indented.\n */\nvoid kfree(void *p);\n';
  assert.deepEqual(docs(text), [
    {name: 'kfree', kind: 'doc', line: 3, text: 'kfree() - free memory\n@p: what\n\n  Indented.', unmet: ''},
  ]);
});

function check(what: string, comment: string, name: string | null): void {
  test(what, () =>
    assert.deepEqual(
      docs(comment).map((doc) => doc?.name ?? null),
      [name],
    ),
  );
}

check('on a structure', '/**\n * struct file - an open file\n * @a: b\n */', 'file');
check('with a colon', '/**\n * enum state: what it is in\n * @A: b\n */', 'state');
check('with its parameters', '/**\n * min(a, b) - the lesser\n * @a: b\n */', 'min');
check('on a subject', '/**\n * DOC: How locks work\n *\n * Well.\n */', 'How locks work');
check('about nothing', '/**\n * This file has two stars. Nothing more.\n */', null);

test('a guide is cut at its titles, and long sections again', () => {
  const long = Array.from({length: 90}, (_, index) => `line ${index}`).join('\n');
  const sections = sectionsOf(`intro\n\nOne\n===\n\ntext\n\nTwo\n---\n${long}\n`);
  assert.deepEqual(
    sections.map(({title, line, text}) => [title, line, text.split('\n').length]),
    [
      ['', 1, 1],
      ['One', 3, 4],
      ['Two', 8, 80],
      ['Two', 88, 12],
    ],
  );
});

test('a built page gives the text of a signature, and not the next one', () => {
  const dt = (name: string) =>
    `<dt class="sig sig-object c" id="c.${name}">\n<span>int</span> <b>${name}</b>(void)<a class="headerlink" href="#">¶</a></dt>`;
  const html = `<p>x</p>\n<dl>${dt('up')}<dd><p>goes up &amp; <i>on</i></p></dd></dl>\n<dl>${dt('down')}<dd><p>a &lt; b</p></dd></dl></section><p>else</p>`;
  const common = {kind: 'doc', file: 'p.html', unmet: ''};
  assert.deepEqual(
    [...docsIn(html, 'p.html')],
    [
      {name: 'up', line: 2, text: 'int up(void)\ngoes up & on', ...common},
      {name: 'down', line: 4, text: 'int down(void)\na < b', ...common},
    ],
  );
});
