// What a key does: the screen's next state and the acts that it asks for. What may be done at all is the core's to say; its
// refusal comes back as a notice.
import type {PersonCommand} from '../core/commands.ts';
import type {CrewRole} from '../core/roles.ts';
import {usualPinOf} from '../core/usual-pin.ts';
import {arranged, focused, neighbour} from './arrangement/step-arrangement.ts';
import {themeChanged} from './arrangement/step-theme.ts';
import type {Doing} from './bindings.ts';
import {bindingOf, contextOf} from './keymap.ts';
import {bytesTyped, type Key, textOf} from './keys.ts';
import {looked, momentOpened} from './moments/step-moment.ts';
import {isOnSelected, mouseToggled, pointed} from './mouse/pointed.ts';
import {paletteEntries} from './palette/entries.ts';
import {crashSought, endedSearch, filterChanged, searchedOn, stampsChanged} from './step-console.ts';
import {stepDialog} from './step-dialog.ts';
import {lineCommanded, lineCommandUnknown} from './step-line.ts';
import {followToggled, scrolled} from './step-scroll.ts';
import {emptyEdit, inserted, insertedLines} from './text-edit.ts';
import {type Act, type Dialog, type Facts, noticed, openQuestions, paneOfQuestion, type Step, type Ui} from './ui.ts';
import {whyNot} from './why-not.ts';
import {withDrafts} from './writing/drafts.ts';
import {hasLines} from './writing/written.ts';

export function stepUi(old: Ui, key: Key, facts: Facts): Step {
  return endedSearch(old, stepKey(old, key, facts));
}

function stepKey(old: Ui, key: Key, facts: Facts): Step {
  const ui = old.notice === null ? old : {...old, notice: null};
  if (key.name === 'mouse') return clicked(ui, key, facts);
  const context = contextOf(ui);
  const binding = bindingOf(context, key, ui.keys);
  if (binding !== undefined) return withDrafts(ui, binding.doing, doing(ui, binding.doing, key, facts), facts.nowMs);
  if (context === 'typing') return acting(ui, {kind: 'type', text: bytesTyped(key)});
  if (context === 'lineCommand') return lineCommandUnknown(ui, key, facts);
  const text = textOf(key);
  return text === null ? {ui, acts: []} : {ui: withText(ui, text), acts: []};
}

function clicked(ui: Ui, key: Extract<Key, {name: 'mouse'}>, facts: Facts): Step {
  const enter: Key = {name: 'enter'};
  const does = bindingOf(contextOf(ui), enter, ui.keys)?.doing;
  const asks = does?.do === 'onPage' && does.asks === true;
  return isOnSelected(ui, key, facts) && !asks ? stepUi(ui, enter, facts) : {ui: pointed(ui, key, facts), acts: []};
}

function doing(ui: Ui, what: Doing, key: Key, facts: Facts): Step {
  const isNow = !ui.replay && ui.moment === null;
  const refused = whyNot(what, ui, facts);
  if (refused !== null) return shown(noticed(ui, refused, 'warn', facts.nowMs));
  if (ui.dialog !== null) {
    const step = stepDialog(ui, ui.dialog, what, key, facts);
    if (step !== null) return step;
  }
  switch (what.do) {
    case 'focus':
      return shown(focused(ui, what.pane));
    case 'focusNext':
      return shown({...ui, focus: neighbour(ui, 1)});
    case 'focusPrevious':
      return shown({...ui, focus: neighbour(ui, -1)});
    case 'scroll':
      return shown({...ui, scroll: {...ui.scroll, [ui.focus]: scrolled(facts.extents[ui.focus], what.by)}});
    case 'toggleFollow':
      return shown({...ui, scroll: {...ui.scroll, [ui.focus]: followToggled(facts.extents[ui.focus])}});
    case 'zoom':
      return shown({...ui, zoomed: !ui.zoomed, typing: ui.typing === 'off' ? 'off' : 'keys'});
    case 'moreRows':
    case 'fewerRows':
    case 'evenRows':
    case 'hidePane':
    case 'showPanes':
      return arranged(ui, what.do, facts.nowMs);
    case 'nextTheme':
      return themeChanged(ui, facts.nowMs);
    case 'toggleMouse':
      return mouseToggled(ui, facts.nowMs);
    case 'copy':
      return acting(ui, {kind: 'copy', what: 'selected'});
    case 'copyCrash':
      return acting(ui, {kind: 'copy', what: 'crash'});
    case 'pauseRole':
      return withRole(ui, (role) => commanding(ui, {do: facts.state.agents[role].paused ? 'continue' : 'pause', role}));
    case 'pauseRoleNow':
      return withRole(ui, (role) => commanding(ui, {do: 'pause', role, now: true}));
    case 'pauseAllNow':
      return commanding(ui, {do: 'pause', role: 'all', now: true});
    case 'urge':
      return withRole(ui, (role) => commanding(ui, {do: 'urge', role}));
    case 'pauseAll':
      return commanding(ui, {do: canContinue(facts) ? 'continue' : 'pause', role: 'all'});
    case 'redirect':
      return withRole(ui, (role) =>
        shown(withDialog(ui, {kind: 'text', purpose: {kind: 'redirect', role}, edit: emptyEdit, strength: 'must'})),
      );
    case 'constraint':
      return shown(withDialog(ui, {kind: 'text', purpose: {kind: 'constraint'}, edit: emptyEdit, strength: 'must'}));
    case 'secondOpinion':
      return secondOpinion(ui, facts);
    case 'openCodex':
      return acting(ui, {kind: 'openCodex', tree: null});
    case 'typeIntoConsole':
      return typeIntoConsole(ui);
    case 'leaveConsole':
      return shown({...ui, typing: 'off'});
    case 'lineCommand':
      return shown({...ui, typing: 'command'});
    case 'sendBreak':
    case 'offerSize':
    case 'typePrefix':
    case 'typeOn':
      return lineCommanded(ui, what.do, facts);
    case 'askReset':
      return shown(withDialog(ui, {kind: 'confirmReset'}));
    case 'open':
      return isNow ? open(ui, facts) : details(ui);
    case 'openMoment':
      return momentOpened(ui, facts);
    case 'look':
      return looked(ui, what.by, facts);
    case 'page':
      return shown(withDialog(ui, {kind: 'page', page: what.page, selected: null, scroll: 0, about: ui.focus}));
    case 'search':
      return shown(withDialog(ui, {kind: 'search', edit: emptyEdit}));
    case 'searchOn':
      return searchedOn(ui, -1, facts);
    case 'searchBack':
      return searchedOn(ui, 1, facts);
    case 'filterConsole':
      return filterChanged(ui, facts);
    case 'stampConsole':
      return stampsChanged(ui, facts);
    case 'previousCrash':
      return crashSought(ui, -1, facts);
    case 'nextCrash':
      return crashSought(ui, 1, facts);
    case 'palette':
      return shown(withDialog(ui, {kind: 'palette', edit: emptyEdit, choice: 0}));
    case 'runCommand':
      return runCommand(ui, key, facts);
    case 'help':
      return shown(withDialog(ui, {kind: 'help', scroll: 0}));
    case 'scrub':
      return acting(ui, {kind: 'scrub', by: what.by});
    case 'askQuit':
      return askQuit(ui, facts);
    case 'redraw':
      return acting(ui, {kind: 'redraw'});
    case 'suspend':
      return acting(ui, {kind: 'suspend'});
    case 'close':
      return shown({...ui, zoomed: false, look: {...ui.look, search: null}});
    case 'onPage':
    case 'edit':
    case 'choose':
    case 'chooseNumber':
    case 'quitBy':
    case 'quitChosen':
    case 'quitNow':
    case 'reset':
    case 'send':
    case 'toggleStrength':
    case 'nextScope':
    case 'lift':
    case 'skip':
    case 'newLine':
    case 'recallOlder':
    case 'recallNewer':
    case 'openEditor':
      throw new Error(`"${what.do}" is a key of a dialog, and none is open`);
    default:
      return what satisfies never;
  }
}

const shown = (ui: Ui): Step => ({ui, acts: []});

function acting(ui: Ui, act: Act): Step {
  return {ui, acts: [act]};
}

function commanding(ui: Ui, command: PersonCommand): Step {
  return acting(ui, {kind: 'command', command});
}

function withDialog(ui: Ui, dialog: Dialog): Ui {
  return {...ui, dialog, typing: 'off'};
}

/** That an agent has to be focused was said before (`whyNot`). */
function withRole(ui: Ui, then: (role: CrewRole) => Step): Step {
  return ui.focus === 'target' ? shown(ui) : then(ui.focus);
}

function canContinue({state}: Facts): boolean {
  return state.session.phase === 'paused' || state.faults.some(({cleared}) => !cleared);
}

function typeIntoConsole(ui: Ui): Step {
  return shown({...ui, focus: 'target', typing: 'keys', scroll: {...ui.scroll, target: {kind: 'follow'}}});
}

function details(ui: Ui): Step {
  return shown(withDialog(ui, {kind: 'details', pane: ui.focus, scroll: 0}));
}

/** The question of the focused pane comes first; else the oldest that waits, wherever it is asked. */
function open(ui: Ui, {state}: Facts): Step {
  const questions = openQuestions(state);
  const question = questions.find((candidate) => paneOfQuestion(candidate) === ui.focus) ?? questions[0];
  if (question === undefined) return state.acceptance.kind === 'proposed' ? acceptance(ui) : details(ui);
  const dialog: Dialog = {kind: 'answer', question, choice: 0, edit: emptyEdit};
  return shown(withDialog({...ui, focus: paneOfQuestion(question)}, dialog));
}

/** What waits for the person's word comes before details. */
function acceptance(ui: Ui): Step {
  return shown(withDialog(ui, {kind: 'page', page: 'acceptance', selected: null, scroll: null}));
}

/** As if its key had been pressed; what can't be done now keeps the palette open, which says why. */
function runCommand(ui: Ui, key: Key, facts: Facts): Step {
  if (ui.dialog?.kind !== 'palette') throw new Error('a command is chosen in the palette, and that is not open');
  const {edit, choice} = ui.dialog;
  const entry = paletteEntries(edit.text, ui, facts)[choice];
  if (entry === undefined || entry.whyNot !== null) return shown(ui);
  return doing({...ui, dialog: null}, entry.doing, key, facts);
}

/** Where nothing runs that could be left running, there is nothing to ask. */
function askQuit(ui: Ui, {state: shownState, moment, link}: Facts): Step {
  const state = moment?.now ?? shownState;
  const isOver = ui.replay || state.session.phase === 'ended' || link.kind === 'lost' || link.kind === 'refused';
  return isOver ? acting(ui, {kind: 'detach'}) : shown(withDialog(ui, {kind: 'quit', choice: 'leave'}));
}

/** What there is of it already is shown first; where there is none, it is written. */
function secondOpinion(ui: Ui, {state}: Facts): Step {
  const page: Dialog = {kind: 'page', page: 'opinion', selected: null, scroll: 0};
  if (state.opinions.length > 0) return shown(withDialog(ui, page));
  const purpose = {kind: 'secondOpinion', of: usualPinOf(state)} as const;
  return shown(withDialog(ui, {kind: 'text', purpose, edit: emptyEdit, strength: 'must', back: page}));
}

/** A text that is pasted where none is written is no series of keys. */
function withText(ui: Ui, text: string): Ui {
  const {dialog} = ui;
  if (dialog?.kind === 'search') return {...ui, dialog: {...dialog, edit: inserted(dialog.edit, text)}};
  if (dialog?.kind === 'palette') return {...ui, dialog: {...dialog, choice: 0, edit: inserted(dialog.edit, text)}};
  if (dialog?.kind === 'text') {
    const put = hasLines(dialog) ? insertedLines : inserted;
    return {...ui, dialog: {...dialog, edit: put(dialog.edit, text)}};
  }
  if (dialog?.kind !== 'answer') return ui;
  return {...ui, dialog: {...dialog, choice: dialog.question.choices.length, edit: insertedLines(dialog.edit, text)}};
}
