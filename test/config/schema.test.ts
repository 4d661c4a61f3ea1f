import assert from 'node:assert/strict';
import test from 'node:test';
import {configurationOf} from '../../config/schema.ts';
import {ConfigurationError} from '../../config/yaml.ts';

function check(text: string, expected: string): void {
  assert.throws(
    () => configurationOf([{path: 'q.yaml', text}]),
    (error: unknown) => {
      assert.ok(error instanceof ConfigurationError);
      assert.equal(error.message, expected);
      return true;
    },
  );
}

test('the later file goes before the earlier one, key by key', () => {
  const {build, limits, target} = configurationOf([
    {path: 'a', text: 'build: {deadlineSeconds: 2}\nlimits: {tasks: 3}\ntargets: {lab: {}}'},
    {path: 'b', text: 'limits: {reviewRoundsPerTask: 4}\ntarget: lab'},
    {path: 'c', text: ''},
  ]);
  assert.deepEqual([build.deadlineSeconds, limits.tasks, limits.reviewRoundsPerTask, target], [2, 3, 4, 'lab']);
});

test('an unknown key is named with its place', () =>
  check('limits:\n  task: 512\n', 'q.yaml:2:9: limits.task is 512: there is no such key'));
test('a wrong value is named with its key and place', () =>
  check(
    'models:\n  effort: huge\n',
    'q.yaml:2:11: models.effort is "huge": Invalid option: expected one of "none"|"low"|"medium"|"high"|"xhigh"',
  ));
test('a wrong type is named', () =>
  check('limits: {tasks: two}', 'q.yaml:1:17: limits.tasks is "two": Invalid input: expected number, received string'));
test('a key in the file is refused: only the name of its variable may stand there', () =>
  check(
    'provider: {keyVariable: sk-123}',
    'q.yaml:1:25: provider.keyVariable is "sk-123": must be the name of an environment variable',
  ));
test('broken YAML is named with its place', () =>
  assert.throws(() => configurationOf([{path: 'q.yaml', text: 'a: [1'}]), /^Error: q\.yaml:1:\d+: /));
