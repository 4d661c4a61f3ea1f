// What keys do in what is open over the deck.
import type {PersonCommand} from '../core/commands.ts';
import type {Doing} from './bindings.ts';
import {scopeAfter} from './constraint-words.ts';
import {grantOf, noAmount} from './grant.ts';
import {type Key, textOf} from './keys.ts';
import {movedOn, nextItem, selectedKey} from './pages/step-page.ts';
import {paletteEntries} from './palette/entries.ts';
import {searched} from './step-console.ts';
import {dialogScrolled} from './step-scroll.ts';
import {emptyEdit, inserted, insertedLines, lineAt, moved} from './text-edit.ts';
import {
  type Act,
  type Dialog,
  type Facts,
  noticed,
  type OpenPage,
  type Purpose,
  type QuitChoice,
  quitChoices,
  type Step,
  type Ui,
  type Written,
} from './ui.ts';
import {recalled} from './writing/recall.ts';
import {draftName, hasLines, writtenIn} from './writing/written.ts';

/** Null where the key means the same as on the deck. */
export function stepDialog(ui: Ui, dialog: Dialog, what: Doing, key: Key, facts: Facts): Step | null {
  switch (what.do) {
    case 'close':
      return left(ui, dialog);
    case 'scroll':
      if (dialog.kind === 'page') return shown(ui, movedOn(dialog, facts.dialogExtent, what.by));
      return dialog.kind === 'help' || dialog.kind === 'details'
        ? shown(ui, {...dialog, scroll: dialogScrolled(dialog.scroll, facts.dialogExtent, what.by)})
        : null;
    case 'onPage':
      return dialog.kind === 'page' ? what.step(ui, selectedKey(dialog, facts.dialogExtent), facts) : null;
    case 'edit':
      if (dialog.kind === 'palette') return shown(ui, {...dialog, edit: moved(dialog.edit, what.move), choice: 0});
      if (dialog.kind === 'search') return shown(ui, {...dialog, edit: moved(dialog.edit, what.move)});
      if (dialog.kind !== 'text' && dialog.kind !== 'answer') return null;
      return shown(ui, {...dialog, edit: moved(dialog.edit, what.move)});
    case 'choose':
      return choose(ui, dialog, what.by, facts);
    case 'chooseNumber':
      return dialog.kind === 'answer' ? chooseNumber(ui, dialog, key) : null;
    case 'toggleStrength':
      return dialog.kind === 'text' ? shown(ui, toggled(dialog)) : {ui, acts: []};
    case 'nextScope': {
      if (dialog.kind !== 'text' || dialog.purpose.kind !== 'constraint') return {ui, acts: []};
      const scope = scopeAfter(facts.state, dialog.purpose.scope ?? {kind: 'all'});
      return shown(ui, {...dialog, purpose: {...dialog.purpose, scope}});
    }
    case 'newLine':
      return newLine(ui, dialog, facts);
    case 'recallOlder':
    case 'recallNewer':
      if (dialog.kind !== 'text') return null;
      return shown(ui, recalled(ui, dialog, what.do === 'recallOlder' ? 1 : -1, facts.state));
    case 'openEditor': {
      const written = writtenIn(dialog);
      if (written === null) return null;
      return {ui, acts: [{kind: 'openEditor', text: written.edit.text, draft: draftName(written)}]};
    }
    case 'search':
      return dialog.kind === 'page' ? shown(ui, {kind: 'search', edit: emptyEdit, back: dialog}) : null;
    case 'lift':
      if (dialog.kind !== 'confirmLift') return null;
      return left(ui, dialog, {kind: 'command', command: {do: 'liftConstraint', constraint: dialog.constraint.id}});
    case 'skip':
      if (dialog.kind !== 'confirmSkip') return null;
      return left(ui, dialog, {kind: 'command', command: {do: 'skipChecks', task: dialog.task}});
    case 'send':
      if (dialog.kind === 'search') return search(ui, dialog, facts);
      return send(ui, dialog, facts);
    case 'reset':
      return closed(ui, {kind: 'command', command: {do: 'resetTarget'}});
    case 'quitBy':
      return quitBy(ui, what.choice);
    case 'quitChosen':
      return dialog.kind === 'quit' ? quitBy(ui, dialog.choice) : null;
    case 'quitNow':
      return closed(ui, {kind: 'stopAndQuit', cause: 'interrupt'});
    default:
      return null;
  }
}

function shown(ui: Ui, dialog: Dialog): Step {
  return {ui: {...ui, dialog}, acts: []};
}

/** To the page that it was opened from, where there is one. */
function left(ui: Ui, dialog: Dialog, act?: Act): Step {
  const back = 'back' in dialog ? dialog.back : undefined;
  return {ui: {...ui, dialog: back ?? null}, acts: act ? [act] : []};
}

function closed(ui: Ui, act?: Act): Step {
  return {ui: {...ui, dialog: null}, acts: act ? [act] : []};
}

function choose(ui: Ui, dialog: Dialog, by: 1 | -1, facts: Facts): Step | null {
  if (dialog.kind === 'palette') {
    const last = Math.max(0, paletteEntries(dialog.edit.text, ui, facts).length - 1);
    return shown(ui, {...dialog, choice: Math.min(last, Math.max(0, dialog.choice + by))});
  }
  if (dialog.kind === 'answer') {
    const choice = Math.min(dialog.question.choices.length, Math.max(0, dialog.choice + by));
    return shown(ui, {...dialog, choice});
  }
  if (dialog.kind === 'page') return shown(ui, nextItem(dialog, facts.dialogExtent, by));
  if (dialog.kind !== 'quit') return null;
  const at = Math.min(quitChoices.length - 1, Math.max(0, quitChoices.indexOf(dialog.choice) + by));
  return shown(ui, {...dialog, choice: quitChoices[at] ?? dialog.choice});
}

/** A digit picks its choice, unless it belongs to an answer in the person's own words. */
function chooseNumber(ui: Ui, dialog: Extract<Dialog, {kind: 'answer'}>, key: Key): Step {
  const text = textOf(key) ?? '';
  const {choices} = dialog.question;
  const isOwn = dialog.choice === choices.length || dialog.edit.text !== '';
  if (!isOwn && Number(text) <= choices.length) return shown(ui, {...dialog, choice: Number(text) - 1});
  return shown(ui, {...dialog, choice: choices.length, edit: inserted(dialog.edit, text)});
}

function send(ui: Ui, dialog: Dialog, {state, nowMs}: Facts): Step | null {
  if (dialog.kind !== 'text' && dialog.kind !== 'answer') return null;
  if (state.session.phase === 'ended') return {ui: notSent(ui, dialog, nowMs), acts: []};
  const own = dialog.edit.text.trim();
  const text = dialog.kind === 'answer' ? (dialog.question.choices[dialog.choice] ?? own) : own;
  if (dialog.kind === 'text' && goesOn(dialog)) return shown(ui, {...dialog, edit: insertedLines(dialog.edit, '\n')});
  if (text === '')
    return {ui: noticed(ui, 'Write something first, or leave with {text.close}.', 'warn', nowMs), acts: []};
  const command = commandOf(dialog, text);
  if (command !== null) return left(ui, dialog, {kind: 'command', command});
  const words = dialog.kind === 'text' && dialog.purpose.kind === 'grant' ? noAmount(dialog.purpose.measure) : '';
  return {ui: noticed(ui, words, 'warn', nowMs), acts: []};
}

/** It stays open, and its text is a draft at once: who leaves the deck's dialogs by any key finds it again. */
function notSent(ui: Ui, dialog: Written, nowMs: number): Ui {
  const drafts = {...ui.drafts, [draftName(dialog)]: dialog};
  return noticed({...ui, drafts}, 'the session has ended; your words were not sent', 'warn', nowMs);
}

function newLine(ui: Ui, dialog: Dialog, {nowMs}: Facts): Step | null {
  const written = writtenIn(dialog);
  if (written === null) return null;
  if (!hasLines(written)) return {ui: noticed(ui, 'This is one paragraph, without lines.', 'plain', nowMs), acts: []};
  const own = written.kind === 'answer' ? {choice: written.question.choices.length} : {};
  return shown(ui, {...written, ...own, edit: insertedLines(written.edit, '\n')});
}

/** Statements are written each on a line, and sent from an empty one. */
function goesOn({purpose, edit}: Extract<Dialog, {kind: 'text'}>): boolean {
  return purpose.kind === 'secondOpinion' && lineAt(edit).trim() !== '';
}

function toggled(dialog: Extract<Dialog, {kind: 'text'}>): Dialog {
  const {purpose, strength} = dialog;
  switch (purpose.kind) {
    case 'redirect':
      return {...dialog, purpose: timed(purpose)};
    case 'constraint':
      return {...dialog, strength: strength === 'must' ? 'prefer' : 'must'};
    case 'secondOpinion':
      return 'of' in purpose
        ? {...dialog, purpose: {...purpose, of: purpose.of === 'commit' ? 'folder' : 'commit'}}
        : dialog;
    default:
      return dialog;
  }
}

function timed({now = false, ...purpose}: Extract<Purpose, {kind: 'redirect'}>): Purpose {
  return now ? purpose : {...purpose, now: true};
}

/** Without words, all of the page again. */
function withWords({words: _before, ...page}: OpenPage, words: string): OpenPage {
  return {...page, selected: null, scroll: 0, ...(words === '' ? {} : {words})};
}

/** Without words, those that were searched last are. */
function search(ui: Ui, {edit, back: from}: Extract<Dialog, {kind: 'search'}>, facts: Facts): Step {
  if (from !== undefined) return shown(ui, withWords(from, edit.text.trim()));
  const words = edit.text.trim() === '' ? (ui.look.search?.words ?? '') : edit.text;
  const back = {...ui, dialog: null};
  return words === '' ? {ui: back, acts: []} : searched(back, words, facts);
}

/** Null where the text is not what is asked for. */
function commandOf(dialog: Extract<Dialog, {kind: 'text' | 'answer'}>, text: string): PersonCommand | null {
  if (dialog.kind === 'answer') return {do: 'answer', question: dialog.question.id, answer: text};
  const {purpose, strength} = dialog;
  switch (purpose.kind) {
    case 'redirect':
      return {do: 'redirect', role: purpose.role, text, ...(purpose.now && {now: true})};
    case 'constraint': {
      const {edits, opinion, scope = {kind: 'all'}} = purpose;
      const words = {text, strength, scope} as const;
      return edits === undefined
        ? {do: 'addConstraint', ...words, ...(opinion === undefined ? {} : {opinion})}
        : {do: 'editConstraint', constraint: edits, ...words};
    }
    case 'secondOpinion':
      return 'of' in purpose
        ? {do: 'askSecondOpinion', statements: text.split('\n'), of: purpose.of}
        : {do: 'addStatements', opinion: purpose.opinion, statements: text.split('\n')};
    case 'verifierWords':
      return {do: 'tellVerifier', opinion: purpose.opinion, text};
    case 'returnAcceptance':
      return {do: 'returnAcceptance', words: text};
    case 'dismiss':
      return {do: 'dismissFinding', finding: purpose.finding, why: text};
    case 'grant':
      return grantOf(purpose, text);
    default:
      return purpose satisfies never;
  }
}

function quitBy(ui: Ui, choice: QuitChoice): Step {
  switch (choice) {
    case 'leave':
      return closed(ui, {kind: 'detach'});
    case 'pause':
      return closed(ui, {kind: 'pauseAndDetach'});
    case 'stop':
      return closed(ui, {kind: 'stopAndQuit', cause: 'person'});
    case 'stay':
      return closed(ui);
    default:
      return choice satisfies never;
  }
}
