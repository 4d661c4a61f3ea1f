// What a failing accept.sh is taken for on a kernel that notices: the module's fault only where nothing else can be meant.
import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {needsOf} from '../../../../src/drivers/examine/dynamic/acceptance-needs.ts';
import {type Answer, checkOn} from './stand-in-place.ts';

const refusal = (words: string): Answer => ({output: `one read\nnot accepted: ${words}\n`, code: 1});

interface Case {
  readonly answer: (stage: string, script: string, life: number) => Answer | null;
  readonly acceptText?: string;
}

async function acceptedOn(t: TestContext, {answer, acceptText = 'insmod "$KO"; cat /dev/ring'}: Case) {
  const {findings, end, lives} = await checkOn(t, 'accept', {accept: true, answer, acceptText});
  assert.equal(end.kind, 'stopped');
  return {lives, findings: findings.map(({class: is, severity, claim}) => [is, severity, claim])};
}

const claimOf = (words: string): string =>
  `accept.sh fails on this kernel, twice, although the module loads: not accepted: ${words}.`;

test('what fails twice alike where the module loads is a finding, whatever number stands in it', async (t) => {
  const answer = (stage: string, _: string, life: number): Answer | null =>
    stage === 'accept' ? refusal(`the rate is ${life}`) : null;
  assert.deepEqual(await acceptedOn(t, {answer}), {
    lives: 2,
    findings: [['acceptance', 'major', claimOf('the rate is 1')]],
  });
});

test('a module that does not load here can not be held to its acceptance', async (t) => {
  const answer = (stage: string, script: string): Answer | null => {
    if (stage === 'accept') return refusal('the module does not load');
    return stage === 'load' && script.includes('insmod') ? {output: 'unknown symbol', code: 1} : null;
  };
  assert.deepEqual(await acceptedOn(t, {answer}), {lives: 2, findings: []});
});

test('what goes well the second time is no finding', async (t) => {
  const answer = (stage: string, _: string, life: number): Answer | null =>
    stage === 'accept' && life === 1 ? refusal('nothing came') : null;
  assert.deepEqual(await acceptedOn(t, {answer}), {lives: 2, findings: []});
});

test('where it may be the kernel that is slow, or that fails in another way each time, it blocks nothing', async (t) => {
  const always = (stage: string): Answer | null => (stage === 'accept' ? refusal('nothing came') : null);
  const slow = claimOf('nothing came (but it goes by time, and this kernel is slow)');
  const timed = await acceptedOn(t, {answer: always, acceptText: 'insmod "$KO"; sleep 1'});
  assert.deepEqual(timed.findings, [['acceptance', 'minor', slow]]);
  const differs = (stage: string, _: string, life: number): Answer | null =>
    stage === 'accept' ? refusal(life === 1 ? 'nothing came' : 'too much came') : null;
  const other = claimOf('nothing came (but the second time it failed in another way)');
  assert.deepEqual((await acceptedOn(t, {answer: differs})).findings, [['acceptance', 'minor', other]]);
});

test('after its deadline nothing is said of what it left behind', async (t) => {
  const answer = (stage: string): Answer | null => {
    if (stage === 'accept') return 'isLate';
    return stage === 'unload' ? {output: 'references: 1', code: 1} : null;
  };
  assert.deepEqual(await acceptedOn(t, {answer}), {lives: 1, findings: []});
});

test('what an acceptance asks of a kernel beside the module', () => {
  assert.equal(needsOf(['insmod "$KO" || exit 1\n[ "$(./use /dev/ring)" = 1 ]', 'int main(void) { return 0; }']), null);
  assert.match(needsOf(['insmod ./other.ko']) ?? '', /may not be here/);
  assert.match(needsOf(['insmod $KO', 'nanosleep(&a_moment, NULL);']) ?? '', /^it goes by time/);
});
