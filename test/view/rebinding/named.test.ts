import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {KeyChanges} from '../../../src/core/deck-settings.ts';
import {usualDeck} from '../../../src/core/deck-settings.ts';
import {glyphsOf} from '../../../src/view/glyphs.ts';
import {emptyLive} from '../../../src/view/live.ts';
import {keysOf} from '../../../src/view/rebinding/keys-of.ts';
import {named} from '../../../src/view/rebinding/named.ts';
import {initialUi, type Ui} from '../../../src/view/ui.ts';
import {viewOf} from '../../../src/view/view-model.ts';
import {told} from '../story.ts';

const shown = (change: Partial<Ui>, live = told('working').live): string => {
  const options = {width: (text: string) => text.length, unicode: true};
  const view = viewOf(live, {...initialUi, ...change}, {columns: 120, rows: 40}, told('working').nowMs, options);
  return view.kind === 'deck' ? view.lines.map((row) => row.map(({text}) => text).join('')).join('\n') : '';
};

function check(what: string, change: Partial<Ui>, keys: KeyChanges, words: RegExp, live = told('working').live): void {
  test(what, () => {
    const text = shown({...change, keys}, live);
    assert.match(text, words);
  });
}

check('an empty pane names the keys of today', {}, {askReset: ['ctrl-r']}, /ctrl-r resets/, emptyLive);
check(
  'so does an empty page',
  {dialog: {kind: 'page', page: 'opinion', selected: null, scroll: null}},
  {'opinion.new': ['ctrl-n']},
  /ctrl-n asks for one/,
);
check(
  'so does the question about quitting',
  {dialog: {kind: 'quit', choice: 'leave'}},
  {quitStop: ['x'], pauseAll: ['W']},
  /W goes on[\s\S]*x {4}stop it and quit/,
);
check(
  'so does a notice',
  {notice: {text: 'Nothing: {search} searches.', tone: 'plain', atMs: told('working').nowMs}},
  {search: ['ctrl-s']},
  /Nothing: ctrl-s searches\./,
);
test('what is in braces and no command stays as it is', () => {
  const keyOf = keysOf(usualDeck.keys, glyphsOf(true));
  assert.equal(named('{zoom} {fields: {model: any}} {nothing}', {keyOf}), 'z {fields: {model: any}} {nothing}');
});

test('each command that a sentence names is one', async () => {
  const keyOf = keysOf(usualDeck.keys, glyphsOf(true));
  const folder = join(import.meta.dirname, '../../../src/view');
  const names = (await readdir(folder, {recursive: true})).filter((name) => name.endsWith('.ts'));
  const sources = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const commands = sources
    .map((text) => text.replace(/^import .*$|^} from .*$/gm, ''))
    .flatMap((text) =>
      [...text.matchAll(/(?<![$'\w])\{([a-z]+[A-Z][A-Za-z]*|[a-z]+\.[a-z]\w*)\} [a-z]/g)].map(([, name = '']) => name),
    );
  assert.ok(commands.length > 12, `${commands.length} found`);
  assert.deepEqual(
    commands.filter((command) => keyOf(command) === undefined),
    [],
  );
});
