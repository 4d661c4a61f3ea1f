import assert from 'node:assert/strict';
import test from 'node:test';
import type {DownLine} from '../../src/core/link.ts';
import {type DeckStore, openStore} from '../../src/deck/store.ts';
import type {Clock} from '../../src/ports.ts';
import {noticed} from '../../src/view/ui.ts';

/** Time that passes only when it is told to. */
function manualClock(): Clock & {pass(ms: number): Promise<void>; back(ms: number): void} {
  let nowMs = 1_000_000;
  let waiting: {readonly atMs: number; readonly then: () => void}[] = [];
  return {
    nowMs: () => nowMs,
    after(ms, then) {
      const timer = {atMs: nowMs + ms, then};
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
    async pass(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const next = waiting.filter(({atMs}) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        waiting = waiting.filter((other) => other !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.then();
        await Promise.resolve();
      }
      nowMs = Math.max(nowMs, endMs);
    },
    back(ms) {
      nowMs -= ms;
    },
  };
}

interface Watched {
  readonly store: DeckStore<string>;
  readonly clock: ReturnType<typeof manualClock>;
  /** Frames since it was asked last. */
  frames(): number;
}

interface Setting {
  readonly counts?: () => boolean;
  readonly takesMore?: () => boolean;
  readonly onFrame?: () => void;
}

/** The view is the text of the notes so far, the focus and the seconds. */
function watched({counts = () => false, takesMore = () => true, onFrame = () => {}}: Setting = {}): Watched {
  const clock = manualClock();
  const store = openStore({
    clock,
    look: (live, ui, nowMs) => `${live.state.notes.length} ${live.console.rest} ${ui.focus} ${nowMs / 1000}`,
    countsTime: counts,
    terminalTakesMore: takesMore,
  });
  let frames = 0;
  store.subscribe(() => {
    frames++;
    onFrame();
  });
  return {
    store,
    clock,
    frames() {
      const count = frames;
      frames = 0;
      return count;
    },
  };
}

function note(seq: number): DownLine {
  return {kind: 'entry', entry: {seq, atMs: 0, event: {type: 'note.written', by: 'planner', text: 'x'}}};
}

test('what comes by itself is shown at most 15 times a second, and the last of it too', async () => {
  const {store, clock, frames} = watched();
  await clock.pass(1000);
  let seq = 0;
  for (let ms = 0; ms < 1000; ms++) {
    store.take(note(++seq));
    await clock.pass(1);
  }
  const count = frames();
  assert.ok(count > 10 && count <= 16, `${count} frames`);
  await clock.pass(100);
  assert.match(store.getSnapshot(), new RegExp(`^${Math.min(seq, store.live().state.notes.length)} `));
  assert.equal(store.live().state.seq, 1000);
});

test('a key is shown at once, with all that came before it', async () => {
  const {store, clock, frames} = watched();
  store.take(note(1));
  await clock.pass(1);
  frames();
  store.take(note(2));
  store.takeUi({...store.ui(), focus: 'target'});
  assert.equal(frames(), 1);
  assert.match(store.getSnapshot(), /^2 {2}target/);
  await clock.pass(1000);
  assert.equal(frames(), 0);
});

test('where nothing changes nothing is shown', async () => {
  const {store, clock, frames} = watched();
  store.take(note(1));
  await clock.pass(100);
  frames();
  store.take(note(1));
  store.take({kind: 'reply', id: 1});
  store.takeUi(store.ui());
  await clock.pass(10_000);
  assert.equal(frames(), 0);
});

test('the snapshot is the same until something is shown', async () => {
  const {store, clock} = watched();
  const before = store.getSnapshot();
  store.take(note(1));
  assert.equal(store.getSnapshot(), before);
  await clock.pass(100);
  assert.notEqual(store.getSnapshot(), before);
});

test('seconds are counted while something on the screen counts them', async () => {
  let counts = true;
  const {store, clock, frames} = watched({counts: () => counts});
  store.show();
  frames();
  await clock.pass(3000);
  assert.equal(frames(), 3);
  counts = false;
  await clock.pass(10_000);
  assert.equal(frames(), 1);
  counts = true;
  store.takeUi(noticed(store.ui(), 'hello', 'plain', clock.nowMs()));
  await clock.pass(2000);
  assert.equal(frames(), 3);
});

test('frames that take long come less often, and leave time for keys', async () => {
  const clock = {take: () => {}};
  const slow = watched({onFrame: () => clock.take()});
  clock.take = () => slow.clock.back(-60);
  let seq = 0;
  for (let round = 0; round < 100; round++) {
    slow.store.take(note(++seq));
    await slow.clock.pass(10);
  }
  const count = slow.frames();
  assert.ok(count >= 3 && count <= 8, `${count} frames`);
});

test('while the terminal takes nothing, nothing is shown, and all of it afterwards', async () => {
  let takesMore = false;
  const {store, clock, frames} = watched({takesMore: () => takesMore, counts: () => true});
  for (let seq = 1; seq <= 100; seq++) {
    store.take(note(seq));
    store.takeUi({...store.ui(), focus: seq % 2 === 0 ? 'target' : 'planner'});
    await clock.pass(50);
  }
  assert.equal(frames(), 0);
  assert.equal(store.live().state.seq, 100);
  takesMore = true;
  store.show();
  assert.equal(frames(), 1);
  assert.match(store.getSnapshot(), /target/);
  await clock.pass(1000);
  assert.equal(frames(), 1);
});

test('a clock that is set back holds no frame up', async () => {
  const {store, clock, frames} = watched();
  store.take(note(1));
  await clock.pass(100);
  frames();
  clock.back(3_600_000);
  store.take(note(2));
  await clock.pass(100);
  assert.equal(frames(), 1);
});

test('a character that two chunks of the console share is whole', async () => {
  const {store, clock} = watched();
  const bytes = Buffer.from('→');
  store.take({kind: 'console', fromByte: 0, base64: bytes.subarray(0, 1).toString('base64')});
  store.take({kind: 'console', fromByte: 1, base64: bytes.subarray(1).toString('base64')});
  await clock.pass(100);
  assert.match(store.getSnapshot(), /→/);
});
