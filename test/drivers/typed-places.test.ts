// A screen that attaches later marks the same lines as typed as one that was there; one that was there marks nothing twice.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {DownLine} from '../../src/core/link.ts';
import {consoleLine, openTypedPlaces} from '../../src/drivers/typed-places.ts';
import {consoleLines} from '../../src/view/console-view.ts';
import {emptyLive, type Live, takeLine} from '../../src/view/live.ts';

const shown = (lines: readonly DownLine[], from: Live = emptyLive): Live =>
  lines.reduce(
    (live, line) => takeLine(live, line, {nowMs: 0, decode: (base64) => Buffer.from(base64, 'base64').toString()}),
    from,
  );
const typedIn = ({console}: Live): readonly string[] =>
  consoleLines(console, 0, console.total).flatMap(({text, typedFrom}) =>
    typedFrom === undefined ? [] : [text.slice(typedFrom)],
  );

/** A console on which `ls` and `ps` are typed, with every line as a screen gets it that is there. */
function session() {
  const places = openTypedPlaces();
  const lines: DownLine[] = [];
  let said = '';
  const say = (text: string): void => {
    lines.push(consoleLine(said.length, Buffer.from(text)));
    said += text;
  };
  const type = (keys: string): void => {
    for (const key of keys) {
      places.typed(said.length);
      lines.push({kind: 'typed', base64: Buffer.from(key).toString('base64'), atByte: said.length});
      say(key);
    }
    say('\r\n');
  };
  say('booted\r\n~ # ');
  type('ls');
  say('a.ko b.ko\r\n~ # ');
  type('ps');
  say('~ # ');
  return {places, lines, said};
}

test('who attaches late sees which lines were typed', () => {
  const {places, lines, said} = session();
  assert.deepEqual(typedIn(shown(lines)), ['ls', 'ps']);
  const late = shown(places.linesOf(0, Buffer.from(said)));
  assert.deepEqual(typedIn(late), ['ls', 'ps']);
  assert.equal(late.console.nextByte, said.length);
});

test('of the end of the console only what was typed there is told', () => {
  const {places, said} = session();
  const from = said.indexOf('a.ko');
  assert.deepEqual(typedIn(shown(places.linesOf(from, Buffer.from(said.slice(from))))), ['ps']);
});

test('who attaches again marks nothing twice', () => {
  const {places, lines, said} = session();
  const again = shown(places.linesOf(0, Buffer.from(said)), shown(lines));
  assert.deepEqual(typedIn(again), ['ls', 'ps']);
  assert.equal(again.console.typedFrom, null, 'nobody types at the newest prompt');
});

test('what is kept is bounded, the newest of it', () => {
  const places = openTypedPlaces();
  for (let place = 1; place <= 5000; place++) places.typed(place);
  const marks = places.linesOf(0, new Uint8Array(5000)).filter(({kind}) => kind === 'typed');
  assert.equal(marks.length, 1000);
});
