import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {parseCheckpatch, parseCoccinelle, parseSmatch} from '../../src/kernel/reports.ts';
import {parseSparse} from '../../src/kernel/sparse.ts';

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/examine/${name}`, import.meta.url), 'utf8');

test('sparse: a place and a sentence, and the two types that differ', () => {
  const said = parseSparse(fixture('sparse.log'));
  assert.deepEqual(
    said.map(({line, text}) => [line, text.split('\n')[0]]),
    [
      [28, 'incorrect type in argument 1 (different address spaces)'],
      [28, 'incorrect type in argument 1 (different address spaces)'],
      [28, 'incorrect type in argument 2 (different address spaces)'],
      [44, 'dereference of noderef expression'],
      [50, "context imbalance in 'probe_ioctl' - different lock contexts for basic block"],
    ],
  );
  assert.match(said[0]?.text ?? '', /\nexpected void const \*.*\ngot char const \[noderef\] __user \*/);
});

test('checkpatch: the rule, its level and its words', () =>
  assert.deepEqual(parseCheckpatch(fixture('checkpatch.log')), [
    {
      ...{file: 'probe.c', line: 1, level: 'warning', rule: 'SPDX_LICENSE_TAG'},
      text: 'Missing or malformed SPDX-License-Identifier tag in line 1',
    },
    {
      ...{file: 'probe.c', line: 84, level: 'warning', rule: 'BRACES'},
      text: 'braces {} are not necessary for single statement blocks',
    },
  ]));

test('coccinelle: reports with a level and without one, and nothing of what else it prints', () =>
  assert.deepEqual(parseCoccinelle(fixture('coccinelle.log')), [
    {file: 'probe.c', line: 29, level: 'error', text: 'reference preceded by free on line 28'},
    {file: 'probe.c', line: 41, level: 'none', text: 'preceding lock on line 39'},
    {file: 'probe.c', line: 58, level: 'none', text: 'preceding lock on line 55'},
  ]));

test('smatch: the function stands before what is said of it', () =>
  assert.deepEqual(parseSmatch("/build/probe.c:47 probe_read() error: uninitialized symbol 'value'.\n  CC [M] x\n"), [
    {file: '/build/probe.c', line: 47, level: 'error', text: "probe_read(): uninitialized symbol 'value'."},
  ]));

test('what is none of their lines is left out, and there is a bound', () => {
  assert.deepEqual(parseCheckpatch('total: 0 errors, 1 warnings, 9 lines checked\n'), []);
  const many = Array.from({length: 900}, (_, at) => `a.c:${at + 1}:1-2: ERROR: e`).join('\n');
  assert.equal(parseCoccinelle(many).length, 500);
});
