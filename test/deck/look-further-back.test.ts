// When a screen asks for what was said before it attached.
import assert from 'node:assert/strict';
import test from 'node:test';
import {openLookingBack} from '../../src/deck/look-further-back.ts';
import {emptyConsole} from '../../src/view/console-view.ts';
import {emptyLive, type Live} from '../../src/view/live.ts';
import {initialUi, type Ui} from '../../src/view/ui.ts';

const live = (firstByte: number | null, kind: 'attached' | 'connecting' = 'attached'): Live => ({
  ...emptyLive,
  link: {kind},
  console: {...emptyConsole, firstByte},
});
const turnedTo: Ui = {...initialUi, focus: 'target'};

test('nothing is asked before the person turns to the console; then piece by piece, each once', () => {
  const asked: number[] = [];
  const back = openLookingBack((toByte) => asked.push(toByte));
  back.look(live(900), initialUi);
  assert.deepEqual(asked, []);
  back.look(live(900), turnedTo);
  back.look(live(900), initialUi);
  back.look(live(400), initialUi);
  back.look(live(0), initialUi);
  back.look(live(null), initialUi);
  assert.deepEqual(asked, [900, 400]);
});

test('a search looks further back too', () => {
  const asked: number[] = [];
  const back = openLookingBack((toByte) => asked.push(toByte));
  back.look(live(900), {...initialUi, look: {...initialUi.look, search: {words: 'x', line: null}}});
  assert.deepEqual(asked, [900]);
});

test('what was asked of a connection that was lost is asked again', () => {
  const asked: number[] = [];
  const back = openLookingBack((toByte) => asked.push(toByte));
  back.look(live(900), turnedTo);
  back.look(live(900, 'connecting'), turnedTo);
  back.look(live(900), turnedTo);
  assert.deepEqual(asked, [900, 900]);
});
