import assert from 'node:assert/strict';
import {once} from 'node:events';
import test from 'node:test';
import type {CheckFinding, CheckName, CheckResult, ExamineRequest} from '../../../src/core/examination.ts';
import {signOf} from '../../../src/core/sign.ts';
import {createExaminer} from '../../../src/drivers/examine/examiner.ts';
import type {Looked, ModuleCheck} from '../../../src/drivers/examine/module-check.ts';
import {manualClock} from '../../runtime/clock.ts';

const leak: CheckFinding = {
  class: 'leak on an error path',
  severity: 'major',
  file: 'a.c',
  line: 9,
  claim: 'p leaks',
  evidence: 'a.c:9: leak of p',
};
const finished = (...findings: readonly CheckFinding[]): Looked => ({
  by: 'a tool 1.0',
  end: {kind: 'finished', looked: 'one file'},
  findings,
});
const standIn = (check: CheckName, run: ModuleCheck['run']): ModuleCheck => ({check, deadlineSeconds: 60, run});
const request = (...checks: readonly CheckName[]): ExamineRequest => ({
  module: 'probe',
  sourceFolder: '/nowhere',
  acceptance: 'load',
  checks,
});
const never = new AbortController().signal;

function examinerOf(...checks: readonly ModuleCheck[]) {
  const clock = manualClock(0);
  const told: CheckResult[] = [];
  const examiner = createExaminer({checks, whyNot: (check) => `${check} is not to be had`, clock});
  return {
    ...{clock, told},
    examine: (asked: ExamineRequest, signal = never) => examiner.examine(asked, (result) => told.push(result), signal),
  };
}

test('checks are run one after another, what costs least first, and told as they end', async () => {
  const begun: string[] = [];
  const one = (check: CheckName, ms: number): ModuleCheck =>
    standIn(check, async () => {
      begun.push(check);
      clock.advance(ms);
      return finished();
    });
  const {clock, told, examine} = examinerOf(one('load', 300), one('sparse', 20), one('compiler', 5));
  await examine(request('load', 'compiler', 'sparse'));
  assert.deepEqual(begun, ['compiler', 'sparse', 'load']);
  assert.deepEqual(
    told.map(({check, durationMs}) => [check, durationMs]),
    [
      ['compiler', 5],
      ['sparse', 20],
      ['load', 300],
    ],
  );
});

test('only what was asked for is run', async () => {
  const {examine} = examinerOf(
    standIn('compiler', async () => finished(leak)),
    standIn('sparse', async () => assert.fail('nobody asked')),
  );
  assert.deepEqual(await examine(request('compiler')), [{check: 'compiler', ...finished(leak), durationMs: 0}]);
});

test('a check that is not there says how to get it', async () => {
  const {examine} = examinerOf();
  const [result] = await examine(request('smatch'));
  assert.deepEqual(result?.end, {kind: 'notRun', why: 'smatch is not to be had'});
});

test('one that fails does not keep the others from being run', async () => {
  const {examine} = examinerOf(
    standIn('compiler', async () => {
      throw new Error('the disk is full');
    }),
    standIn('sparse', async () => finished(leak)),
  );
  const [first, second] = await examine(request('compiler', 'sparse'));
  assert.deepEqual(first?.end, {kind: 'stopped', why: 'the disk is full'});
  assert.deepEqual(second?.findings, [leak]);
});

/** Ends when it is told to, with what it had found. */
const patient = (looked: Looked) =>
  standIn('analyzer', async (_request, signal) => {
    await once(signal, 'abort');
    return looked;
  });

test('at its deadline a check is ended; what it found by then counts', async () => {
  const {clock, examine} = examinerOf(
    patient({by: 'gcc', end: {kind: 'stopped', why: 'a.c was read'}, findings: [leak]}),
  );
  const ended = examine(request('analyzer'));
  clock.advance(60_000);
  const [result] = await ended;
  assert.deepEqual(result?.end, {kind: 'stopped', why: 'it had not ended after 60 s; a.c was read'});
  assert.deepEqual(result?.findings, [leak]);
});

test('one that came to its end at that very moment is believed', async () => {
  const {clock, examine} = examinerOf(patient(finished(leak)));
  const ended = examine(request('analyzer'));
  clock.advance(60_000);
  assert.deepEqual((await ended)[0]?.end, finished().end);
});

test('one that does not end when it is told to is left behind', async () => {
  const {clock, examine} = examinerOf(
    standIn('analyzer', () => new Promise(() => {})),
    standIn('sparse', async () => finished()),
  );
  const ended = examine(request('analyzer', 'sparse'));
  clock.advance(60_000);
  clock.advance(60_000);
  assert.deepEqual(
    (await ended).map(({end}) => end),
    [{kind: 'stopped', why: 'it had not ended after 60 s; it did not end when it was told to'}, finished().end],
  );
});

test('what one had told by then counts, though it never ends', async () => {
  const {clock, examine} = examinerOf(
    standIn('analyzer', (_request, _signal, soFar) => {
      soFar?.([leak]);
      return new Promise(() => {});
    }),
  );
  const ended = examine(request('analyzer'));
  clock.advance(60_000);
  clock.advance(60_000);
  assert.deepEqual((await ended)[0]?.findings, [leak]);
});

test('an examination that is called off ends the check that runs and begins no other', async () => {
  const controller = new AbortController();
  const {examine, told} = examinerOf(
    patient({by: 'gcc', end: {kind: 'stopped', why: ''}, findings: [leak]}),
    standIn('sparse', async () => assert.fail('it was called off')),
  );
  const ended = examine(request('analyzer', 'sparse'), controller.signal);
  controller.abort();
  await ended;
  assert.deepEqual(
    told.map(({end}) => end),
    [
      {kind: 'stopped', why: 'it was called off'},
      {kind: 'notRun', why: 'the examination was called off before its turn'},
    ],
  );
});

test('what several found is told once in the answer', async () => {
  const {examine, told} = examinerOf(
    standIn('analyzer', async () => finished(leak)),
    standIn('coccinelle', async () => finished({...leak, line: 10})),
  );
  const results = await examine(request('analyzer', 'coccinelle'));
  assert.deepEqual(
    results.map(({findings}) => findings),
    [[{...leak, alsoBy: ['coccinelle'], signs: [signOf({...leak, line: 10}, 'coccinelle')]}], []],
  );
  assert.deepEqual(
    told.map(({findings}) => findings.length),
    [1, 1],
  );
});
