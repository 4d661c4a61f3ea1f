import assert from 'node:assert/strict';
import test from 'node:test';
import {type CommandLine, parseCommandLine} from '../../src/cli/arguments.ts';

const check = (words: string, expected: CommandLine | {readonly usage: string}) =>
  assert.deepEqual(parseCommandLine(words.split(' ').filter(Boolean)), expected);

test('nothing is run with the screen', () => check('', {command: 'run', headless: false, unsafeHostBuild: false}));
test('options without a command are those of run', () =>
  check('--headless --speed 100', {command: 'run', headless: true, unsafeHostBuild: false, speed: 100}));
test('every option of run', () =>
  check('run --task t --model m --workspace w --config c', {
    ...{command: 'run', headless: false, unsafeHostBuild: false, task: 't', model: 'm', workspace: 'w', config: 'c'},
  }));
test('attach, with an id and without', () => {
  check('attach', {command: 'attach'});
  check('attach 2026', {command: 'attach', id: '2026'});
});
test('doctor', () => check('doctor --json --self-test', {command: 'doctor', json: true, selfTest: true}));
test('help and version, wherever they stand', () => {
  check('run --help', {command: 'help'});
  check('-h', {command: 'help'});
  check('--version', {command: 'version'});
});

test('an unknown command', () =>
  check('rnu', {usage: 'there is no command "rnu"; the commands are run, attach and doctor'}));
test('an option of another command', () => check('attach --speed 3', {usage: '--speed does not go with attach'}));
test('an operand too many', () => check('attach a b', {usage: 'attach does not take "b"'}));
test('task and goal', () => check('--task a --goal b', {usage: '--task and --goal exclude each other'}));
test('model and tape', () => check('--model a --tape b', {usage: '--model and --tape exclude each other'}));
test('a speed that is none', () => {
  for (const speed of ['0', '-1', 'fast', 'NaN', 'Infinity']) {
    const parsed = parseCommandLine([`--speed=${speed}`]);
    assert.ok('usage' in parsed, speed);
    assert.match(parsed.usage, /no number above 0/);
  }
});
test('an unknown option is named', () => {
  const parsed = parseCommandLine(['--sped', '3']);
  assert.ok('usage' in parsed);
  assert.match(parsed.usage, /--sped/);
});
test('an empty value', () => check('--task=', {usage: '--task needs a value'}));
