// What is open over the deck, as a block in the middle of the screen, or below the page that it was opened from.

import {scopeName, unitOf} from '../core/budget-words.ts';
import type {Constraint, ConstraintScope, Question} from '../core/entities.ts';
import {underWayOf} from '../core/examined.ts';
import {roleNames} from '../core/roles.ts';
import {scopeWords} from './constraint-words.ts';
import {detailsRows, detailsTitle} from './details-rows.ts';
import {editRows} from './edit-rows.ts';
import {oneLine} from './formats.ts';
import {helpRows} from './help-rows.ts';
import {baseOf} from './keymap.ts';
import type {Live} from './live.ts';
import {pageFoot} from './page-foot.ts';
import {pageOf, placeBelow} from './pages/page-behind.ts';
import {pages} from './pages/page-table.ts';
import {pageView} from './pages/page-view.ts';
import {paletteRows} from './palette/palette-rows.ts';
import {type Block, framed, type Place} from './pane-view.ts';
import type {Pen} from './pen.ts';
import {pinRows} from './pin-rows.ts';
import {named} from './rebinding/named.ts';
import type {Size} from './size.ts';
import {behindRows, skipRows} from './skip-rows.ts';
import {hanging, type Row, row, span, wrapRows, wrapText} from './spans.ts';
import {type Dialog, type Facts, type QuitChoice, quitChoices, type Ui} from './ui.ts';

export interface DialogView {
  readonly block: Block;
  readonly extent: NonNullable<Facts['dialogExtent']>;
}

export function dialogView(dialog: Dialog, live: Live, ui: Ui, size: Size, pen: Pen): DialogView {
  if (dialog.kind === 'page') return pageView(dialog, live, size, pen);
  const isPage = dialog.kind === 'details' || dialog.kind === 'help';
  const isBelow = pageOf(dialog) !== null;
  const columns = isBelow ? size.columns : Math.min(size.columns - 6, dialog.kind === 'details' ? 120 : 78);
  const rows = contentOf(dialog, live, ui, columns - 4, pen);
  const heightMax = size.rows - (isPage ? 4 : 6);
  const height = Math.min(heightMax, rows.length + 2);
  const place = isBelow ? placeBelow(size, height) : inTheMiddle(size, columns, height);
  const extent = {total: rows.length, height: height - 2};
  const scroll = isPage
    ? Math.min(dialog.scroll, Math.max(0, rows.length - extent.height))
    : Math.max(0, rows.length - extent.height);
  const block = framed(
    {
      place,
      border: dialog.kind === 'answer' ? 'warn' : 'accent',
      title: [span(titleOf(dialog), dialog.kind === 'answer' ? 'warn' : 'accent')],
      status: [],
      foot: pageFoot(scroll, extent, pen),
      rows: rows.slice(scroll, scroll + extent.height),
    },
    pen,
  );
  return {block: isBelow ? block : withMargin(block), extent};
}

function inTheMiddle({columns, rows}: Size, width: number, height: number): Place {
  return {
    left: Math.floor((columns - width) / 2),
    top: Math.max(1, Math.floor((rows - height) / 2)),
    ...{width, height},
  };
}

/** A free cell at each side parts it from what it covers. */
function withMargin({place, rows}: Block): Block {
  const free = span(' ');
  return {
    place: {...place, left: place.left - 1, width: place.width + 2},
    rows: rows.map((row) => [free, ...row, free]),
  };
}

/** What is open in the middle of the screen; a page takes all of it. */
type Boxed = Exclude<Dialog, {kind: 'page'}>;

function titleOf(dialog: Boxed): string {
  switch (dialog.kind) {
    case 'help':
      return 'Keys';
    case 'details':
      return detailsTitle(dialog.pane);
    case 'quit':
      return 'Leave the deck?';
    case 'answer':
      return dialog.question.by === 'house' ? 'Quarterdeck asks you' : `The ${roleNames[dialog.question.by]} asks you`;
    case 'confirmReset':
      return 'Reset the target?';
    case 'confirmLift':
      return `Lift ${dialog.constraint.id}?`;
    case 'confirmSkip':
      return `Skip the checks of ${dialog.task}?`;
    case 'text':
      return textTitle(dialog.purpose);
    case 'search':
      return dialog.back === undefined ? 'Search the console' : `Search ${pages[dialog.back.page].name}`;
    case 'palette':
      return 'Commands';
    default:
      return dialog satisfies never;
  }
}

function textTitle(purpose: Extract<Dialog, {kind: 'text'}>['purpose']): string {
  switch (purpose.kind) {
    case 'redirect':
      return `Redirect the ${roleNames[purpose.role]}`;
    case 'constraint':
      return purpose.edits === undefined ? 'A constraint on the work' : `Constraint ${purpose.edits}`;
    case 'secondOpinion':
      return 'A second opinion';
    case 'verifierWords':
      return 'To the Verifier';
    case 'returnAcceptance':
      return 'Back to the Planner';
    case 'dismiss':
      return `Dismiss ${purpose.finding}`;
    case 'grant':
      return `Grant ${scopeName(purpose.scope)} more ${unitOf[purpose.measure].name}`;
    default:
      return purpose satisfies never;
  }
}

function contentOf(dialog: Boxed, live: Live, ui: Ui, cells: number, pen: Pen): readonly Row[] {
  switch (dialog.kind) {
    case 'help':
      return helpRows(cells, pen, baseOf(ui), ui.keys);
    case 'details':
      return trimmed(detailsRows(live.state, dialog.pane, cells, pen));
    case 'quit':
      return quitRows(dialog.choice, live, cells, pen);
    case 'answer':
      return answerRows(dialog, cells, pen);
    case 'confirmReset':
      return wrapRows(resetText(live), 'plain', cells, pen.width);
    case 'confirmLift':
      return liftRows(dialog.constraint, cells, pen);
    case 'confirmSkip': {
      const examination = underWayOf(live.state, dialog.task);
      return examination === undefined ? [row('They have all ended by now.')] : skipRows(examination, cells, pen);
    }
    case 'text':
      return textRows(dialog, live, cells, pen);
    case 'search':
      return [...editRows(dialog.edit, cells, pen), [], ...wrapRows(searchText(dialog), 'dim', cells, pen.width)];
    case 'palette':
      return paletteRows(dialog, live, ui, cells, pen);
    default:
      return dialog satisfies never;
  }
}

function searchText({back}: Extract<Dialog, {kind: 'search'}>): string {
  return back === undefined
    ? 'Upwards from what is shown; without capitals, those do not matter.'
    : 'What has these words stays, without words all of it; without capitals, those do not matter.';
}

const trimmed = (rows: readonly Row[]): readonly Row[] => (rows[0]?.length === 0 ? rows.slice(1) : rows);

const quitWords: Readonly<Record<QuitChoice, readonly [string, string]>> = {
  leave: ['leave it running', 'the session goes on without a screen; "quarterdeck attach" comes back'],
  pause: ['pause it and leave', 'nothing new begins; "quarterdeck attach" comes back, {pauseAll} goes on'],
  stop: ['stop it and quit', 'the session ends as it is, the target is switched off'],
  stay: ['stay', ''],
};

function quitRows(chosen: QuitChoice, live: Live, cells: number, pen: Pen): readonly Row[] {
  const choices = quitChoices.flatMap((choice) => {
    const [words, about] = quitWords[choice];
    const key = named(`{quit${choice.charAt(0).toUpperCase()}${choice.slice(1)}}`, pen);
    const name = `${key.padEnd(4)} ${words}`;
    const mark = choice === chosen ? pen.glyphs.call : ' ';
    return [
      [span(`${mark} `, 'accent'), span(name, choice === chosen ? 'strong' : 'plain')],
      ...(about === ''
        ? []
        : wrapText(named(about, pen), cells - 7, pen.width).map((line): Row => row(`       ${line}`, 'dim'))),
    ];
  });
  const tail = live.state.session.phase === 'running' ? 'Work is under way.' : '';
  return [
    ...(tail === '' ? [] : [row(tail), []]),
    ...choices,
    [],
    row('ctrl-c again stops the session and quits.', 'dim'),
  ];
}

function resetText({state}: Live): string {
  const run = state.runs.at(-1);
  const under = run !== undefined && run.verdict === undefined ? ` The run ${run.id} that is under way is lost.` : '';
  if (state.target.now.phase === 'off') return 'The target is off. It is switched on.';
  return `The hardware's reset line is pulled. RAM survives, and so do the records that pstore keeps in it.${under}`;
}

function answerRows(
  {question, choice, edit}: Extract<Dialog, {kind: 'answer'}>,
  cells: number,
  pen: Pen,
): readonly Row[] {
  const isOwn = choice === question.choices.length;
  const mark = (chosen: boolean) => span(`${chosen ? pen.glyphs.call : ' '} `, 'accent');
  const choices = question.choices.flatMap((text, index) =>
    hanging(
      [mark(index === choice), span(`${index + 1}  `, 'dim')],
      oneLine(text),
      index === choice ? 'strong' : 'plain',
      cells,
      pen.width,
    ),
  );
  const ownLabel = question.choices.length === 0 ? 'your answer' : 'in your own words';
  const own = isOwn || edit.text !== '' ? editRows(edit, cells - 2, pen).map((line): Row => [span('  '), ...line]) : [];
  return [
    ...wrapRows(question.text.trim(), 'plain', cells, pen.width),
    ...triedRows(question, cells, pen),
    [],
    ...choices,
    [mark(isOwn), span(ownLabel, isOwn ? 'strong' : 'dim')],
    ...own,
  ];
}

/** What came before the question, bounded when it was asked. */
function triedRows({tried = []}: Question, cells: number, {width, glyphs}: Pen): readonly Row[] {
  if (tried.length === 0) return [];
  const lines = tried.flatMap((line) =>
    hanging([span(`${glyphs.dot} `, 'dim')], oneLine(line), 'dim', cells, width).slice(0, 2),
  );
  return [[], row('What was tried', 'strong'), ...lines];
}

function textRows(
  {purpose, edit, strength}: Extract<Dialog, {kind: 'text'}>,
  live: Live,
  cells: number,
  pen: Pen,
): readonly Row[] {
  const {label} = live.state;
  const about = wrapRows(named(aboutText(purpose), pen), 'dim', cells, pen.width);
  const isTape = label.kind === 'tape' && purpose.kind !== 'secondOpinion' && purpose.kind !== 'grant';
  const tape = isTape
    ? wrapRows(
        `The model is the tape "${label.name}": your words are recorded, but a tape can't take them in.`,
        'warn',
        cells,
        pen.width,
      )
    : [];
  return [
    ...about,
    ...tape,
    ...(purpose.kind === 'dismiss' ? behindRows(live.state, purpose.finding, cells, pen) : []),
    ...(purpose.kind === 'redirect' ? [[], ...whenRows(purpose.now ?? false, cells, pen)] : []),
    ...(purpose.kind === 'secondOpinion' && 'of' in purpose ? [[], ...pinRows(purpose.of, live, cells, pen)] : []),
    ...(purpose.kind === 'constraint' ? [[], strengthRow(strength, pen), scopeRow(purpose.scope, pen)] : []),
    [],
    ...editRows(edit, cells, pen),
    [],
  ];
}

function aboutText(purpose: Extract<Dialog, {kind: 'text'}>['purpose']): string {
  switch (purpose.kind) {
    case 'redirect':
      return `What should the ${roleNames[purpose.role]} do differently?`;
    case 'constraint':
      return 'A rule that is in force until it is lifted. It is shown to whom it is for with every turn, and work that was approved before is reviewed again.';
    case 'secondOpinion':
      return 'How ought it to work? One statement a line; {text.send} begins the next line, and on an empty line it sends them. The Verifier answers each from the code.';
    case 'verifierWords':
      return 'It has no part in the work, and sees nothing but the pinned tree, the records of builds and runs, and the kernel.';
    case 'dismiss':
      return 'Why is it none, or none that matters? It blocks nothing from then on, comes back neither in this task nor in another while it is the same, and the Reviewer is told your reason.';
    case 'returnAcceptance':
      return 'What should be different? The Planner writes the acceptance anew.';
    case 'grant':
      return `How many ${unitOf[purpose.measure].name} more? What waited for them goes on.`;
    default:
      return purpose satisfies never;
  }
}

function liftRows({text}: Constraint, cells: number, {width}: Pen): readonly Row[] {
  const what = 'It binds nobody any more, and what was approved under it is reviewed again.';
  return [...wrapRows(text, 'strong', cells, width), [], ...wrapRows(what, 'plain', cells, width)];
}

function scopeRow(scope: ConstraintScope = {kind: 'all'}, pen: Pen): Row {
  return [span(' for '), span(` ${scopeWords(scope)} `, 'chosen'), span(named('  {nextScope} changes it', pen), 'dim')];
}

function whenRows(now: boolean, cells: number, pen: Pen): readonly Row[] {
  const tone = (chosen: boolean) => (chosen ? 'chosen' : 'dim');
  const about = now
    ? 'An answer on its way is given up and calls that have not begun are left out; what runs on the target ends first.'
    : 'It takes it in when its answer and its calls are done, after 20 s at the latest.';
  return [
    [
      span(' at the next boundary ', tone(!now)),
      span(' '),
      span(' at once ', tone(now)),
      span(named('  {toggleStrength} changes it', pen), 'dim'),
    ],
    ...wrapRows(about, 'dim', cells, pen.width),
  ];
}

function strengthRow(strength: 'must' | 'prefer', pen: Pen): Row {
  const tone = (is: 'must' | 'prefer') => (is === strength ? 'chosen' : 'dim');
  return [
    span(' must ', tone('must')),
    span(' '),
    span(' prefer ', tone('prefer')),
    span(named('  {toggleStrength} changes it', pen), 'dim'),
  ];
}
