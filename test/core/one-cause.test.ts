// What follows from a fault is a sign of it, not one more; what is a fault of its own stays one.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {findingsAfter} from '../../src/core/check-findings.ts';
import type {CheckFinding, CheckName, FaultClass} from '../../src/core/examination.ts';
import type {Finding} from '../../src/core/finding.ts';
import {joinFindings} from '../../src/core/join-findings.ts';
import {joinedByCause} from '../../src/core/one-cause.ts';
import {signOf, signsMax, signText, withSigns} from '../../src/core/sign.ts';
import type {Frame, ReportKind} from '../../src/kernel/report.ts';
import {resultOf} from './examined-states.ts';
import {otherTree, report, T1, tree} from './states.ts';

const frameOf = (symbol: string): Frame => ({symbol, offset: 8, size: 64, module: 'fifo', reliable: true});

/** `at`: the line of the module that it is blamed on, and the function; absent where the module is not on the stack. */
function reported(is: FaultClass, kind: ReportKind, claim: string, at?: readonly [number, string]): CheckFinding {
  const [line, symbol] = at ?? [];
  return {
    ...{class: is, severity: 'critical', claim, evidence: claim},
    ...(line === undefined ? {} : {file: 'fifo.c', line}),
    report: {...report, kind, title: claim, ...(symbol === undefined ? {} : {moduleFrame: frameOf(symbol)})},
  };
}

const kept = reported('missing unlock', 'lockdep', 'lock held when returning to user space', [26, 'fifo_write']);
const freed = reported('use after free', 'kasan', 'use-after-free in fifo_write', [26, 'fifo_write']);
const inExit = reported('sleeping in atomic', 'atomic', 'sleeping function in exit_signals');
const hung = reported('deadlock', 'hungTask', 'task blocked in fifo_read', [40, 'fifo_read']);
const race = reported('data race', 'kcsan', 'data-race in fifo_stat', [70, 'fifo_stat']);
const overrun = reported('out of bounds', 'kasan', 'slab-out-of-bounds in fifo_copy', [52, 'fifo_copy']);
const list = reported('use after free', 'listCorruption', 'list_del corruption');
const trap = reported('null dereference', 'nullPointer', 'NULL pointer in fifo_open', [12, 'fifo_open']);

function check(what: string, reports: readonly CheckFinding[], expected: readonly (readonly string[])[]): void {
  test(what, () => {
    const told = joinedByCause(reports).map(({claim, signs = []}) => [claim, ...signs.map(signText)]);
    assert.deepEqual(told, expected);
  });
}

check(
  'a lock that is kept is one finding, with all that came of it',
  [kept, freed, inExit, hung],
  [[kept.claim, `then: ${freed.claim}`, `then: ${inExit.claim}`, `then: ${hung.claim}`]],
);
check(
  'what has nothing to do with it is its own',
  [kept, race, overrun],
  [[kept.claim], [race.claim], [overrun.claim]],
);
const hints = ['one writer', 'another'].map((claim) => ({...race, severity: 'minor' as const, claim}));
check('hints at one condition are one matter', hints, [['one writer', 'then: another']]);
const armed = reported('armed at unload', 'debugObject', 'ODEBUG bug in __vunmap');
const inTimer: CheckFinding = {
  ...reported('missing unlock', 'lockdep', 'bad unlock balance in call_timer_fn'),
  report: {...report, kind: 'lockdep', trace: [{symbol: 'call_timer_fn', offset: 340, size: 784, reliable: true}]},
};
for (const reports of [
  [armed, inTimer],
  [inTimer, armed],
])
  check(`a timer whose code is gone is the cause of what its lock came to (${reports[0]?.class} first)`, reports, [
    [armed.claim, `then: ${inTimer.claim}`],
  ]);
check('a lock that is kept elsewhere does not follow from a timer', [armed, kept], [[armed.claim], [kept.claim]]);
check('without a timer that was armed its lock is its own fault', [inTimer], [[inTimer.claim]]);
check('a lock that is kept after another fault does not follow from it', [race, kept], [[race.claim], [kept.claim]]);
check('memory that was overwritten shows elsewhere', [overrun, list], [[overrun.claim, `then: ${list.claim}`]]);
check(
  'a task that ends holds what it held',
  [trap, hung, inExit],
  [[trap.claim, `then: ${hung.claim}`, `then: ${inExit.claim}`]],
);
check(
  'two places of one class are two faults',
  [race, {...race, line: 90, claim: 'data-race in fifo_poll'}],
  [[race.claim], ['data-race in fifo_poll']],
);
check('one place is one fault', [race, {...overrun, line: 70}], [[race.claim, `then: ${overrun.claim}`]]);
const stays: CheckFinding = {class: 'reference not put', severity: 'major', claim: 'it stays', evidence: 'in use'};
check('a module that does not go away after that is a sign', [trap, stays], [[trap.claim, 'then: it stays']]);
check('by itself it is a finding', [stays], [['it stays']]);
check('and after what lets a module go as well', [race, stays], [[race.claim], ['it stays']]);

test('signs are bounded, and each is told once', () => {
  const many = Array.from({length: 40}, (_, index) => signOf({...kept, claim: `${index % 20}`}));
  assert.equal(withSigns(kept, many).signs?.length, signsMax);
  const [sign] = many;
  assert.ok(sign);
  assert.deepEqual(withSigns(withSigns(kept, [sign]), [sign]).signs, [sign]);
  assert.equal(withSigns(kept, []), kept);
});

test('nothing is lost: each report leads or is a sign, and what leads keeps its order', () => {
  const all = [kept, freed, inExit, hung, race, overrun, list, trap, stays];
  fc.assert(
    fc.property(fc.shuffledSubarray(all), (reports) => {
      const causes = joinedByCause(reports);
      const told = causes.flatMap(({claim, signs = []}) => [claim, ...signs.map((sign) => sign.claim)]);
      assert.deepEqual(told.toSorted(), reports.map(({claim}) => claim).toSorted());
      const places = causes.map(({claim}) => reports.findIndex((one) => one.claim === claim));
      assert.deepEqual(
        places,
        places.toSorted((one, other) => one - other),
      );
      assert.equal(joinedByCause(causes).length, causes.length, 'what is joined stays so');
    }),
  );
});

const within = 'static ssize_t fifo_write(void)';
const read: CheckFinding = {
  ...{class: 'missing unlock', severity: 'major', file: 'fifo.c', line: 34, anchor: {within, text: 'return -EIO;'}},
  ...{claim: 'returns without giving &lock back', evidence: 'fifo.c:34'},
};
const ran: CheckFinding = {...kept, anchor: {within, text: 'mutex_lock(&lock);'}};

test('the kernel tells where it noticed and a rule where it is written: of one function that is one', () => {
  const [, accept] = joinFindings([resultOf('coccinelle', read), resultOf('accept', ran)]);
  assert.deepEqual(
    accept?.findings.map(({alsoBy, signs}) => [alsoBy, signs?.map(signText)]),
    [[['coccinelle'], ['coccinelle: returns without giving &lock back (fifo.c:34)']]],
  );
  const elsewhere = {...read, anchor: {within: 'static int fifo_open(void)', text: 'return -EIO;'}};
  const apart = joinFindings([resultOf('coccinelle', elsewhere), resultOf('accept', ran)]);
  assert.deepEqual(
    apart.map(({findings}) => findings.length),
    [1, 1],
  );
  const both = joinFindings([resultOf('sparse', read), resultOf('coccinelle', {...read, line: 80})]);
  assert.deepEqual(
    both.map(({findings}) => findings.length),
    [1, 1],
    'two that read the source mean two places',
  );
});

const look = (known: readonly Finding[], name: CheckName, finding: CheckFinding, of = tree): readonly Finding[] => {
  const next = known.length + 1;
  const {findings, fresh} = findingsAfter(known, {task: T1, tree: of, result: resultOf(name, finding)}, next);
  return [...findings, ...fresh];
};

test('in a session it is one finding as well, told by what the kernel showed', () => {
  const [one, ...others] = look(look([], 'coccinelle', read), 'accept', ran);
  assert.deepEqual(others, []);
  assert.ok(one?.by === 'check');
  assert.deepEqual(
    [one.seen.check, one.seen.alsoBy, one.seen.signs?.map(signText), one.severity, one.line],
    ['accept', ['coccinelle'], ['coccinelle: returns without giving &lock back (fifo.c:34)'], 'critical', 26],
  );
});

test('dismissed, it is so for each of the checks that had shown it', () => {
  const why = {why: 'the caller drops it'};
  const dismissed = look(look([], 'coccinelle', read), 'accept', ran).map(
    (one): Finding => ({...one, state: 'dismissed', dismissal: why}),
  );
  const later = look(look(dismissed, 'coccinelle', {...read, line: 39}, otherTree), 'accept', ran, otherTree);
  const last = look(look(later, 'coccinelle', {...read, line: 41}), 'accept', ran);
  assert.deepEqual(
    last.map(({id, state}) => `${id} ${state}`),
    ['K1 dismissed'],
  );
});

const otherRace = {...race, claim: 'data-race in fifo_stat / fifo_write'};
check('two races that have one place in common are two', [race, otherRace], [[race.claim], [otherRace.claim]]);
check('the same race is told once', [race, race], [[race.claim]]);
test('nor are they joined among the findings of a check', () => {
  const [joined] = joinFindings([resultOf('races', race, otherRace)]);
  assert.equal(joined?.findings.length, 2);
});
