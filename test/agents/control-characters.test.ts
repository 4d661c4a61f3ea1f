// A text of a model with a control character in it is refused before it gets anywhere: a NUL would stop a commit for ever.
import assert from 'node:assert/strict';
import test from 'node:test';
import {commandFor} from '../../agents/tools.ts';

const task = (title: string) => ({key: 'a', title, goal: 'g', acceptance: 'accept', dependsOn: []});
const asked = (title: string) =>
  commandFor('scheduler', {
    id: 'A1.1.1' as never,
    name: 'create_tasks',
    argumentsJson: JSON.stringify({tasks: [task(title)]}),
  });

for (const [text, name] of [
  ['a\u0000b', 'U+0000'],
  ['a\u001b[2Jb', 'U+001B'],
  ['a\u0085b', 'U+0085'],
] as const) {
  test(`${name} is refused by its name`, () => {
    const answer = asked(text);
    assert.ok('refused' in answer, JSON.stringify(answer));
    assert.match(answer.refused, new RegExp(`the control character ${name.replace('+', '\\+')}`));
  });
}

test('tabs, line ends and letters of any script are text', () => {
  const command = asked('a\tb\r\nü 漢 \u{1f600}');
  assert.ok('do' in command, JSON.stringify(command));
});
