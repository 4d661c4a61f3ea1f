import assert from 'node:assert/strict';
import test from 'node:test';
import {heightsOf} from '../../../src/view/arrangement/bands.ts';
import {keptOf, keptText, parseKept, withKept} from '../../../src/view/arrangement/kept.ts';
import {themeOf} from '../../../src/view/arrangement/step-theme.ts';
import {layoutOf} from '../../../src/view/layout.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi, type PaneId, type Ui} from '../../../src/view/ui.ts';
import {keyOf} from '../key-of.ts';
import {facts} from '../uis.ts';

const usual = {columns: 120, rows: 40};

function press(keys: readonly string[], from: Ui = initialUi): Ui {
  return keys.reduce((ui, key) => stepUi(ui, keyOf(key), facts()).ui, from);
}

/** Rows of each pane that is shown. */
function rowsWith(keys: readonly string[], size = usual): Partial<Record<PaneId, number>> {
  const {focus, zoomed, arrangement} = press(keys);
  const layout = layoutOf(size, {focus, zoomed, arrangement, bannerRows: 0});
  return Object.fromEntries((layout?.panes ?? []).map(({id, place}) => [id, place.height]));
}

test('+ gives the focused pane more rows, - takes them, = evens all', () => {
  const [even, more, less] = [rowsWith([]), rowsWith(['2', '+', '+']), rowsWith(['5', '-', '-'])];
  assert.ok((more.planner ?? 0) > (even.planner ?? 0) && (more.target ?? 99) < (even.target ?? 0));
  assert.ok((less.target ?? 99) < (even.target ?? 0));
  assert.deepEqual(rowsWith(['2', '+', '5', '-', '=']), even);
});

test('however much a pane has grown, every other one can still be read', () => {
  const rows = rowsWith(['5', ...Array.from({length: 30}, () => '+')]);
  for (const height of Object.values(rows)) assert.ok(height >= 4, JSON.stringify(rows));
});

test('heights take up all that there is', () => assert.deepEqual(heightsOf([6, 6, 8], 37), [11, 11, 15]));

test('a hidden pane gives its room to the others, and its number brings it back', () => {
  assert.deepEqual(Object.keys(rowsWith(['3', 'h'])), ['scheduler', 'planner', 'reviewer', 'target']);
  assert.deepEqual(Object.keys(rowsWith(['5', 'h', '4', 'h', '3'])), ['scheduler', 'planner', 'executor']);
  assert.equal(rowsWith(['5', 'h'])['scheduler'], 18);
  assert.equal(Object.keys(rowsWith(['3', 'h', '3'])).length, 5);
  assert.equal(Object.keys(rowsWith(['3', 'h', '4', 'h', 'H'])).length, 5);
});

test('Tab passes over what is hidden', () => assert.equal(press(['2', 'h', '1', 'tab']).focus, 'executor'));

test('the last pane stays', () => {
  const ui = press(['h', 'h', 'h', 'h', 'h']);
  assert.equal(ui.arrangement.hidden.length, 4);
  assert.match(ui.notice?.text ?? '', /last pane/);
});

test('how the screen was arranged comes back at the next start', () => {
  const ui = press(['2', '+', '4', 'h', 'l', 'd', 'L']);
  const kept = parseKept(keptText(keptOf(ui)));
  assert.ok(kept);
  const again = withKept(initialUi, kept);
  assert.deepEqual(keptOf(again), keptOf(ui));
  assert.equal(themeOf(again), 'dark');
});

test('what is broken or foreign is not taken, in part or as a whole', () => {
  const good = JSON.parse(keptText(keptOf(initialUi)));
  assert.ok(parseKept(JSON.stringify(good)));
  const broken = [
    {...good, version: 2},
    {...good, filter: 'none'},
    {...good, arrangement: {hidden: ['bridge'], grown: {}}},
    {...good, arrangement: {hidden: [], grown: {target: 1e9}}},
    {...good, arrangement: {hidden: ['scheduler', 'planner', 'executor', 'reviewer', 'target'], grown: {}}},
    {...good, chosenTheme: {chosen: 'pink', over: 'dark'}},
  ];
  for (const one of [...broken.map((fields) => JSON.stringify(fields)), '', '[]', 'null', '{"version":1}']) {
    assert.equal(parseKept(one), null, one);
  }
});

test('a theme that was chosen holds until the configuration names another', () => {
  const chosen = press(['L', 'L'], {...initialUi, theme: 'dark'});
  assert.equal(themeOf(chosen), 'contrast');
  assert.equal(themeOf({...chosen, theme: 'light'}), 'light');
});
