import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {barText, showPackages} from '../../src/setup/npm-bar.mjs';
import {temporaryFolder} from '../temporary.ts';

test('packages that are there are counted, and the line is gone at the end', async (t) => {
  const root = await temporaryFolder(t);
  for (const name of ['a', 'b']) mkdirSync(join(root, 'node_modules', name), {recursive: true});
  writeFileSync(join(root, 'node_modules/a/package.json'), '{}');
  let text = '';
  const out = {
    isTTY: true,
    write(part: string) {
      text += part;
    },
  };
  const close = showPackages(root, ['node_modules/a', 'node_modules/b'], out);
  assert.match(text, /^\r\u001b\[2K.{20} 1 of 2 packages, 0 s$/);
  close();
  assert.ok(text.endsWith('s\r\u001b[2K'));
});

test('in a pipe there is no bar', () => {
  showPackages('/', [], {isTTY: false, write: () => assert.fail('a bar in a pipe')})();
});

test('what follows the packages is said to be something else', () => {
  assert.equal(barText(1, 4, 2_000, true), '▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱ 1 of 4 packages, 2 s');
  assert.equal(barText(4, 4, 9_000, false), '#################### compiling what is compiled here, 9 s');
});
