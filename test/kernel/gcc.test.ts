import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {parseWarnings} from '../../src/kernel/gcc.ts';

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/examine/${name}`, import.meta.url), 'utf8');

const warnings = (text: string) => parseWarnings(text, '/build');

test('a warning of W=1 has its option and the notes that follow it', () => {
  const said = warnings(fixture('compiler.log'));
  assert.deepEqual(
    said.map(({place, option, notes}) => [place?.file, place?.line, option, notes.map(({place: at}) => at?.line)]),
    [
      ['probe.c', 45, '-Wunused-result', []],
      ['probe.c', 30, '-Wuse-after-free', [28]],
      ['probe.c', 29, '-Wuse-after-free', [28]],
    ],
  );
});

test("the analyser's path is told event by event, each with its place and whose text it is", () => {
  const found = warnings(fixture('analyzer.log')).find(({option}) => option === '-Wanalyzer-malloc-leak');
  assert.equal(found?.cwe, 401);
  assert.deepEqual(found?.place, {file: 'probe.c', line: 26});
  const events = found?.notes.filter(({text}) => /^\(\d+\)/.test(text)) ?? [];
  assert.deepEqual(
    events.map(({text}) => text.slice(0, 3)),
    ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)'],
  );
  assert.deepEqual(
    events.map(({isOwn}) => isOwn),
    [false, false, false, false, false, true],
  );
  assert.match(events.at(-1)?.text ?? '', /leaks here; was allocated at \(3\)$/);
});

test('what modpost refuses is of the module, and has no line', () => {
  const said = warnings('ERROR: modpost: missing MODULE_LICENSE() in /build/probe.o\n');
  assert.deepEqual(said, [{text: 'MODULE_LICENSE() is missing', isOwn: true, level: 'error', notes: []}]);
});

test('a warning that was made an error is the same warning', () => {
  const [said] = warnings("/build/a.c:3:7: error: 'x' is used uninitialized [-Werror=uninitialized]\n");
  assert.deepEqual(said, {
    ...{place: {file: 'a.c', line: 3}, isOwn: true, text: "'x' is used uninitialized"},
    ...{option: '-Wuninitialized', level: 'error', notes: []},
  });
});

test("a kernel's header is not the module's, whatever its path begins with", () => {
  const said = warnings(
    [
      './include/linux/list.h:72:3: warning: a [-Wextra]',
      '/usr/src/linux/include/a.h:1:1: warning: b [-Wextra]',
      '/build/sub/a.h:1:1: warning: c [-Wextra]',
      '/buildings/a.h:1:1: warning: d [-Wextra]',
    ].join('\n'),
  );
  assert.deepEqual(
    said.map(({isOwn}) => isOwn),
    [false, false, true, false],
  );
});

test('a build that breaks off anywhere is read as far as it goes', () => {
  const text = fixture('analyzer.log').slice(0, 6000);
  const whole = warnings(text).length;
  for (let cut = 0; cut <= text.length; cut += 7) assert.ok(warnings(text.slice(0, cut)).length <= whole);
});

test('warnings and their notes are bounded', () => {
  const note = '/build/a.c:2:1: note: again\n';
  const many = `/build/a.c:1:1: warning: once\n${note.repeat(500)}`;
  assert.equal(warnings(many)[0]?.notes.length, 80);
  const lines = Array.from({length: 900}, (_, at) => `/build/a.c:${at + 1}:1: warning: w`);
  assert.equal(warnings(lines.join('\n')).length, 200);
});
