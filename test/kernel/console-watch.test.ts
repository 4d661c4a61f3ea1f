import assert from 'node:assert/strict';
import test from 'node:test';
import {
  type ConsoleFact,
  type ConsoleWatch,
  flushWatch,
  initialWatch,
  watchConsole,
} from '../../src/kernel/console-watch.ts';
import {findReports} from '../../src/kernel/find-reports.ts';
import type {CrashReport, Frame} from '../../src/kernel/report.ts';
import {type ConsoleFixture, consoleFixtures} from './console-fixtures.ts';

const fixtures = consoleFixtures('.console');

test('there are fixtures of the faults that a module can cause', () => assert.ok(fixtures.length >= 20));

for (const fixture of fixtures) {
  test(`the console of ${fixture.name}`, () => {
    const facts = factsOf([fixture.text]);
    assert.equal(facts.map(({kind}) => kind).join(', '), fixture.header.get('facts'));
    assert.deepEqual(described(mainReport(facts)), expectedOf(fixture));
    assert.deepEqual(findReports(fixture.text)[0], mainReport(facts));
  });
}

test('facts do not depend on where the stream is cut', () => {
  for (const {name, text} of fixtures) {
    const whole = factsOf([text]);
    for (let size = 1; size < 4000; size = size * 7 + 1) {
      const chunks = Array.from({length: Math.ceil(text.length / size)}, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      assert.deepEqual(factsOf(chunks), whole, `${name} in pieces of ${size}`);
    }
  }
});

test('cut in two at every place, an oops is the same oops', () => {
  const text = fixtures.find(({name}) => name === 'divzero')?.text ?? '';
  const oops = text.slice(text.indexOf('divide error') - 40, text.indexOf('Call Trace') + 400);
  const whole = factsOf([oops]);
  assert.equal(whole.length, 1);
  for (let cut = 0; cut < oops.length; cut++) {
    assert.deepEqual(factsOf([oops.slice(0, cut), oops.slice(cut)]), whole, `cut at ${cut}`);
  }
});

test('a report is told when its end is seen, before the panic that follows', () => {
  const text = fixtures.find(({name}) => name === 'nullread')?.text ?? '';
  const {watch, facts} = watchConsole(initialWatch, text.slice(0, text.indexOf('Kernel panic')));
  assert.deepEqual(
    facts.map(({kind}) => kind),
    ['report'],
  );
  const later = watchConsole(watch, text.slice(text.indexOf('Kernel panic')));
  assert.deepEqual(
    later.facts.map(({kind}) => kind),
    ['panic', 'rebooting', 'bootStarted'],
  );
});

test('a report without an end is told after a silence, once', () => {
  const text = fixtures.find(({name}) => name === 'schedatomic-nopanic')?.text ?? '';
  const open = watchConsole(initialWatch, text.slice(0, text.indexOf('</TASK>') + 9));
  assert.deepEqual(open.facts, []);
  const flushed = flushWatch(open.watch);
  assert.deepEqual(
    flushed.facts.map(({kind}) => kind),
    ['report'],
  );
  assert.deepEqual(flushWatch(flushed.watch).facts, []);
});

test('a panic after the silence that ended its oops still belongs to it', () => {
  const text = fixtures.find(({name}) => name === 'softspin')?.text ?? '';
  const at = text.indexOf('Kernel panic') - 20;
  const first = flushWatch(watchConsole(initialWatch, text.slice(0, at)).watch);
  const [panic] = watchConsole(first.watch, text.slice(at)).facts;
  assert.equal(first.facts[0]?.kind, 'report');
  assert.equal(panic?.kind === 'panic' ? panic.report.title : '', 'BUG: soft lockup in softspin_fault');
});

const stamped = Array.from({length: 6}, (_, at) => `[    1.00000${at}] line ${at}\n`).join('');

function quiet(text: string): void {
  assert.deepEqual(factsOf([`${stamped}${text}`]), []);
}

test('a program that says BUG is not the kernel', () => quiet('BUG: kernel NULL pointer dereference, address: 0\n'));
test('a program that says panic is not the kernel', () => quiet('Kernel panic - not syncing: joke\n'));
test('words about a warning are none', () => quiet('[    2.0] ring: WARNING: the buffer is small\n'));
test('a warning that anybody may print is no report without a stack', () =>
  quiet('[    2.0] WARNING: unsupported CPU\n'));
test('cut here, and then nothing', () => quiet('[    2.0] ------------[ cut here ]------------\n[    2.1] ok\n'));
test('a log that a person asks for is no boot', () => {
  for (const typed of [
    '~ # dmesg',
    'root@board:~# dmesg | head -3',
    '$ sudo dmesg',
    '# journalctl -k',
    '# cat /dev/kmsg',
  ])
    quiet(`${typed}\r\n[    0.000000] Linux version 6.1.0 (gcc)\r\n[    0.000000] Command line: quiet\r\n`);
});
test('a boot that follows on one is', () => {
  const text =
    '~ # dmesg\n[    0.000000] Linux version 6.1.0 (gcc)\n~ # reboot\n[    0.000000] Linux version 6.1.0 (gcc)\n';
  assert.equal(factsOf([text]).filter(({kind}) => kind === 'bootStarted').length, 1);
});
test('a module that prints the first line of a boot', () => quiet('[    2.0] Linux version 6.1.0\n'));
test('a module that prints it with a stamp of its own', () =>
  quiet('~ # [    2.000001] [    0.000000] Linux version 6.1.0\n'));
test('the first line of a boot, behind what stood there', () =>
  assert.deepEqual(factsOf([`${stamped}~ # [    0.000000] Linux version 6.1.0 (gcc)\n`]), [
    {kind: 'bootStarted', release: '6.1.0', unexpected: 7},
  ]));
test('the first line of a boot, on a console without stamps', () =>
  assert.deepEqual(factsOf(['Linux version 6.1.0 (gcc)\n']), [{kind: 'bootStarted', release: '6.1.0'}]));
test('a user program that faults', () =>
  quiet('[    2.0] dd[77]: segfault at 0 ip 000000000047b7a0 sp 00007ffd error 4 in busybox[401000+f6000]\n'));
test('a kernel that was told to panic on a warning says so at boot', () =>
  quiet('[    2.0] Kernel command line: panic=1 oops=panic panic_on_warn=1 softlockup_panic=1\n'));

test('behind a prompt that has no line end', () => {
  const [fact] = factsOf([`${stamped}~ # [    2.000001] Kernel panic - not syncing: ring: lost\n`]);
  assert.equal(fact?.kind === 'panic' ? fact.report.title : '', 'kernel panic: ring: lost');
});

test('an escape sequence in a report goes no further', () => {
  const [fact] = factsOf([`${stamped}[    2.000001] Kernel panic - not syncing: \x1b[31mring\x1b]0;x\x07\n`]);
  assert.equal(fact?.kind === 'panic' ? fact.report.lines.join() : '', 'Kernel panic - not syncing: ring');
});

test('a panic long after an oops is one of its own', () => {
  const oops = fixtures.find(({name}) => name === 'nullread-nopanic')?.text ?? '';
  const facts = factsOf([oops, '[  900.0] Kernel panic - not syncing: Fatal exception\n']);
  assert.deepEqual(
    facts.map((fact) => ('report' in fact ? fact.report.title : '')),
    ['BUG: unable to handle kernel NULL pointer dereference in nullread_fault', 'kernel panic: Fatal exception'],
  );
});

test('a panic of its own, while a line that was no report is open, is not blamed on an old oops', () => {
  const oops = fixtures.find(({name}) => name === 'nullread-nopanic')?.text ?? '';
  const facts = factsOf([oops, '[  900.0] WARNING: nothing\n[  900.1] Kernel panic - not syncing: ring: lost\n']);
  assert.deepEqual(
    facts.map((fact) => ('report' in fact ? fact.report.title : '')),
    ['BUG: unable to handle kernel NULL pointer dereference in nullread_fault', 'kernel panic: ring: lost'],
  );
});

test('a reboot whose panic was lost', () =>
  assert.deepEqual(
    factsOf([`${stamped}[    2.0] kernel BUG at a.c:1!\n[    2.1] Rebooting in 1 seconds..\n`]).map(({kind}) => kind),
    ['report', 'rebooting'],
  ));

const stateCharsMax = 400_000;

test('what is remembered is bounded, whatever comes', () => {
  const frame = `[    3.000000]  ${'f'.repeat(200)}+0x1/0x2 [ring]\n`;
  const floods: readonly string[] = [
    'x'.repeat(20_000),
    `[    3.000000] BUG: ${'y'.repeat(4000)}\n`,
    frame,
    `[    3.000000] Call Trace:\n${frame}`,
    `[    3.000000] Modules linked in:${' m(OE)'.repeat(600)}\n`,
    `[    3.000000] stranger ${'z'.repeat(4000)}\n`,
    '[    3.000000] WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2\n',
    '[    3.000000] Kernel panic - not syncing: x\n',
    '\x1b]0;\n',
  ];
  for (const flood of floods) {
    let watch: ConsoleWatch = watchConsole(initialWatch, '[    2.0] kernel BUG at ring.c:1!\n').watch;
    for (let round = 0; round < 400; round++) {
      watch = watchConsole(watch, flood).watch;
      if (round % 50 === 0) assert.ok(JSON.stringify(watch).length < stateCharsMax, flood.slice(0, 60));
    }
  }
});

function factsOf(chunks: readonly string[]): readonly ConsoleFact[] {
  const facts: ConsoleFact[] = [];
  let watch = initialWatch;
  for (const chunk of chunks) {
    const watched = watchConsole(watch, chunk);
    watch = watched.watch;
    facts.push(...watched.facts);
  }
  return [...facts, ...flushWatch(watch).facts];
}

/** That of the panic if there is one, else the first. */
function mainReport(facts: readonly ConsoleFact[]): CrashReport {
  const panic = facts.find(({kind}) => kind === 'panic');
  const fact = panic ?? facts.find(({kind}) => kind === 'report');
  assert.ok(fact !== undefined && 'report' in fact, 'no report');
  return fact.report;
}

function described(report: CrashReport): Readonly<Record<string, unknown>> {
  return {
    kind: report.kind,
    title: report.title,
    frame: report.frame && inWords(report.frame),
    moduleFrame: report.moduleFrame && inWords(report.moduleFrame),
    task: report.task,
    cpu: report.cpu,
    release: report.release,
    taint: report.taint,
    corrupted: report.corrupted,
    panicked: report.panicked,
    panicReason: report.panicReason,
  };
}

function expectedOf({header}: ConsoleFixture): Readonly<Record<string, unknown>> {
  const fact = (key: string) => (header.get(key) === '-' ? undefined : header.get(key));
  const cpu = fact('cpu');
  return {
    kind: fact('kind'),
    title: fact('title'),
    frame: fact('frame'),
    moduleFrame: fact('moduleFrame'),
    task: fact('task'),
    cpu: cpu === undefined ? undefined : Number(cpu),
    release: fact('release'),
    taint: fact('taint'),
    corrupted: fact('corrupted'),
    panicked: fact('panicReason') !== undefined,
    panicReason: fact('panicReason'),
  };
}

function inWords({symbol, offset, size, module}: Frame): string {
  return `${symbol}+0x${offset.toString(16)}/0x${size.toString(16)}${module === undefined ? '' : ` [${module}]`}`;
}
