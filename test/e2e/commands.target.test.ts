// The commands as a contract: exit status and words, for what goes wrong before and during a run.
import assert from 'node:assert/strict';
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {allGone, endOf, eventsOf, place, processesWith, startProgram} from './program.ts';

async function check(
  words: readonly string[],
  code: number,
  expected: RegExp,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  await test(words.join(' ') || '(no words)', async (t) => {
    const where = await place(t);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(where.folder, path, '..'), {recursive: true});
      await writeFile(join(where.folder, path), text);
    }
    const ended = await startProgram(t, where, words).ended;
    assert.match(ended.stdout + ended.stderr, expected);
    assert.equal(ended.code, code);
  });
}

const front = '---\nname: mine\nmodule: mine\nminutes: 5\n---\nWrite it.\n';

await check(['--help'], 0, /^Quarterdeck: .*Exit status: 0 accepted/s);
await check(['--version'], 0, /^quarterdeck \d+\.\d+\.\d+\n$/);
await check(['--nonsense'], 2, /--nonsense/);
await check([], 2, /deck needs a terminal.*--headless/);
await check(['attach'], 2, /there is no session yet/);
await check(['sessions'], 0, /There is no session yet\. `quarterdeck` begins one/);
await check(['sessions', '--json'], 0, /^\[\]\n$/);
await check(['resume', '--headless'], 2, /no session is left to be resumed/);
await check(['report', '2026'], 2, /there is no session yet/);
await check(['replay', '2026'], 2, /there is no session yet/);
await check(['resume', '2026'], 2, /there is no session yet/);
await check(['run', '--task', 'nowhere'], 2, /the task folder nowhere can't be read/);
await check(['--headless', '--task', 'nowhere'], 2, /the task folder nowhere can't be read/);
await check(['--headless', '--task', 'mine'], 2, /the task folder mine has no accept\.sh/, {'mine/task.md': front});
await check(['--headless', '--task', 'mine'], 2, /mine\/task\.md:4:10: minutes is "ten"/, {
  ...{'mine/task.md': front.replace('5', 'ten'), 'mine/accept.sh': ''},
});
await check(['--headless', '--task', 'mine'], 2, /no key for a model, and no tape for the task mine.*OPENAI_API_KEY/, {
  ...{'mine/task.md': front, 'mine/accept.sh': ''},
});
await check(['--headless', '--model', 'gpt-5.5'], 2, /the model gpt-5\.5 needs a key.*OPENAI_API_KEY/);
await check(['--headless', '--tape', 'nowhere.yaml'], 2, /the tape nowhere\.yaml can't be read/);
await check(['--headless', '--goal', 'Write something', '--approve-acceptance'], 2, /name the module, as in/);
await check(
  ['--headless', '--goal', 'Write `x`'],
  2,
  /nobody is there to read it: --approve-acceptance takes it unread/,
);
await check(['--headless', '--target', 'lab'], 2, /there is no target lab: the configuration has qemu/);
await check(['--headless'], 2, /quarterdeck\.yaml:1:25: targets\.qemu\.speed is 3: there is no such key/, {
  'quarterdeck.yaml': 'targets: {qemu: {speed: 3}}\n',
});

test('a start that is refused leaves no session behind', async (t) => {
  const where = await place(t);
  await writeFile(join(where.folder, 'a-file'), '');
  const {code, stderr} = await startProgram(t, where, ['--headless', '--workspace', 'a-file/work']).ended;
  assert.equal(code, 2, stderr);
  assert.deepEqual(await readdir(join(where.folder, 'state/quarterdeck/sessions')), []);
});

test('SIGINT ends a session in order: the last line says so, the status is 130, and no QEMU stays', async (t) => {
  const where = await place(t);
  const program = startProgram(t, where, ['--headless', '--workspace', where.workspace]);
  await program.line((line) => line.includes('"target.cameUp"'));
  assert.equal(processesWith(`guest=${where.folder}`).length, 1, 'its QEMU can be told from others');
  program.child.kill('SIGINT');
  const {code, stdout, stderr} = await program.ended;
  assert.equal(code, 130);
  const {outcome, cause} = endOf(eventsOf(stdout), stderr);
  assert.deepEqual([outcome, cause], ['stopped', 'interrupt']);
  await allGone(where.folder);
});

test('a reader of the events that goes away leaves the session to be resumed, and no QEMU behind', async (t) => {
  const where = await place(t);
  const program = startProgram(t, where, ['--headless', '--workspace', where.workspace]);
  await program.line((line) => line.includes('"target.cameUp"'));
  program.child.stdout?.destroy();
  const {code, stderr} = await program.ended;
  assert.equal(code, 130, stderr);
  assert.match(
    stderr,
    /has gone; the session was left as it stands: `quarterdeck resume \S+ringlog-[0-9a-f]{4} --headless`/,
  );
  await allGone(where.folder);
  const {stdout} = await startProgram(t, where, ['sessions', '--json']).ended;
  assert.deepEqual(
    (JSON.parse(stdout) as readonly {readonly state: string}[]).map(({state}) => state),
    ['left'],
  );
});

test('kill -9 leaves no QEMU behind, and the session is taken up again by one process', async (t) => {
  const where = await place(t);
  const program = startProgram(t, where, ['--headless', '--workspace', where.workspace]);
  await program.line((line) => line.includes('"target.cameUp"'));
  program.child.kill('SIGKILL');
  await program.ended;
  await allGone(where.folder);
  const again = startProgram(t, where, ['--headless', '--workspace', where.workspace, '--speed', '1000']);
  await again.line((line) => line.includes('"session.started"'));
  again.child.kill('SIGTERM');
  const {stderr, code} = await again.ended;
  assert.match(stderr, /did not end; `quarterdeck resume [0-9-]+ringlog-[0-9a-f]{4}` takes it up again/);
  assert.equal(code, 130);

  const taken = startProgram(t, where, ['resume', '--headless']);
  await taken.line((line) => line.includes('"session.reopened"'));
  const listed = await startProgram(t, where, ['sessions', '--json']).ended;
  const sessions = JSON.parse(listed.stdout) as readonly {readonly id: string; readonly state: string}[];
  assert.deepEqual(sessions.map(({state}) => state).toSorted(), ['ended', 'running']);
  const id = sessions.find(({state}) => state === 'running')?.id ?? '';
  const second = await startProgram(t, where, ['resume', id, '--headless']).ended;
  assert.deepEqual([second.code, /is running \(process \d+\)/.test(second.stderr)], [2, true], second.stderr);
  const attached = await startProgram(t, where, ['attach', id.slice(0, 20)]).ended;
  assert.match(attached.stderr, new RegExp(`standard input is none; --screen-reader .* \`quarterdeck report ${id}\``));
  taken.child.kill('SIGTERM');
  const ended = await taken.ended;
  assert.deepEqual([ended.code, endOf(eventsOf(ended.stdout), ended.stderr).outcome], [130, 'stopped']);
  const report = await startProgram(t, where, ['report', id]).ended;
  assert.match(report.stdout, /^# ringlog: session .*\| stands \| stopped: interrupted by SIGTERM \|/s);
});
