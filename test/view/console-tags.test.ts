import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import test from 'node:test';
import {type ConsoleLine, consoleLines, emptyConsole, takeConsole} from '../../src/view/console-view.ts';

function tagged(text: string): readonly ConsoleLine[] {
  const view = takeConsole(emptyConsole, text, 0);
  return consoleLines(view, 0, view.total);
}

const kinds = (text: string): string =>
  tagged(text)
    .map(({kind}) => kind[0])
    .join('');

function check(text: string, expected: string): void {
  assert.equal(kinds(text), expected);
}

test('a report goes from its headline to its end mark', () =>
  check(
    `[    4.1] ringlog: loaded
[    4.301990] BUG: kernel NULL pointer dereference, address: 0000000000000010
[    4.302144] RIP: 0010:ringlog_read+0x81/0x140 [ringlog]
[    4.302200] Call Trace:
[    4.302201]  vfs_read+0x9f/0x2f0
[    4.303355] ---[ end trace 0000000000000000 ]---
[    4.304000] ringlog: unloaded
`,
    'prrrrrp',
  ));
test('a report without an end mark ends with a second of silence', () =>
  check('[    4.300000] WARNING: CPU: 0 PID: 1\n[    4.310000] Call Trace:\n[    9.000000] ringlog: loaded\n', 'rrp'));
test('the first line of a kernel begins a boot', () =>
  check(
    '[    7.000000] Rebooting in 1 seconds..\n[    0.000000] Linux version 6.1.0-56-amd64\n[    0.000000] x\n',
    'rbp',
  ));

test('what a kernel says of its watchdogs while it boots is no report', () =>
  check('[    0.704491] NMI watchdog: Perf NMI watchdog permanently disabled\n[    0.705000] x\n', 'pp'));
test('a program that prints into a report is not part of it', () =>
  check('[    4.300000] BUG: a\nPlease press Enter\n[    4.310000] Call Trace:\n', 'rpr'));
test('without time stamps a report ends with its end mark', () =>
  check('BUG: a\nCall Trace:\n---[ end trace 0 ]---\nringlog: loaded\n', 'rrrp'));
test('what the kernel wrote behind a prompt is a line of its own', () => {
  const lines = tagged('Please press Enter to activate this console. [   29.647623] quarterdeck: run: load\n');
  assert.deepEqual(
    lines.map(({stamp, text}) => [stamp, text]),
    [
      ['', 'Please press Enter to activate this console.'],
      ['29.647623', 'quarterdeck: run: load'],
    ],
  );
});

test('kernels are counted', () => {
  const lines = tagged('[    0.000000] Linux version 6.1\n[    1.000000] a\n[    0.000000] Linux version 6.1\n');
  assert.deepEqual(
    lines.map(({kernel}) => kernel),
    [1, 1, 2],
  );
});

test('the time stamp is taken off, and kept', () => {
  assert.deepEqual(tagged('[    4.128662] ringlog: loaded\nno stamp\n'), [
    {stamp: '4.128662', text: 'ringlog: loaded', kind: 'plain', kernel: 0, atMs: null},
    {stamp: '', text: 'no stamp', kind: 'plain', kernel: 0, atMs: null},
  ]);
});

const folder = new URL('../fixtures/console/', import.meta.url);

test('of a real crash all is marked from the first line to the last, and nothing else', async () => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.console'));
  assert.ok(names.length > 20);
  for (const name of names) {
    const found = kinds(await readFile(new URL(name, folder), 'utf8'));
    assert.match(found, /^p+r{8,}b?p*$/, name);
  }
});

test("a mark of the house's own run is no complaint, at whatever level it was printed", () => {
  const level = (line: string): number | undefined => tagged(`${line}\n`)[0]?.level;
  assert.equal(level('<9>[    5.170857] quarterdeck: run: load'), undefined);
  assert.equal(level('<3>[    5.170857] ring: failed'), 3);
});
