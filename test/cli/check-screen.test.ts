import assert from 'node:assert/strict';
import test from 'node:test';
import {openCheckScreen} from '../../src/cli/check-screen.ts';
import {checkedOf, verdictJson} from '../../src/cli/check-verdict.ts';

const now = () => new Date(2026, 0, 2, 12, 4, 31);
const good = checkedOf({fault: 'words', buildMs: 0, totalMs: 10});
const long = checkedOf({fault: 'x'.repeat(500), buildMs: 0, totalMs: 10});
const talkative = {
  ...good,
  diagnostics: Array.from({length: 9}, (_, at) => ({level: 'note' as const, text: `note ${at}`})),
};

function output(isTTY: boolean) {
  const said: string[] = [];
  return {isTTY, columns: 60, rows: 8, write: (text: string) => said.push(text), said};
}

test('in a pipe: verdicts on standard output, what is being done beside them, and no escape sequence', () => {
  const [out, errors] = [output(false), output(false)];
  const screen = openCheckScreen({watch: true, json: false}, out, errors, now);
  screen.doing('building');
  screen.verdict(good);
  screen.note('seen again');
  assert.deepEqual(errors.said, ['-- building\n']);
  const verdict = 'fault: words\nbuild 0.0 s, reset 0.0 s, run 0.0 s, in all 0.0 s\n';
  assert.deepEqual(out.said, [`check 1, 12:04:31\n${verdict}`, 'seen again\n']);
});

test('--json: nothing but verdicts on standard output, on a terminal too', () => {
  const [out, errors] = [output(true), output(true)];
  const screen = openCheckScreen({watch: true, json: true}, out, errors);
  screen.doing('building');
  screen.verdict(good);
  screen.note('seen again');
  assert.deepEqual(out.said, [`${verdictJson(good)}\n`]);
});

test('on a terminal: cleared at a verdict, which stays while the next thing is done, all of it within the screen', () => {
  const out = output(true);
  const screen = openCheckScreen({watch: true, json: false}, out, output(true));
  for (const checked of [long, talkative]) {
    out.said.length = 0;
    screen.verdict(checked);
    const shown = out.said.join('');
    assert.ok(shown.startsWith('\x1b[H\x1b[2J'));
    const rows = shown.replaceAll(/\x1b\[[0-9]*[A-Z]/g, '').split('\n');
    assert.ok(rows.length <= out.rows && rows.every((row) => row.length < out.columns), shown);
    assert.match(shown, /in all 0\.0 s/);
    assert.match(shown, /fault: /);
    assert.match(shown, /^\x1b\[H\x1b\[2Jcheck \d, \d\d:\d\d:\d\d\n/);
  }
  out.said.length = 0;
  screen.doing('building');
  assert.deepEqual(out.said, ['\r\x1b[2K-- building']);
});

test('a verdict longer than a line goes on between words, and what follows the evidence is never left out', () => {
  const out = {...output(true), rows: 12};
  const screen = openCheckScreen({watch: true, json: false}, out, output(true), now);
  const reason = 'at accept: BUG: unable to handle kernel NULL pointer dereference in ringlog_write';
  const kept = {console: '/state/check/ringlog.console', module: '/state/check/ringlog.ko'};
  screen.verdict({...talkative, verdict: 'panicked', reason, kept});
  screen.note('seen again on the old build');
  const rows = (out.said.at(-1) ?? '').replaceAll(/\x1b\[[0-9]*[A-Z]/g, '').split('\n');
  assert.deepEqual(rows, [
    'check 1, 12:04:31',
    'panicked: at accept: BUG: unable to handle kernel NULL',
    'pointer dereference in ringlog_write',
    'the compiler:',
    '  note: note 0',
    '  note: note 1',
    '...',
    'the whole console: /state/check/ringlog.console',
    'the module that ran: /state/check/ringlog.ko',
    'build 0.0 s, reset 0.0 s, run 0.0 s, in all 0.0 s',
    'seen again on the old build',
    '\r',
  ]);
});
