// Boards of which nothing is heard any more, on a real kernel: what is seen of that, and what brings them back.
import assert from 'node:assert/strict';
import test, {suite} from 'node:test';
import {boardForTests} from './board-for-tests.ts';

const limits = {deadlineSeconds: 20, outputBytesMax: 8192};

/** Most of each is waiting: they wait at the same time. */
suite('silent boards', {concurrency: true}, () => {
  test('a board that stops answering is reset', async (t) => {
    const {rig, target, story, next} = await boardForTests(t, {change: {silenceSeconds: 20}});
    assert.deepEqual(await target.powerOn(), {kind: 'up', boot: 1});
    const reset = next('target.wasReset');
    await rig.monitor('stop');
    await reset;
    assert.equal((await target.settled()).kind, 'up');
    assert.deepEqual(rig.acts, ['cycle', 'reset']);
    assert.deepEqual(
      story().filter((word) => /hung|rung/.test(word)),
      ['hung', 'rungTaken reset'],
    );
  });

  test('BREAK and SysRq crash a kernel that hangs, so that it leaves a record', async (t) => {
    const board = await boardForTests(t, {change: {sysrq: true, silenceSeconds: 12, bootSeconds: 60}});
    const {rig, target, story, next} = board;
    assert.equal((await target.powerOn()).kind, 'up');
    const hung = next('target.harvested');
    // Only the kernel is left: every process but its first is stopped.
    await target.exec({script: 'kill -STOP -1', ...limits, deadlineSeconds: 1});
    await hung;
    assert.equal((await target.settled()).kind, 'up');
    assert.deepEqual(rig.acts, ['cycle']);
    assert.ok(story().includes('rungTaken sysrq'), story().join(', '));
    assert.ok(story().includes('harvested Panic'), story().join(', '));
    const taken = board.events.find(({type}) => type === 'target.evidenceTaken');
    assert.match(JSON.stringify(taken), /sysrq: Show Blocked State/);
  });
});
