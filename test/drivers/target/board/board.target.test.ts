// A board, from switching it on to its crashes: QEMU's UART on a line that goes bad, a login, a shell that echoes, power by commands.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import test, {suite} from 'node:test';
import {type BoardForTests, boardForTests} from './board-for-tests.ts';

const limits = {deadlineSeconds: 20, outputBytesMax: 8192};

/** Bytes that no packing makes shorter. */
function noise(count: number): Buffer {
  const blocks = Array.from({length: Math.ceil(count / 32)}, (_, at) =>
    createHash('sha256').update(String(at)).digest(),
  );
  return Buffer.concat(blocks).subarray(0, count);
}

async function said({target}: BoardForTests, script: string): Promise<string> {
  const outcome = await target.exec({script, ...limits});
  return outcome.kind === 'exited' ? outcome.output : JSON.stringify(outcome);
}

/** The file arrives as it was, however the line is meanwhile. */
async function bring(board: BoardForTests, bytes: Buffer): Promise<void> {
  assert.deepEqual(await board.target.push({path: '/tmp/file', mode: 0o644, bytes}), {pushed: true});
  board.rig.line.clear();
  const sum = createHash('sha256').update(bytes).digest('hex');
  assert.equal(await said(board, 'sha256sum </tmp/file'), `${sum}  -\n`);
}

/** Most of each is waiting: they wait at the same time. */
suite('boards on a real kernel', {concurrency: true}, () => {
  test('a board is logged in to, takes files over a bad line, and comes back from what a kernel can do', async (t) => {
    const board = await boardForTests(t, {change: {silenceSeconds: 300, panicRebootSeconds: 60, bootSeconds: 300}});
    const {rig, target, story, console, next} = board;
    assert.equal((await target.powerOn()).kind, 'up');
    assert.deepEqual(story(), ['poweredOn', 'bootStarted', 'cameUp'], console().slice(-2000));
    assert.match(console(), /target login: root\r\n[\s\S]*Password: /);
    assert.doesNotMatch(console(), /open sesame/);
    assert.equal(await said(board, 'id -u; echo $((6 * 7))'), '0\n42\n');

    rig.line.spoil(1600);
    await bring(board, noise(40_000));
    assert.ok(rig.line.spoilt() > 0);
    rig.line.throttle(3000);
    await bring(board, noise(4000));

    const [lost, back] = [next('target.lineLost'), next('target.lineBack')];
    const during = bring(board, noise(40_000));
    await rig.line.unplug();
    await lost;
    await rig.line.plug();
    await back;
    await during;

    // The kernel prints into the middle of what is brought back.
    const loud =
      'for i in 1 2 3 4 5; do echo "loud $i" >/dev/kmsg; seq 1 400; done | tail -n 1; dmesg | tail -n 300 | wc -l';
    assert.match(await said(board, loud), /^400\n\d+\n$/);
    assert.equal(console().match(/\[ *[\d.]+\] loud \d/g)?.length, 5, console().slice(-2000));

    // A person types, and is not typed into.
    target.writeConsole(Buffer.from('echo by $((40 + 2)) hands\r'));
    assert.equal(await said(board, 'echo after'), 'after\n');
    assert.match(console(), /by 42 hands/);

    const reset = next('target.wasReset');
    void target.exec({script: 'echo c >/proc/sysrq-trigger', ...limits});
    await reset;
    assert.deepEqual(await target.settled(), {kind: 'up', boot: 2});
    assert.deepEqual(story().slice(-6), [
      ...['rungTaken kernel', 'wasReset panic', 'bootStarted', 'harvestStarted', 'harvested Panic', 'cameUp'],
    ]);
    assert.deepEqual(
      story().filter((word) => /hung|rung/.test(word)),
      ['rungTaken kernel'],
    );
    await target.powerOff();
    assert.deepEqual(rig.acts, ['cycle', 'off']);
  });

  test('a board that never answers is reset, cycled, and given up in words', async (t) => {
    const {rig, target, story} = await boardForTests(t, {
      firmware: ['-S'],
      change: {bootSeconds: 4, silenceSeconds: 4, panicRebootSeconds: 0},
    });
    rig.line.mute();
    const readiness = await target.powerOn();
    assert.equal(readiness.kind, 'unknown');
    const rungs = story().filter((word) => word.startsWith('rungTaken'));
    assert.deepEqual(rungs.at(-1), 'rungTaken cycle');
    assert.ok(rig.acts.includes('reset'));
  });
});
