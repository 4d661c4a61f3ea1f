import assert from 'node:assert/strict';
import test from 'node:test';
import {callText} from '../../src/view/call-text.ts';

function check(name: string, given: unknown, about: string): void {
  const json = typeof given === 'string' ? given : JSON.stringify(given);
  assert.deepEqual(callText(name, json), {name, about});
}

test('a file that is written, with its size', () =>
  check('write_file', {path: 'ringlog.c', content: 'x'.repeat(4200)}, 'ringlog.c (4.2 kB)'));
test('a replacement in lines', () => check('replace_in_file', {path: 'a.c', old: 'a\nb\n', new: 'c\n'}, 'a.c +1 -2'));
test('what is quoted around a replacement is not counted, nor where it ends within a line', () => {
  check('replace_in_file', {path: 'a.c', old: 'a\nb\nc\n', new: 'a\nB\nc\n'}, 'a.c +1 -1');
  check('replace_in_file', {path: 'a.c', old: '\tx;\n}', new: '\tx;\n\ty;\n}'}, 'a.c +1 -0');
  check('replace_in_file', {path: 'a.c', old: 'return 0', new: 'return -EIO'}, 'a.c +1 -1');
});
test('names that are looked up', () => check('look_up', {names: ['kfree', 'struct file']}, 'kfree, struct file'));
test('a search by its words', () => check('search_kernel', {query: 'kfifo_in'}, 'kfifo_in'));
test('a build by its name alone', () => check('build', {}, ''));
test('arguments that were cut in the middle', () =>
  check(
    'write_file',
    `{"path":"ringlog.c","content":"${'x'.repeat(900)}\n[... 4000 characters left out ...]\n${'x'.repeat(900)}"}`,
    'ringlog.c (5.9 kB)',
  ));
test('nonsense is no error', () => check('build', '[1, 2', ''));
test('a tool that nobody knows, by its first words', () => check('dance', {how: 'slowly\nnow'}, 'slowly'));
