import assert from 'node:assert/strict';
import test from 'node:test';
import {stepUi} from '../../../src/view/step-ui.ts';
import {type Facts, initialUi, type Ui} from '../../../src/view/ui.ts';
import {factsOf, viewOf} from '../../../src/view/view-model.ts';
import {keyOf} from '../key-of.ts';
import {type Stage, told} from '../story.ts';
import {momentsOf} from './moments-of.ts';

const size = {columns: 120, rows: 40};

/** As the deck does it: what a key can do depends on what is shown. */
function walked(stage: Stage, keys: readonly string[], from: Ui = initialUi) {
  const {live, nowMs, ...story} = told(stage);
  const moments = momentsOf(story as ReturnType<typeof told>);
  let ui = from;
  const acts: unknown[] = [];
  const shownFacts = (): Facts => {
    const shown = moments.shown(live, ui, nowMs);
    const view = viewOf(shown, ui, size, nowMs, {unicode: true, width: (text) => text.length});
    return factsOf(shown, view, nowMs);
  };
  for (const key of keys) {
    const step = stepUi(ui, keyOf(key), shownFacts());
    ui = step.ui;
    acts.push(...step.acts);
  }
  return {ui, acts, shown: moments.shown(live, ui, nowMs), live};
}

const kindAfter = (...keys: readonly string[]): string | undefined => walked('accepted', keys).shown.moment?.mark.kind;

test('going back comes to the newest point first, and from point to point', () => {
  const kinds = told('accepted').live.state.marks.map(({kind}) => kind);
  assert.equal(kindAfter(','), kinds.at(-1));
  assert.equal(kindAfter(',', ',', 'left'), kinds.at(-3));
  assert.equal(kindAfter(',', ',', ',', '.'), kinds.at(-2));
  assert.equal(kindAfter(',', 'home'), kinds[0]);
});

test('all that is shown is as of then, and the link is that of now', () => {
  const {shown, live} = walked('accepted', [',', 'home', '.', '.']);
  assert.equal(shown.moment?.mark.kind, 'run');
  assert.equal(shown.state.seq, shown.moment?.mark.seq);
  assert.equal(shown.state.runs[0]?.verdict, undefined);
  assert.deepEqual([shown.link, shown.moment?.now], [live.link, live.state]);
});

test('the console ends where it stood then', () => {
  const {shown} = walked('accepted', [',', 'home', '.', '.']);
  const lines = shown.console.chunks.flat().map(({text}) => text);
  assert.match(lines.at(-1) ?? '', /loading out-of-tree module/);
});

for (const back of [['escape'], ['end'], ['.', '.', '.']]) {
  test(`${back.join(' ')} comes back to now, and finds the panes as they were left`, () => {
    const scroll = {...initialUi.scroll, planner: {kind: 'top', line: 3}} as const;
    const {ui, shown, live} = walked('accepted', [',', ',', ',', ...back], {...initialUi, scroll});
    assert.deepEqual([ui.moment, ui.scroll, shown], [null, scroll, live]);
  });
}

test('a pane is scrolled in a moment from its end of then', () => {
  const {ui} = walked('accepted', ['pageUp', ',']);
  assert.deepEqual(ui.scroll.executor, {kind: 'follow'});
});

test('before the first point there is nothing, and it says so', () => {
  assert.match(walked('start', [',']).ui.notice?.text ?? '', /Nothing has happened yet/);
  const {ui, shown} = walked('accepted', [',', 'home', ',']);
  assert.match(ui.notice?.text ?? '', /Nothing came before/);
  assert.equal(shown.moment?.mark.seq, told('accepted').live.state.marks[0]?.seq);
});

for (const key of ['space', 's', 'P', 'S', 'r', 'u', 'c', 'v', 'i', 'R']) {
  test(`${key} asks for nothing while one looks back, and says so`, () => {
    const {ui, acts} = walked('asks', [',', key]);
    assert.deepEqual([acts, ui.dialog, ui.typing], [[], null, 'off']);
    assert.match(ui.notice?.text ?? '', /\{moment.lookNow\} comes back to now/);
  });
}

for (const keys of [
  ['C', 'a'],
  ['C', 'l'],
  ['b', 'g'],
]) {
  test(`${keys.join(' ')}: a page asks for nothing either`, () => {
    const {ui, acts} = walked('asks', [',', ...keys]);
    assert.deepEqual([acts, ui.dialog?.kind], [[], 'page']);
    assert.match(ui.notice?.text ?? '', /\{moment.lookNow\} comes back to now/);
  });
}

test('enter opens what lies at the point, and Esc comes back to the point', () => {
  const {ui} = walked('accepted', [',', 'home', '.', '.', '.', 'enter']);
  assert.equal(ui.dialog?.kind === 'page' && ui.dialog.page, 'crashes');
  assert.equal(walked('accepted', [',', 'home', '.', '.', '.', 'enter', 'escape']).shown.moment?.mark.kind, 'panic');
  assert.match(walked('accepted', [',', 'home', 'enter']).ui.notice?.text ?? '', /no more to it/);
});

test('q asks by how the session stands now', () => {
  assert.deepEqual(walked('accepted', [',', ',', 'q']).acts, [{kind: 'detach'}]);
  assert.equal(walked('asks', [',', 'q']).ui.dialog?.kind, 'quit');
});
