// A minute of streaming, console and words together, told in faster time: every frame of the terminal has the border of every pane, and
// each pane keeps to its place, whatever bytes come.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {cellWidth} from '../../components/cell-width.ts';
import {assignmentId, callId, taskId, turnId} from '../../src/core/ids.ts';
import type {Place} from '../../src/view/pane-view.ts';
import type {Size} from '../../src/view/size.ts';
import {initialUi} from '../../src/view/ui.ts';
import {type ViewModel, viewOf} from '../../src/view/view-model.ts';
import type {Scenario} from '../view/scenario.ts';
import {told} from '../view/story.ts';
import {openShownFrames, type ShownFrames} from './shown-frames.ts';

const sizes: readonly Size[] = [
  {columns: 80, rows: 24},
  {columns: 120, rows: 40},
];
const tellingSeconds = 60;
const framesPerTold = 2;

/** What terminals act on, disagree about, or count other than by characters. */
const hostile: readonly string[] = [
  ...[
    '\x1b[2J\x1b[H',
    '\x1b[999;999Hx',
    '\x1b]0;title\x07',
    '\x1b]8;;http://x\x1b\\link',
    '\x1b[?1049l',
    '\x1b(0lqk',
    '\x1bc',
  ],
  ...['\x9b2J', '\x9d0;t\x9c', '\x84\x85\x8d', '\x0e\x0f\x07\x08\x08\x0b\x0c', 'one\rtwo', '\t\t', '\x00', '\x7f'],
  ...['表示幅が二つ', '한국어', 'a\u0301\u0302\u0303', '👩‍👩‍👧‍👦', '👍🏽', '🏴‍☠️', '❤️', '🇩🇪', 'ｶﾞ', '\u1100\u1161'],
  ...['\u202e\u2066reversed', '\u200b\u200d\ufeff', '\ufffd', '\ud800', '\u{e0041}', '│╭╮╰╯─', '\u2028', '\u00ad'],
];
const bytesOfNoText: readonly Uint8Array[] = [
  [0xff, 0xfe],
  [0xc3],
  [0xe2, 0x94],
  [0xf0, 0x9f, 0x98],
  [0x80, 0x9b, 0x41],
].map((bytes) => Uint8Array.from(bytes));

for (const size of sizes) {
  test(`over a minute of streaming no frame lacks a border at ${size.columns}x${size.rows}`, async () => {
    const story = told('working');
    const frames = openShownFrames(size, seen(story, size));
    for (let second = 0; second < tellingSeconds; second++) {
      story.at(300 + second);
      for (let part = 0; part < framesPerTold; part++) {
        stream(story, second * framesPerTold + part);
        await assertWhole(frames, seen(story, size));
      }
    }
    frames.close();
  });
}

test('a frame in which nothing has changed writes nothing', async () => {
  const story = told('working');
  const [size = {columns: 80, rows: 24}] = sizes;
  const frames = openShownFrames(size, seen(story, size));
  await frames.show(seen(story, size));
  assert.deepEqual(await frames.show(seen(story, size)), {bytes: 0});
  frames.close();
});

/**
 * Latin with marks, Greek, Cyrillic, kana, Han, Hangul, emoji, halves of pairs, specials. Of Indic conjuncts, and of what each new Unicode
 * adds, terminals have tables of different ages: there a row may be a cell too long on one of them.
 */
const ranges = [
  ...[
    [0x0, 0x52f],
    [0x2500, 0x257f],
    [0x3041, 0x3096],
    [0x4e00, 0x4fff],
    [0xac00, 0xafff],
    [0xd800, 0xe0ff],
  ],
  ...[
    [0xfe00, 0xfe0f],
    [0xff01, 0xff9f],
    [0xfff0, 0xffff],
    [0x1f300, 0x1f64f],
  ],
] as const;
const character = fc
  .oneof(...ranges.map(([min, max]) => fc.integer({min: min ?? 0, max: max ?? 0})))
  .map((code) => String.fromCodePoint(code));
const text = fc.array(fc.oneof(fc.constantFrom(...hostile), character, character), {maxLength: 30});

test('whatever texts come, each pane keeps to its place', async () => {
  const size = {columns: 120, rows: 40};
  const frames = openShownFrames(size, seen(told('working'), size));
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...bytesOfNoText), async (pieces, bytes) => {
      const story = told('working');
      tellEverywhere(story, pieces.join(''), bytes);
      await assertWhole(frames, seen(story, size));
    }),
    {numRuns: 40},
  );
  frames.close();
});

/** A second's share of a console that floods and of words that stream, with something hostile among them. */
function stream(story: Scenario, number: number): void {
  const odd = hostile[number % hostile.length] ?? '';
  const lines = Array.from(
    {length: 40},
    (_, line) => `[${(number + line / 100).toFixed(6).padStart(12)}] ringlog: ${odd} ${line}`,
  );
  story.console(`${lines.join('\n')}\n${odd}`);
  const turn = turnId(assignmentId(3), 3);
  story.delta({role: 'executor', turn, what: number % 5 === 0 ? 'reasoning' : 'text', text: `word${number} ${odd} `});
}

/** In the console, in an agent's words and calls, as a file's name and as a task's title. */
function tellEverywhere(story: Scenario, odd: string, bytes: Uint8Array): void {
  const turn = turnId(assignmentId(3), 3);
  story.console(`[    1.000000] ${odd}\n${odd}`).bytes(bytes);
  story
    .delta({role: 'executor', turn, what: 'reasoning', text: odd})
    .delta({role: 'executor', turn, what: 'text', text: odd});
  story.tell(
    {type: 'task.created', task: taskId(9), title: odd, goal: odd, acceptance: 'load', dependsOn: []},
    {type: 'artefact.touched', path: `${odd}.c`, change: 'changed', diff: odd},
    {type: 'note.written', by: 'scheduler', text: odd},
    {
      type: 'turn.answered',
      turn,
      text: odd,
      calls: [{providerId: 'w', name: 'write_file', argumentsJson: JSON.stringify({path: odd, content: odd})}],
      usage: {inputTokens: 1, cachedTokens: 0, outputTokens: 1, costMicrodollars: 0},
    },
    {type: 'tool.started', call: callId(turn, 1)},
    {type: 'tool.returned', call: callId(turn, 1), ok: false, output: odd},
  );
}

function seen(story: Scenario, size: Size): ViewModel {
  return viewOf(story.live, initialUi, size, story.nowMs, {unicode: true, width: cellWidth});
}

/** Panes tile the screen between its first rows and its last, so that what leaves its pane is seen in a border, or in one of those. */
async function assertWhole(frames: ShownFrames, view: ViewModel): Promise<void> {
  await frames.show(view);
  assert.equal(view.kind, 'deck');
  if (view.kind !== 'deck') return;
  const shown = frames.rows().map((row) => row.trimEnd());
  const wanted = view.lines.map((row) =>
    row
      .map((span) => span.text)
      .join('')
      .trimEnd(),
  );
  assert.deepEqual([shown[0], shown.at(-1)], [wanted[0], wanted.at(-1)]);
  assert.equal(frames.scrolled(), 0);
  for (const {id, place} of view.places) assertBorder(frames, place, id);
}

function assertBorder({cell}: ShownFrames, {left, top, width, height}: Place, id: string): void {
  const [right, bottom] = [left + width - 1, top + height - 1];
  const corners = [cell(left, top), cell(right, top), cell(left, bottom), cell(right, bottom)];
  assert.deepEqual(corners, ['╭', '╮', '╰', '╯'], `the corners of ${id}`);
  for (let row = top + 1; row < bottom; row++) {
    assert.deepEqual([cell(left, row), cell(right, row)], ['│', '│'], `the sides of ${id} in row ${row}`);
  }
}
