// The commands of a target as a person types them, on a real kernel: a holder in the background, and commands without one.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {suite, type TestContext} from 'node:test';
import type {KeptCrash} from '../../src/drivers/holder/crash-records.ts';
import {allGone, type Ended, type Place, place, processesWith, programWords, startProgram} from '../e2e/program.ts';

interface Deck extends Place {
  run(...words: readonly string[]): Promise<Ended>;
  /** The process that holds the target. */
  holderPid(): Promise<number>;
}

interface Listed {
  readonly name: string;
  readonly held?: {readonly pid: number; readonly phase: string};
}

async function deck(t: TestContext): Promise<Deck> {
  // Before the folder goes, which is the place's first wish: without it nobody would find the holder.
  let off: () => Promise<unknown> = async () => {};
  t.after(() => off());
  const where = await place(t);
  const run = (...words: readonly string[]): Promise<Ended> => startProgram(t, where, ['target', ...words]).ended;
  off = () => run('off');
  return {
    ...where,
    run,
    async holderPid() {
      const {stdout} = await run('list', '--json');
      const [qemu] = JSON.parse(stdout) as readonly Listed[];
      assert.ok(qemu?.held, stdout);
      return qemu.held.pid;
    },
  };
}

async function boot(on: Deck): Promise<void> {
  const {code, stderr} = await on.run('boot');
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^qemu is up after [\d.]+ s, held by process \d+/m);
}

/** Much of each is waiting. */
suite('targets as a person uses them', {concurrency: true}, () => {
  test('a held target takes commands and files, and comes back from a crash that is kept', async (t) => {
    const on = await deck(t);
    await boot(on);

    const listed = await on.run('list');
    assert.match(
      listed.stdout,
      /^\* qemu {2}qemu {3}up, boot \d+(?: from the save)?, [\w.-]+, held by process \d+ {2}kernel [\w.-]+\n$/,
    );

    const second = await on.run('boot');
    assert.deepEqual([second.code, second.stdout], [2, '']);
    assert.match(second.stderr, /qemu is held by process \d+ already \(up, .*`quarterdeck target reset` boots it anew/);

    const configuration = join(on.folder, 'quarterdeck.yaml');
    await writeFile(configuration, 'targets: {qemu: {kind: qemu, memoryMiB: 640}}\n');
    const changed = await on.run('exec', '--', 'true');
    assert.equal(changed.code, 3, changed.stderr);
    assert.match(
      changed.stderr,
      /qemu is held with other settings.*`quarterdeck target off`, then `quarterdeck target boot`/,
    );
    await rm(configuration);

    const endless = startProgram(t, on, ['target', 'exec', '--', 'yes']);
    await endless.line((line) => line === 'y');
    endless.child.stdout?.destroy();
    const cut = await endless.ended;
    assert.deepEqual([cut.code, cut.stderr], [130, '']);

    const status = await on.run('exec', '--', 'sh', '-c', 'echo "to  here"; echo wrong >&2; exit 7');
    assert.deepEqual([status.code, status.stdout], [7, 'to  here\nwrong\n']);

    await writeFile(join(on.folder, 'greet.sh'), '#!/bin/sh\necho "hello, $1"\n', {mode: 0o755});
    await writeFile(join(on.folder, 'large'), Buffer.alloc(2_000_000, 7));
    const pushed = await on.run('push', 'greet.sh', 'large', '--to', '/tmp/new');
    assert.equal(pushed.code, 0, pushed.stderr);
    const greeted = await on.run('exec', '--', '/tmp/new/greet.sh there; wc -c < /tmp/new/large');
    assert.deepEqual([greeted.code, greeted.stdout], [0, 'hello, there\n2000000\n']);

    const counted = startProgram(
      t,
      on,
      ['-c', `seq 1 50000 | "$@"`, 'sh', process.execPath, ...programWords, 'target', 'exec', '--', 'wc', '-l'],
      'sh',
    );
    assert.deepEqual((await counted.ended).stdout, '50000\n', 'what is piped in is the command’s input');

    const late = await on.run('exec', '--deadline', '1', '--', 'echo begun; sleep 60');
    assert.deepEqual([late.code, late.stdout], [124, 'begun\n']);

    const program = startProgram(t, on, ['target', 'exec', '--', 'echo begun; sleep 600']);
    await program.line((line) => line === 'begun');
    program.child.kill('SIGINT');
    assert.equal((await program.ended).code, 130);
    const left = await on.run('exec', '--', 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" "\\n" | grep -c "^600$"');
    assert.equal(left.stdout.trim(), '0', 'an interrupted command ends on the target, and the target lives on');

    const crashed = await on.run('exec', '--', 'echo c > /proc/sysrq-trigger');
    assert.equal(crashed.code, 3, crashed.stderr);
    assert.match(crashed.stderr, /^quarterdeck: the target panicked under the command: .*sysrq/im);
    assert.match(crashed.stderr, /^qemu: .*sysrq.*\n(?:.*\n)*qemu is up again$/im);

    const crashes = await on.run('crashes', '--json');
    const kept = JSON.parse(crashes.stdout) as readonly KeptCrash[];
    const hows = kept.map(({how}) => how);
    assert.ok(hows.includes('panicked') && hows.includes('record'), crashes.stdout);
    for (const {file} of kept) assert.match(await readFile(file, 'utf8'), /sysrq/i, file);
    assert.match(
      (await on.run('crashes')).stdout,
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}panicked {2}.* {2}\(quarterdeck target exec\)\n {2}\w+ +\//,
    );

    const reset = await on.run('reset');
    assert.deepEqual([reset.code, reset.stdout], [0, '']);
    assert.match(reset.stderr, /qemu is up again after/);

    const off = await on.run('off');
    assert.deepEqual([off.code, off.stderr], [0, 'qemu is off, and held by nobody\n']);
    await allGone(join(on.folder, 'state/quarterdeck/targets'));
    assert.equal(existsSync(join(on.folder, 'state/quarterdeck/targets/qemu/sock')), false);
  });

  test('a boot that is interrupted is taken back, and that is said', async (t) => {
    const on = await deck(t);
    const program = startProgram(t, on, ['target', 'boot']);
    await program.says(/booting qemu/);
    program.child.kill('SIGINT');
    const {code, stderr} = await program.ended;
    assert.deepEqual([code, /ended by SIGINT; qemu is off again$/m.test(stderr)], [130, true], stderr);
    await allGone(join(on.folder, 'state/quarterdeck/targets'));
  });

  test('a console boots what is off, and says when it is left that it runs on', async (t) => {
    const on = await deck(t);
    const program = startProgram(t, on, ['console']);
    await program.says(/booting qemu.*qemu is up after/s);
    const {code} = await on.run('exec', '--', 'echo from the console >/dev/console');
    assert.equal(code, 0);
    await program.line((line) => line.includes('from the console'));
    program.child.kill('SIGINT');
    const {stderr} = await program.ended;
    assert.match(stderr, /qemu runs on in the background; `quarterdeck target off --target qemu` ends it/);
    assert.match((await on.run('list')).stdout, /up, boot 1/);
  });

  test('a holder that was killed leaves no QEMU, and the next one boots as the first', async (t) => {
    const on = await deck(t);
    await boot(on);
    const pid = await on.holderPid();
    process.kill(pid, 'SIGKILL');
    await allGone(join(on.folder, 'state/quarterdeck/targets'));
    assert.match((await on.run('list')).stdout, /^\* qemu +qemu +off +kernel/);
    await boot(on);
    assert.notEqual(await on.holderPid(), pid);
    process.kill(await on.holderPid(), 'SIGTERM');
    await allGone(join(on.folder, 'state/quarterdeck/targets'));
  });

  test('without a holder a command has a machine of its own, which ends with it', async (t) => {
    const on = await deck(t);
    const {code, stdout, stderr} = await on.run('exec', '--', 'echo "$0"; exit 3');
    assert.deepEqual([code, stdout], [3, 'sh\n']);
    assert.match(stderr, /qemu is off: one is started/);
    assert.deepEqual(processesWith('guest=/tmp/quarterdeck-target-'), []);
    const reset = await on.run('reset');
    assert.equal(reset.code, 2);
    assert.match(reset.stderr, /nothing to reset/);
  });
});
