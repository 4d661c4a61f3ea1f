// What happened, as marks in a row of the screen or as a list with times.
import type {Mark, MarkKind, State} from '../core/state.ts';
import {clock, oneLine} from './formats.ts';
import type {Glyphs} from './glyphs.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {cutRow, fitRow, type Row, type Span, span, type Tone, widthOf} from './spans.ts';

interface Sign {
  readonly glyph: keyof Glyphs;
  readonly word: string;
  readonly tone: Tone;
}

/** How each kind of point is marked. */
export const signs: Readonly<Record<MarkKind, Sign>> = {
  build: {glyph: 'up', word: 'build', tone: 'plain'},
  buildFailed: {glyph: 'bad', word: 'build', tone: 'bad'},
  run: {glyph: 'works', word: 'run', tone: 'plain'},
  accepted: {glyph: 'good', word: 'accepted', tone: 'good'},
  notAccepted: {glyph: 'bad', word: 'run', tone: 'bad'},
  oops: {glyph: 'bad', word: 'oops', tone: 'bad'},
  panic: {glyph: 'bad', word: 'panic', tone: 'bad'},
  hang: {glyph: 'bad', word: 'hang', tone: 'bad'},
  watchdog: {glyph: 'reboot', word: 'watchdog', tone: 'warn'},
  reboot: {glyph: 'reboot', word: 'reboot', tone: 'warn'},
  harvest: {glyph: 'harvest', word: 'pstore', tone: 'plain'},
  rung: {glyph: 'reboot', word: 'recovery', tone: 'warn'},
  restore: {glyph: 'reboot', word: 'restore', tone: 'plain'},
  finding: {glyph: 'needs', word: 'finding', tone: 'warn'},
  dismissal: {glyph: 'said', word: 'dismissed', tone: 'accent'},
  checks: {glyph: 'up', word: 'checks', tone: 'plain'},
  approved: {glyph: 'good', word: 'approved', tone: 'good'},
  sentBack: {glyph: 'back', word: 'sent back', tone: 'warn'},
  hypothesis: {glyph: 'needs', word: 'hypothesis', tone: 'plain'},
  acceptance: {glyph: 'said', word: 'acceptance', tone: 'accent'},
  commit: {glyph: 'good', word: 'commit', tone: 'good'},
  message: {glyph: 'said', word: 'you', tone: 'accent'},
  constraint: {glyph: 'said', word: 'constraint', tone: 'accent'},
  question: {glyph: 'needs', word: 'question', tone: 'warn'},
  budget: {glyph: 'needs', word: 'budget', tone: 'warn'},
  fault: {glyph: 'bad', word: 'fault', tone: 'bad'},
  end: {glyph: 'stopped', word: 'end', tone: 'strong'},
};

/** The newest at the right end; what does not fit any more goes out at the left. Repeated marks are counted. */
export function timeLineRow(state: State, cells: number, pen: Pen): Row {
  const {glyphs, width} = pen;
  if (state.marks.length === 0) {
    return fitRow([span(' Builds, runs, crashes and verdicts are marked here as they happen.', 'dim')], cells, width);
  }
  const end: Row = [span(`${glyphs.across}${glyphs.works} now `, 'dim')];
  const join = span(glyphs.across.repeat(2), 'dim');
  const shown: Span[][] = [];
  let taken = 2 + widthOf(end, width);
  for (const {kind, count} of grouped(state.marks).toReversed()) {
    const sign = signs[kind];
    const label = `${sign.word}${count > 1 ? ` x${count}` : ''}`;
    const mark = [
      join,
      span(`${glyphs[sign.glyph]}`, sign.tone),
      span(label, sign.tone === 'plain' ? 'dim' : sign.tone),
    ];
    taken += widthOf(mark, width);
    if (taken > cells) {
      shown.unshift([span(glyphs.ellipsis, 'dim')]);
      break;
    }
    shown.unshift(mark);
  }
  return fitRow([span(' '), ...shown.flat(), ...end], cells, width);
}

/** Marks of the same kind in a row are one with a count, findings above all. */
function grouped(marks: readonly Mark[]): readonly {readonly kind: MarkKind; readonly count: number}[] {
  const groups: {kind: MarkKind; count: number}[] = [];
  for (const {kind} of marks) {
    const last = groups.at(-1);
    if (last?.kind === kind) last.count++;
    else groups.push({kind, count: 1});
  }
  return groups;
}

/** The newest points; around a moment that is looked at, those beside it, the later ones dim. */
export function timeLineList(
  {state, moment}: Pick<Live, 'state' | 'moment'>,
  cells: number,
  height: number,
  pen: Pen,
): readonly Row[] {
  const all = moment?.marks ?? state.marks;
  if (all.length === 0) return [[span('What happens is listed here, the newest last.', 'dim')]];
  const here = moment?.mark.seq ?? null;
  const at = here === null ? all.length : all.findIndex(({seq}) => seq === here);
  const from = Math.max(0, Math.min(all.length - height, at - Math.floor(height / 2)));
  return all.slice(from, from + height).map((mark) => {
    const row = pointRow(mark, state.startedAtMs, pen);
    if (here === null || mark.seq < here) return cutRow(row, cells, pen.width, pen.glyphs.ellipsis);
    const toned = row.map(({text}) => span(text, mark.seq === here ? 'chosen' : 'dim'));
    return cutRow(toned, cells, pen.width, pen.glyphs.ellipsis);
  });
}

function pointRow({kind, atMs, text}: Mark, startedAtMs: number, {glyphs}: Pen): Row {
  const {glyph, word, tone} = signs[kind];
  return [
    span(`${clock(atMs - startedAtMs)}  `, 'dim'),
    span(`${glyphs[glyph]} `, tone),
    span(word.padEnd(11), tone),
    span(oneLine(text).replace(/^(pstore|reset): /, ''), 'dim'),
  ];
}
