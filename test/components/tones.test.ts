import assert from 'node:assert/strict';
import test from 'node:test';
import {lookOf, palettes} from '../../components/tones.ts';
import type {Tone} from '../../src/view/spans.ts';

const tones: readonly Tone[] = [
  ...(['plain', 'dim', 'strong', 'accent', 'good', 'bad', 'warn'] as const),
  ...(['chosen', 'alarm', 'ask', 'done', 'bar'] as const),
];

/** The grounds that a theme with colours of its own is made for. */
const grounds = {dark: ['#000000', '#1e1e1e', '#282c34'], light: ['#ffffff', '#fdf6e3']} as const;

for (const theme of ['dark', 'light'] as const) {
  test(`the theme ${theme} can be read on its grounds`, () => {
    for (const tone of tones) {
      const {color, backgroundColor} = lookOf(tone, theme);
      const under = backgroundColor === undefined ? grounds[theme] : [backgroundColor];
      for (const ground of color === undefined ? [] : under) {
        const ratio = contrastOf(color ?? '', ground);
        // WCAG 2.2, 1.4.3: text of the usual size.
        assert.ok(ratio >= 4.5, `${tone} on ${ground} has ${ratio.toFixed(1)}`);
      }
    }
  });
}

test('what is chosen and what must be seen has a ground of its own in every theme', () => {
  for (const palette of palettes) {
    for (const tone of ['chosen', 'alarm', 'ask', 'done', 'bar'] as const) {
      const {inverse, backgroundColor} = lookOf(tone, palette);
      assert.ok(inverse || backgroundColor !== undefined, `${tone} in ${palette}`);
    }
  }
});

test('nothing is faint in the theme of high contrast', () => {
  for (const tone of tones) assert.equal(lookOf(tone, 'contrast').dimColor, undefined, tone);
});

test('without colours there are none', () => {
  for (const tone of tones) {
    const {color, backgroundColor} = lookOf(tone, 'colourless');
    assert.deepEqual([color, backgroundColor], [undefined, undefined], tone);
  }
});

function contrastOf(one: string, other: string): number {
  const [low = 0, high = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Of `#rrggbb` (WCAG 2.2, "relative luminance"). */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
