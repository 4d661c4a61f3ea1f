import assert from 'node:assert/strict';
import test from 'node:test';
import {joinParts, parsePstoreRecord} from '../../src/kernel/pstore.ts';
import {consoleFixtures} from './console-fixtures.ts';

const fixtures = consoleFixtures('.pstore');

test('there are fixtures', () => assert.ok(fixtures.length >= 5));

for (const {name, header, text} of fixtures) {
  test(`the record ${name}`, () => {
    const record = parsePstoreRecord(text);
    assert.deepEqual(
      {
        reason: record.reason,
        titles: record.reports.map(({title}) => title).join('; '),
        panicked: record.reports.some(({panicked}) => panicked) ? 'yes' : 'no',
        text: record.text,
      },
      {
        reason: header.get('reason'),
        titles: header.get('titles'),
        panicked: header.get('panicked'),
        text: text.slice(text.indexOf('\n') + 1),
      },
    );
  });
}

test("a panic's record has the reason of the panic and the frames of the oops", () => {
  const text = fixtures.find(({name}) => name === 'nullread-panic')?.text ?? '';
  const [report] = parsePstoreRecord(text).reports;
  assert.deepEqual(
    {reason: report?.panicReason, module: report?.moduleFrame?.module, task: report?.task},
    {reason: 'Fatal exception', module: 'nullread', task: 'dd'},
  );
});

test('a record of the console has no head', () =>
  assert.deepEqual(parsePstoreRecord('[    1.0] hello\n'), {reports: [], text: '[    1.0] hello\n'}));
test('an empty record', () => assert.deepEqual(parsePstoreRecord(''), {reports: [], text: ''}));

test('part 1 is the newest piece of the log', () => {
  const joined = joinParts(['Panic#1 Part1\n<4>c\n', 'Panic#1 Part3\n<4>a\n', 'Panic#1 Part2\n<4>b\n']);
  assert.deepEqual(joined, {reason: 'Panic#1 Part1', reports: [], text: '<4>a\n<4>b\n<4>c\n'});
});
test('a report that lies in two parts is one', () => {
  const {text = ''} = fixtures.find(({name}) => name === 'panicnow') ?? {};
  const [head, ...lines] = text.split('\n');
  const half = lines.findIndex((line) => line.includes('vfs_write'));
  const parts = [`${head}\n${lines.slice(half).join('\n')}`, `Panic#1 Part2\n${lines.slice(0, half).join('\n')}\n`];
  assert.deepEqual(joinParts(parts).reports, parsePstoreRecord(text).reports);
});
