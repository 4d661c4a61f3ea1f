// The bottom line: the keys that mean something now; and over it, for a while, what a person must be told.

import type {Binding} from './bindings.ts';
import {oneLine} from './formats.ts';
import {baseOf, contextOf, keymapWith} from './keymap.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {named} from './rebinding/named.ts';
import {openFaults} from './session-status.ts';
import {fitRow, type Row, type Span, span, spread, type Tone, widthOf, wrapText} from './spans.ts';
import {type NoticeTone, noticeMs, openQuestions, type Ui} from './ui.ts';
import {whyNot} from './why-not.ts';
import {pastTexts} from './writing/recall.ts';
import {hasLines} from './writing/written.ts';

/** Rows of a notice that is too long for one: it covers what stands above the key line meanwhile. */
const noticeRowsMax = 3;

export function noticeRows({notice}: Ui, cells: number, pen: Pen): readonly Row[] {
  const {nowMs, width} = pen;
  if (notice === null || nowMs - notice.atMs >= noticeMs) return [];
  return wrapText(oneLine(named(notice.text, pen)), cells - 2, width)
    .slice(0, noticeRowsMax)
    .map((line) => fitRow([span(` ${line}`, noticeTones[notice.tone])], cells, width));
}

export function keyLine(live: Live, ui: Ui, cells: number, pen: Pen): Row {
  const context = contextOf(ui);
  const labelled = keymapWith(ui.keys)
    .bindings.filter((binding) => binding.context === context && binding.keys.length > 0 && isOfUse(binding, live, ui))
    .flatMap((binding) => entryOf(binding, live, ui, pen));
  const isDeck = context === baseOf(ui);
  const atEnd = isDeck ? labelled.filter(({binding}) => isLast(binding)) : [];
  const right = [...atEnd.flatMap(({spans}) => [...spans, span('  ')]).slice(0, -1), span(' ')];
  const room = cells - widthOf(right, pen.width) - 2;
  const others = labelled.filter(({binding}) => !(isDeck && isLast(binding)));
  const left = thoseThatFit(others, room, live.state, pen).flatMap(({spans}) => [...spans, span('  ')]);
  const typing: Row =
    context === 'typing' || context === 'lineCommand' ? [span("typing into the target's console  ", 'warn')] : [];
  return spread([span(' '), ...typing, ...left], right, cells, pen.width, pen.glyphs.ellipsis);
}

const noticeTones: Readonly<Record<NoticeTone, Tone>> = {plain: 'strong', good: 'good', warn: 'warn', bad: 'bad'};

interface Entry {
  readonly binding: Binding;
  readonly spans: readonly Span[];
}

const isLast = ({doing}: Binding): boolean => doing.do === 'help' || doing.do === 'askQuit';

function entryOf(binding: Binding, live: Live, ui: Ui, {glyphs}: Pen): readonly Entry[] {
  if (binding.label === undefined) return [];
  const asks = binding.doing.do === 'open' && openQuestions(live.state).length > 0;
  const label = labelOf(binding, live, ui) ?? binding.label;
  return [
    {
      binding,
      spans: [span(keyText(binding.shown, glyphs), asks ? 'warn' : 'strong'), span(` ${label}`, asks ? 'warn' : 'dim')],
    },
  ];
}

/** Arrows as words where they can't be shown. */
export function keyText(shown: string, {upDown}: Pen['glyphs']): string {
  if (upDown === '↑ ↓') return shown;
  return shown.replace('↑ ↓', upDown).replace(/[↑↓←→]/g, (arrow) => arrowWords[arrow] ?? arrow);
}

const arrowWords: Readonly<Record<string, string>> = {'↑': 'up', '↓': 'down', '←': 'left', '→': 'right'};

function labelOf({doing}: Binding, {state, replay}: Live, ui: Ui): string | undefined {
  const {focus} = ui;
  switch (doing.do) {
    case 'scrub':
      return doing.by === 'toggle' && replay?.isPlaying === true ? 'pause' : undefined;
    case 'toggleStrength':
      return isRedirect(ui) ? 'at once' : isAskingOpinion(ui) ? 'of what' : undefined;
    case 'pauseRole':
      return focus !== 'target' && state.agents[focus].paused ? 'go on' : undefined;
    case 'pauseAll':
      if (openFaults(state).length > 0) return 'try again';
      return state.session.phase === 'paused' ? 'go on' : undefined;
    case 'open':
      return openQuestions(state).length > 0 ? 'answer' : undefined;
    default:
      return undefined;
  }
}

const isRedirect = ({dialog}: Ui): boolean => dialog?.kind === 'text' && dialog.purpose.kind === 'redirect';

const isAskingOpinion = ({dialog}: Ui): boolean =>
  dialog?.kind === 'text' && dialog.purpose.kind === 'secondOpinion' && 'of' in dialog.purpose;

/** What can't be done now has no place in the line. */
function isOfUse({doing}: Binding, {state}: Live, ui: Ui): boolean {
  const {dialog} = ui;
  if (doing.do === 'toggleStrength' && (isRedirect(ui) || isAskingOpinion(ui))) return true;
  if (doing.do === 'newLine') return dialog !== null && hasLines(dialog);
  if (doing.do === 'recallOlder') return pastTexts(ui, state).length > 0;
  if (doing.do === 'toggleStrength' || doing.do === 'nextScope')
    return dialog?.kind === 'text' && dialog.purpose.kind === 'constraint';
  return whyNot(doing, ui, {state}) === null;
}

/** Where everything stands still, what lets it go on comes first. */
function rankOf({binding: {doing, rank = 99}}: Entry, state: Live['state']): number {
  const stands = state.session.phase === 'paused' || openFaults(state).length > 0;
  return doing.do === 'pauseAll' && stands ? -1 : rank;
}

/** The most useful ones, in the order of the table. */
function thoseThatFit(entries: readonly Entry[], room: number, state: Live['state'], {width}: Pen): readonly Entry[] {
  const byRank = entries.toSorted((one, other) => rankOf(one, state) - rankOf(other, state));
  const chosen = new Set<Entry>();
  let taken = 0;
  for (const entry of byRank) {
    const cells = widthOf(entry.spans, width) + 2;
    if (taken + cells > room) continue;
    taken += cells;
    chosen.add(entry);
  }
  return entries.filter((entry) => chosen.has(entry));
}
