import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import type {CheckFinding} from '../../../src/core/examination.ts';
import {analyzed} from '../../../src/drivers/examine/static/analyzer.ts';
import {cocciRules, factClasses, factsRule} from '../../../src/drivers/examine/static/cocci-rules.ts';
import {lookedOf} from '../../../src/drivers/examine/static/coccinelle.ts';
import {factFindings} from '../../../src/drivers/examine/static/facts/fact-findings.ts';
import {parseFacts} from '../../../src/drivers/examine/static/facts/parse-facts.ts';
import {ownFindings} from '../../../src/drivers/examine/static/own-findings.ts';
import {smatchFindings} from '../../../src/drivers/examine/static/smatch.ts';
import {sparseFindings} from '../../../src/drivers/examine/static/sparse.ts';
import {meaningOf} from '../../../src/drivers/examine/static/warning-classes.ts';
import {parseWarnings} from '../../../src/kernel/gcc.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/examine/${name}`, import.meta.url), 'utf8');
const seen = (findings: readonly CheckFinding[]) =>
  findings.map(({class: kind, severity, line}) => `${severity} ${kind} ${line}`);
const warnings = (text: string) => parseWarnings(text, '/build');

test('warnings of the compiler have a class and no more weight than a warning can have', () =>
  assert.deepEqual(seen(ownFindings(warnings(fixture('compiler.log')))), [
    'major unchecked user copy 45',
    'major use after free 30',
    'major use after free 29',
  ]));

test("what the analyser found is told with its path, and the compiler's warnings are left to the compiler", () => {
  const findings = analyzed(warnings(fixture('analyzer.log')), new Map());
  assert.deepEqual(seen(findings), [
    'minor leak on an error path 26',
    'major use after free 29',
    'major uninitialised value 47',
    'minor leak on an error path 59',
    'minor leak on an error path 84',
    'minor leak on an error path 90',
  ]);
  assert.match(findings[0]?.evidence ?? '', /slab\.h:568: \(3\) allocated here\n.*\nprobe\.c:26: \(6\) .* leaks here/s);
});

test('what is certain is critical', () => {
  const license = warnings('ERROR: modpost: missing MODULE_LICENSE() in /build/a.o\n');
  assert.deepEqual(seen(ownFindings(license)), ['critical missing licence undefined']);
  assert.deepEqual(seen(ownFindings(warnings('/build/a.c:3:1: error: expected expression\n'))), [
    'critical does not build 3',
  ]);
});

test("a header's warning is told at the module's line that led there, and not at all where none did", () => {
  const inHeader = '/usr/src/linux/include/linux/slab.h:9:1: warning: freed twice [CWE-415] [-Wanalyzer-double-free]\n';
  assert.deepEqual(ownFindings(warnings(inHeader)), []);
  const led = `${inHeader}/build/a.c:7:2: note: (1) first here\n/usr/src/linux/b.h:1:1: note: (2) second\n`;
  assert.deepEqual(seen(ownFindings(warnings(led))), ['major double free 7']);
});

test('memory that is looked at only to be filled is not used uninitialised', () => {
  const warning = "/build/a.c:9:6: warning: 'text' may be used uninitialized [-Wmaybe-uninitialized]\n";
  const filled = `${warning}/usr/src/a.h:2:1: note: by argument 1 of type 'const void *' to '__check_object_size' declared here\n`;
  assert.deepEqual(seen(ownFindings(warnings(warning))), ['minor uninitialised value 9']);
  assert.deepEqual(ownFindings(warnings(filled)), []);
});

test('what is linked into a list is not lost', () => {
  const leak = "/build/a.c:3:2: warning: leak of 'one' [CWE-401] [-Wanalyzer-malloc-leak]\n";
  const lines = (between: string) => new Map([['a.c', ['', 'one = kmalloc(8, flags);', between, '}']]]);
  assert.deepEqual(analyzed(warnings(leak), lines('list_add(&one->node, &all);')), []);
  assert.deepEqual(seen(analyzed(warnings(leak), lines('return -EIO;'))), ['minor leak on an error path 3']);
});

test('every class that gcc can show has an option that leads to it', () => {
  const classOf = (option: string) => meaningOf({option, text: '', level: 'warning'}).class;
  assert.equal(classOf('-Warray-bounds=2'), 'out of bounds');
  assert.equal(classOf('-Wanalyzer-double-free'), 'double free');
  assert.equal(classOf('-Wanalyzer-possible-null-dereference'), 'null dereference');
  assert.equal(classOf('-Wunused-variable'), 'style');
  assert.equal(classOf('-Wsomething-new'), 'other');
});

test('sparse: a pointer into user space, a lock that differs from path to path, each once', () =>
  assert.deepEqual(seen(sparseFindings(fixture('sparse.log'), '/build')), [
    'major unchecked user copy 28',
    'major unchecked user copy 28',
    'major unchecked user copy 44',
    'major missing unlock 50',
  ]));

test('sparse: device memory is an annotation, and headers are not told', () => {
  const text = [
    '/build/a.c:4:9: warning: incorrect type in argument 1 (different address spaces)',
    '/build/a.c:4:9:    expected void *',
    '/build/a.c:4:9:    got void [noderef] __iomem *regs',
    '/usr/src/linux/include/a.h:9:1: warning: dereference of noderef expression',
  ].join('\n');
  assert.deepEqual(seen(sparseFindings(text, '/build')), ['minor annotation 4']);
});

test('smatch: classes by its words', () =>
  assert.deepEqual(
    seen(
      smatchFindings(
        [
          "/build/a.c:3 f() error: double free of 'p'",
          "/build/a.c:4 f() warn: possible memory leak of 'p'",
          "/usr/src/x.h:4 f() warn: possible memory leak of 'p'",
        ].join('\n'),
        '/build',
      ),
    ),
    ['major double free 3', 'minor leak on an error path 4'],
  ));

test('facts of a whole module: what sleeps, which locks wait for each other, what is never undone', () =>
  assert.deepEqual(seen(factFindings(parseFacts(fixture('facts.log')))).sort(), [
    'major leak on unload 54',
    'major leak on unload 56',
    'major lock inversion 30',
    'major sleeping in atomic 44',
    'major sleeping in atomic 45',
    'major sleeping in atomic 48',
  ]));

test('a semantic patch whose time was over has not looked for its class; one that fails would fail the next time too', () => {
  const rule = cocciRules.find(({name}) => name === 'unlock') ?? factsRule;
  const other = cocciRules.find(({name}) => name === 'bounds') ?? factsRule;
  const ended = {rule: other, outcome: {kind: 'exited', code: 0, output: ''}} as const;
  const late = {kind: 'killed', signal: 'SIGTERM', why: 'cancelled', output: ''} as const;
  const endOf = (...runs: Parameters<typeof lookedOf>[1]) =>
    lookedOf('spatch', [ended, ...runs], new AbortController().signal, '').end;
  const looked = '1 rules; not to their end: unlock';
  assert.deepEqual(endOf({rule, outcome: late}), {kind: 'finished', looked, notFor: ['missing unlock']});
  assert.deepEqual(endOf({rule, outcome: {kind: 'exited', code: 2, output: ''}}), {kind: 'finished', looked});
  const facts = endOf({rule: factsRule, outcome: late});
  assert.deepEqual(facts.kind === 'finished' && facts.notFor, factClasses);
  const followed = factFindings(parseFacts(fixture('facts.log'))).map(({class: kind}) => kind);
  assert.ok(followed.every((kind) => factClasses.includes(kind)));
});

test('what sparse cannot read of a module that does not build is left to the compiler', () => {
  const said = "/build/a.c:3:1: error: Expected ; at end\n/build/a.c:9:5: warning: symbol 'x' was not declared\n";
  assert.deepEqual(seen(sparseFindings(said, '/build', false)), ['note style 9']);
  assert.deepEqual(seen(sparseFindings(said, '/build')), ['minor other 3', 'note style 9']);
});
