import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {type KbuildDiagnostic, parseDiagnostics, parseVermagic} from '../../src/kernel/kbuild.ts';

// A fixture: `# key: value` lines, among them one `# error|warning|note: [file:line:column: ]text` for each diagnostic
// that is expected, in order; an empty line; the output of make as it came.
const folder = fileURLToPath(new URL('../fixtures/kbuild/', import.meta.url));
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.log'));

test('there are fixtures', () => assert.ok(fixtures.length >= 12, `${fixtures.length} fixtures`));

for (const name of fixtures) {
  test(`the build ${name}`, () => {
    const text = readFileSync(`${folder}${name}`, 'utf8');
    const end = text.indexOf('\n\n');
    const expected = text
      .slice(0, end)
      .split('\n')
      .filter((line) => /^# (?:error|warning|note): /.test(line))
      .map((line) => line.slice(2));
    assert.deepEqual(parseDiagnostics(text.slice(end + 2), '/build').map(inWords), expected);
  });
}

function inWords({level, file, line, column, text}: KbuildDiagnostic): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${level}: ${place === '' ? '' : `${place}: `}${text}`;
}

function check(output: string, expected: readonly KbuildDiagnostic[]): void {
  assert.deepEqual(parseDiagnostics(output, '/build/'), expected);
}

test('a place with a column', () =>
  check('/build/ring.c:6:22: error: lost', [{level: 'error', file: 'ring.c', line: 6, column: 22, text: 'lost'}]));
test('a place without a column', () =>
  check('/build/sub/a.c:6: warning: x', [{level: 'warning', file: 'sub/a.c', line: 6, text: 'x'}]));
test('a file outside the folder stays as printed', () =>
  check('/usr/src/x.h:1:2: note: y', [{level: 'note', file: '/usr/src/x.h', line: 1, column: 2, text: 'y'}]));
test('the compiler without a place', () =>
  check("cc1: error: unrecognized command-line option '-Wx'", [
    {level: 'error', text: "unrecognized command-line option '-Wx'"},
  ]));
test('the same said twice is one', () =>
  check('/build/a.c:1:2: error: x\n/build/a.c:1:2: error: x\n', [
    {level: 'error', file: 'a.c', line: 1, column: 2, text: 'x'},
  ]));
test('a failure of make that nothing explains', () =>
  check("make[1]: *** No rule to make target '/build/ring.o'.  Stop.\nmake: *** [Makefile:2: /build] Error 2", [
    {level: 'error', text: "make: No rule to make target '/build/ring.o'.  Stop."},
  ]));
test('a warning explains no failure', () =>
  check('/build/a.c:1:2: warning: x\nmake[1]: *** [a.o] Killed\n', [
    {level: 'warning', file: 'a.c', line: 1, column: 2, text: 'x'},
    {level: 'error', text: 'make: [a.o] Killed'},
  ]));
test('nothing said', () => check('  CC [M]  /build/ring.o\n', []));

test('a flood is bounded, and the errors stay', () => {
  const warnings = Array.from({length: 5000}, (_, at) => `/build/a.c:${at + 1}:1: warning: ${'w'.repeat(5000)}`);
  const found = parseDiagnostics([...warnings, '/build/a.c:9:9: error: the one'].join('\n'), '/build');
  assert.equal(found.length, 200);
  assert.deepEqual(found[0], {level: 'error', file: 'a.c', line: 9, column: 9, text: 'the one'});
  assert.ok(found.every(({text}) => text.length <= 1000));
});

test('vermagic as modinfo prints it', () =>
  assert.deepEqual(
    parseVermagic('retpoline:      Y\nvermagic:       6.1.0-56-amd64 SMP preempt mod_unload modversions \n'),
    {
      release: '6.1.0-56-amd64',
      flags: ['SMP', 'preempt', 'mod_unload', 'modversions'],
    },
  ));
test('vermagic as the module holds it', () =>
  assert.deepEqual(parseVermagic('vermagic=6.1.0 SMP '), {release: '6.1.0', flags: ['SMP']}));
test('no vermagic', () => assert.equal(parseVermagic('license: GPL'), null));
