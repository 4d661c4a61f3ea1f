import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {cellWidth} from '../../components/cell-width.ts';
import {assignmentId, turnId} from '../../src/core/ids.ts';
import {layoutOf} from '../../src/view/layout.ts';
import {widthOf} from '../../src/view/spans.ts';
import {stepUi} from '../../src/view/step-ui.ts';
import {initialUi, paneIds, type Ui} from '../../src/view/ui.ts';
import {factsOf, type ViewModel, viewOf} from '../../src/view/view-model.ts';
import {keyOf} from './key-of.ts';
import type {Scenario} from './scenario.ts';
import {type Stage, told} from './story.ts';

const stages: readonly Stage[] = ['start', 'working', 'crash', 'asks', 'accepted'];
const options = {unicode: true, width: cellWidth};

function look({live, nowMs}: Scenario, ui: Ui, columns = 120, rows = 40): ViewModel {
  return viewOf(live, ui, {columns, rows}, nowMs, options);
}

function press(story: Scenario, keys: readonly string[], columns = 120, rows = 40): {ui: Ui; view: ViewModel} {
  let ui = initialUi;
  let view = look(story, ui, columns, rows);
  for (const key of keys) {
    ui = stepUi(ui, keyOf(key), factsOf(story.live, view, story.nowMs)).ui;
    view = look(story, ui, columns, rows);
  }
  return {ui, view};
}

function textOf(view: ViewModel): string {
  if (view.kind === 'tooSmall') return view.text;
  return view.lines.map((row) => row.map(({text}) => text).join('')).join('\n');
}

const keys = fc.array(
  fc.constantFrom(
    '1',
    '2',
    '3',
    '4',
    '5',
    'z',
    'c',
    'r',
    '?',
    'q',
    'enter',
    'escape',
    'up',
    'pageUp',
    'pageDown',
    'i',
    'f',
  ),
  {maxLength: 6},
);

test('whatever the size and the keys, there is a row for each of the screen, and each is as wide as the screen', () => {
  const arbitrary = fc.tuple(
    fc.constantFrom(...stages),
    fc.integer({min: 20, max: 240}),
    fc.integer({min: 5, max: 80}),
    keys,
  );
  fc.assert(
    fc.property(arbitrary, ([stage, columns, rows, pressed]) => {
      const {view} = press(told(stage), pressed, columns, rows);
      if (view.kind === 'tooSmall') return;
      assert.equal(view.lines.length, rows);
      for (const line of view.lines) assert.equal(widthOf(line, cellWidth), columns, JSON.stringify(line));
    }),
    {numRuns: 60},
  );
});

test('the parts of the screen do not overlap, and leave no cell free', () => {
  const arbitrary = fc.tuple(
    fc.integer({min: 60, max: 240}),
    fc.integer({min: 15, max: 80}),
    fc.constantFrom(...paneIds),
    fc.boolean(),
    fc.integer({min: 0, max: 4}),
    fc.record({
      hidden: fc.subarray([...paneIds]),
      grown: fc.record(Object.fromEntries(paneIds.map((id) => [id, fc.integer({min: -14, max: 14})]))),
    }),
  );
  fc.assert(
    fc.property(arbitrary, ([columns, rows, focus, zoomed, bannerRows, arrangement]) => {
      const layout = layoutOf({columns, rows}, {focus, zoomed, bannerRows, arrangement});
      assert.ok(layout);
      const {title, banner, tabs, panes, strip, side, timeLine, keyLine} = layout;
      const places = [title, banner, tabs, ...panes.map(({place}) => place), strip, timeLine, keyLine]
        .concat(side ? Object.values(side) : [])
        .filter((place) => place !== null);
      const taken = new Set<number>();
      for (const {left, top, width, height} of places) {
        assert.ok(height >= 1 && width >= 1);
        for (let y = top; y < top + height; y++) {
          for (let x = left; x < left + width; x++) {
            assert.ok(!taken.has(y * columns + x), `${x},${y} is taken twice`);
            taken.add(y * columns + x);
          }
        }
      }
      assert.equal(taken.size, columns * rows);
    }),
    {numRuns: 60},
  );
});

test('a screen that is too small says so, and which keys lead out', () => {
  assert.equal(textOf(look(told('working'), initialUi, 59, 20)), 'Too small: 59x20, needs 60x15; q quits');
  const {view} = press(told('working'), ['q'], 59, 20);
  assert.equal(textOf(view), 'Leave? l: it runs on, s: stop it, Esc: stay');
  assert.equal(
    textOf(press(told('working'), ['?'], 59, 20).view),
    'Too small: 59x20, needs 60x15; Esc closes what is open',
  );
});

test('words of agents cannot move the cursor', () => {
  const story = told('working');
  story.delta({role: 'executor', turn: turnId(assignmentId(3), 3), what: 'text', text: '\x1b[2Jgone\r\x07\u202etxt'});
  assert.doesNotMatch(textOf(look(story, initialUi)), /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});

test('a question that waits is named in the title, and its pane says so', () => {
  const text = textOf(look(told('asks'), initialUi));
  assert.match(text, /needs you: Planner asks/);
  assert.match(text, /2 Planner .* needs you/);
});

test('a message and its fate are shown in the pane of its role', () => {
  assert.match(textOf(look(told('asks'), initialUi)), /M1 you, refused . Free the ring(?:.|\n)*recorded, but nobody/);
});

test('a console that is scrolled says how much came since, and follows again', () => {
  const story = told('crash');
  const {view} = press(story, ['5', 'pageUp'], 80, 24);
  assert.match(textOf(view), /PAUSED . \d+ new below/);
  assert.match(textOf(press(story, ['5', 'pageUp', 'f'], 80, 24).view), /FOLLOW/);
});

test('paging up and down the console leaves no line out', () => {
  const story = told('start');
  for (let line = 0; line < 300; line++)
    story.console(`[${String(line).padStart(5)}.000000] line ${line} ${'x'.repeat((line * 37) % 200)}\n`);
  for (const page of ['pageUp', 'pageDown']) {
    const seen = new Set<string>();
    let ui: Ui = press(story, page === 'pageUp' ? ['5'] : ['5', 'home'], 80, 24).ui;
    for (let count = 0; count < 80; count++) {
      const view = look(story, ui, 80, 24);
      for (const [, number] of textOf(view).matchAll(/line (\d+) /g)) seen.add(number ?? '');
      ui = stepUi(ui, keyOf(page), factsOf(story.live, view, story.nowMs)).ui;
    }
    assert.equal(seen.size, 300, page);
  }
});

test('while the console is scrolled, what comes in does not move it', () => {
  const story = told('crash');
  const {ui} = press(story, ['5', 'pageUp'], 80, 24);
  const rowsOf = (view: ViewModel): string => textOf(view).split('\n').slice(3, 20).join('\n');
  const before = rowsOf(look(story, ui, 80, 24));
  story.console('[    9.000000] one more\n'.repeat(40));
  assert.equal(rowsOf(look(story, ui, 80, 24)), before);
});

test('an ended session stands still and says how to leave', () => {
  const story = told('accepted');
  const early = textOf(look(story, initialUi));
  assert.match(early, /Accepted: every task passed its gate(?:.|\n)*q leaves the deck/);
  story.at(9_000);
  assert.equal(textOf(look(story, initialUi)), early);
});
