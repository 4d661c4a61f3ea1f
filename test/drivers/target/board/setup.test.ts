// From a shell's prompt to our server there: what is typed when answers come, get lost, or say what the system lacks.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import test from 'node:test';
import {
  beginSetup,
  piecesOf,
  type Setup,
  type SetupStep,
  scriptToSend,
  setupHears,
  setupWaits,
} from '../../../../src/drivers/target/board/setup.ts';
import {sumOf} from '../../../../src/drivers/target/board/sums.ts';

const text = await readFile(new URL('../../../../src/drivers/target/board/serve.sh', import.meta.url), 'utf8');
const script = scriptToSend(text);
const settings = {script, mark: 'mark', feedSeconds: 0, isXonXoff: false};

function hear(setup: Setup, ...frames: readonly string[]): SetupStep {
  let step: SetupStep = {setup};
  for (const frame of frames) step = setupHears(step.setup, frame, settings);
  return step;
}

test('the script can be typed between apostrophes, a caret for each end of a line', () => {
  assert.doesNotMatch(script, /['^]/);
  assert.match(script, /^[\n -~]+$/);
  assert.equal(piecesOf(script).join('').replaceAll('^', '\n'), script);
});

test('nothing is typed that could pass for an answer when it is echoed', () => {
  let step = beginSetup();
  const lines = [step.type ?? ''];
  const pieces = piecesOf(script).map((_, piece) => `k ${piece}`);
  for (const frame of ['t /run/.quarterdeck cksum -', 'k none', ...pieces, 'k joined']) {
    step = setupHears(step.setup, frame, settings);
    lines.push(step.type ?? '');
  }
  assert.equal(lines.length, pieces.length + 4);
  for (const line of lines) {
    assert.match(line, /^[ -~]+\r$/);
    assert.ok(line.length < 700, `${line.length} characters`);
  }
  assert.match(lines.at(-1) ?? '', /^sh \/run\/\.quarterdeck\/serve mark cksum 0 -ixon\r$/);
});

test('a script that lies there is not sent again', () => {
  const step = hear(beginSetup().setup, 't /tmp/.quarterdeck md5sum -', 'k joined');
  assert.equal(step.setup.phase, 'starting');
});

test('what the system lacks is said by its name', () => {
  const lacking = hear(beginSetup().setup, 't /run/.quarterdeck cksum -,base64,tr');
  assert.match(lacking.ended?.at === 'fault' ? lacking.ended.why : '', /no base64, no tr;/);
  const nowhere = hear(beginSetup().setup, 't - cksum -');
  assert.match(nowhere.ended?.at === 'fault' ? nowhere.ended.why : '', /read-only or missing/);
});

test('a piece whose answer got lost is typed again, after what ends a line that noise broke', () => {
  const step = hear(beginSetup().setup, 't /run/.quarterdeck cksum -', 'k none', 'k 0', 'k 0');
  assert.equal(step.setup.phase === 'sending' && step.setup.piece, 1);
  const again = setupWaits(step.setup, settings);
  assert.ok(again.type?.startsWith('\x11\x03\rl='), again.type);
});

test('a prompt that answers nothing was none', () => {
  let step = beginSetup();
  while (step.ended === undefined) step = setupWaits(step.setup, settings);
  assert.deepEqual(step.ended, {at: 'login'});
});

test('the first words of the server are believed with the mark that nobody else knows', () => {
  const starting = hear(beginSetup().setup, 't /run/.quarterdeck cksum -', 'k joined').setup;
  const words = 'r 6.1.0 abc-def 32 20 1';
  assert.equal(hear(starting, `${sumOf('cksum', `other ${words}`)} ${words}`).ended, undefined);
  const {ended} = hear(starting, `${sumOf('cksum', `mark ${words}`)} ${words}`);
  assert.deepEqual(ended?.at === 'ready' && ended.ready, {
    ...{folder: '/run/.quarterdeck', tool: 'cksum', release: '6.1.0', bootId: 'abc-def', bootStatus: 32},
    ...{hasGzip: true, watchdogSeconds: 20},
  });
});
