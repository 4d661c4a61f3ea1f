// `quarterdeck check` as a person starts it: its exit status, its line of JSON, and how it follows what is saved.
import assert from 'node:assert/strict';
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {suite, type TestContext} from 'node:test';
import {allGone, type Place, place, startProgram} from './program.ts';

const front = '---\nname: quick\nmodule: quick\nminutes: 5\n---\nLoad and unload.\n';
const accept = '#!/bin/sh\ninsmod "$KO" && rmmod quick || { echo "not accepted: no load"; exit 1; }\necho accepted\n';
const source = (value: string): string =>
  [
    '#include <linux/module.h>',
    `static int __init quick_init(void) { return ${value}; }`,
    'static void __exit quick_exit(void) { }',
    'module_init(quick_init);',
    'module_exit(quick_exit);',
    'MODULE_DESCRIPTION("quick");',
    'MODULE_LICENSE("GPL");',
    '',
  ].join('\n');

/** With a task and a module of its own, and a temporary folder that processes of this place can be told by. */
async function checkPlace(t: Parameters<typeof place>[0], value: string): Promise<Place> {
  const where = await place(t);
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(join(where.folder, path, '..'), {recursive: true});
    await writeFile(join(where.folder, path), text);
  };
  await write('task/task.md', front);
  await write('task/accept.sh', accept);
  await write('module/Kbuild', 'obj-m := quick.o\n');
  await write('module/quick.c', source(value));
  await mkdir(join(where.folder, 'tmp'));
  return {...where, environment: {...where.environment, TMPDIR: join(where.folder, 'tmp')}};
}

const isVerdict = (line: string): boolean => /^[a-z-]+: /.test(line) && !line.startsWith('build ');
const words = ['check', '--task', 'task', '--source', 'module'];

async function verdictOf(t: TestContext, value: string, ...more: readonly string[]) {
  const where = await checkPlace(t, value);
  const {code, stdout, stderr} = await startProgram(t, where, [...words, '--json', ...more]).ended;
  const lines = stdout.split('\n');
  assert.equal(lines.length, 2, `one line, not: ${stdout} ${stderr}`);
  const {verdict, reason, durations, reports, ...rest} = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  assert.deepEqual(rest, {});
  assert.ok(Array.isArray(reports));
  const numbers = durations as Record<string, unknown>;
  assert.deepEqual(Object.keys(numbers), ['buildMs', 'resetMs', 'runMs', 'totalMs']);
  assert.ok(Object.values(numbers).every((value) => Number.isInteger(value)));
  await nothingLeft(where);
  return {code, verdict: String(verdict), reason: String(reason)};
}

/** Much of a check is waiting. */
suite('check as a person starts it', {concurrency: 2}, () => {
  test('accepted is status 0', async (t) => {
    const {verdict, code} = await verdictOf(t, '0');
    assert.deepEqual([verdict, code], ['accepted', 0]);
  });
  test('from a real boot as well', async (t) => {
    const {verdict, code} = await verdictOf(t, '0', '--boot');
    assert.deepEqual([verdict, code], ['accepted', 0]);
  });
  test('what does not build is status 1', async (t) => {
    const {verdict, code, reason} = await verdictOf(t, 'nothing');
    assert.deepEqual([verdict, code], ['build-failed', 1]);
    assert.match(reason, /^quick\.c:2:\d+: error: 'nothing' undeclared/);
  });
  test('what is not accepted is status 1', async (t) => {
    const {verdict, code, reason} = await verdictOf(t, '-EINVAL');
    assert.deepEqual([verdict, code], ['not-accepted', 1]);
    assert.match(reason, /^at load: .*Invalid argument/);
  });

  test('what was asked for wrongly is status 2', async (t) => {
    const where = await checkPlace(t, '0');
    const nowhere = await startProgram(t, where, ['check', '--task', 'nowhere']).ended;
    assert.deepEqual([nowhere.code, nowhere.stdout], [2, '']);
    assert.match(nowhere.stderr, /the task folder nowhere can't be read/);
    const sourceless = await startProgram(t, where, ['check', '--task', 'task', '--source', 'nowhere']).ended;
    assert.deepEqual([sourceless.code, sourceless.stdout], [2, '']);
    assert.match(sourceless.stderr, /--source nowhere is no folder/);
  });

  test('--watch: saves during a run are one more check, and Ctrl-C leaves nothing running', async (t) => {
    const where = await checkPlace(t, '0');
    const program = startProgram(t, where, [...words, '--watch']);
    const save = (value: string): Promise<void> => writeFile(join(where.folder, 'module/quick.c'), source(value));
    assert.match(await program.line(isVerdict), /^accepted: /);
    await program.says(/the target is ready/);

    await writeFile(join(where.folder, 'module/.quick.c.swp'), 'x');
    await writeFile(join(where.folder, 'module/4913'), 'x');
    await save('-EINVAL');
    await program.says(/saved: quick\.c\n.*running: load/s);
    for (const value of ['1', '-ENOMEM', '-EBUSY']) await save(value);
    await program.line((line) => /^not-accepted: at load: .*(busy|Busy)/.test(line));
    const {code, stdout, stderr} = await interrupted(program);
    assert.equal(code, 130, stderr);
    const verdicts = stdout.split('\n').filter(isVerdict);
    assert.equal(verdicts.length, 3, stdout);
    assert.doesNotMatch(stdout, /\x1b/);
    await nothingLeft(where);
  });

  test('Ctrl-C in the middle of a build and of a run', async (t) => {
    for (const moment of [/-- building/, /-- waiting for a clean target/, /-- running: load/]) {
      const where = await checkPlace(t, '0');
      const program = startProgram(t, where, [...words, '--watch']);
      await program.says(moment);
      const {code} = await interrupted(program);
      assert.equal(code, 130, `at ${moment}`);
      await nothingLeft(where);
    }
  });
});

async function nothingLeft(where: Place): Promise<void> {
  await allGone(where.folder);
  const left = (await readdir(join(where.folder, 'tmp'))).filter((name) => name.startsWith('quarterdeck'));
  assert.deepEqual(left, []);
}

async function interrupted(program: ReturnType<typeof startProgram>) {
  program.child.kill('SIGINT');
  return program.ended;
}
