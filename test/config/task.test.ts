import assert from 'node:assert/strict';
import test from 'node:test';
import {parseTask} from '../../config/task.ts';

const front = 'name: ringlog\nmodule: ringlog\nminutes: 20\n';
const task = (yaml: string, goal = 'Write it.\n') => `---\n${yaml}---\n${goal}`;

function refuses(text: string, expected: RegExp): void {
  assert.throws(() => parseTask(text, 'task.md'), expected);
}

test('front matter and prose', () => {
  const yaml = `${front}constraints:\n  - "No jiffies."\ntarget:\n  devices: ["edu,dma_mask=0xffffffff"]\n`;
  assert.deepEqual(parseTask(task(yaml), 'task.md'), {
    requirement: {
      name: 'ringlog',
      module: 'ringlog',
      minutes: 20,
      goal: 'Write it.',
      devices: ['edu,dma_mask=0xffffffff'],
    },
    constraints: ['No jiffies.'],
  });
});

test('CR LF is a line end as well', () =>
  assert.equal(parseTask(task(front).replaceAll('\n', '\r\n'), 'task.md').requirement.name, 'ringlog'));
test('an unknown key is named with its line in the file', () =>
  refuses(task(`${front}deadline: 5\n`), /task\.md:5:\d+: deadline is 5: there is no such key/));
test('a missing key is named', () => refuses(task('name: a\nminutes: 1\n'), /: module: /));
test('a module name that insmod could not have is refused', () =>
  refuses(task(front.replace('module: ringlog', 'module: ../x')), /task\.md:3:9: module is "\.\.\/x"/));
test('no front matter', () => refuses('Write it.\n', /task\.md:1:1: .*front matter/));
test('no goal', () => refuses(task(front, '\n'), /task\.md:6:1: the goal is missing/));
test('a device is an argument of QEMU, not an option', () =>
  refuses(task(`${front}target: {devices: ["-drive"]}\n`), /QEMU device/));
