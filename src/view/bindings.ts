// What a key can do, and how a table of keys says it.
import type {KeyName} from './keys.ts';
import type {LookStep} from './moments/step-moment.ts';
import type {PageKey} from './pages/page.ts';
import type {PageId} from './pages/page-ids.ts';
import type {Scrub} from './replay/playhead.ts';
import type {EditMove} from './text-edit.ts';
import type {Dialog, PaneId, QuitChoice} from './ui.ts';

/** Where a key has its meaning: on the deck itself, or in what is open over it. */
export type KeyContext =
  | 'deck'
  | 'moment'
  | 'replay'
  | 'typing'
  | 'lineCommand'
  | Exclude<Dialog['kind'], 'page'>
  | `page:${PageId}`;

export type Doing =
  | {readonly do: 'focus'; readonly pane: PaneId}
  | {readonly do: 'scroll'; readonly by: ScrollStep}
  | {readonly do: 'edit'; readonly move: EditMove}
  | {readonly do: 'choose'; readonly by: -1 | 1}
  | {readonly do: 'quitBy'; readonly choice: QuitChoice}
  | {readonly do: 'page'; readonly page: PageId}
  | {readonly do: 'onPage'; readonly step: PageKey['step']; readonly asks?: true}
  | {readonly do: 'scrub'; readonly by: Scrub}
  | {readonly do: 'look'; readonly by: LookStep}
  | {readonly do: PlainDoing};

export type ScrollStep = 'lineUp' | 'lineDown' | 'pageUp' | 'pageDown' | 'first' | 'last';

export type PlainDoing =
  | 'focusNext'
  | 'focusPrevious'
  | 'zoom'
  | 'pauseRole'
  | 'pauseAll'
  | 'pauseRoleNow'
  | 'pauseAllNow'
  | 'urge'
  | 'redirect'
  | 'constraint'
  | 'secondOpinion'
  | 'openCodex'
  | 'toggleFollow'
  | 'typeIntoConsole'
  | 'leaveConsole'
  | 'lineCommand'
  | 'sendBreak'
  | 'offerSize'
  | 'typePrefix'
  | 'typeOn'
  | 'askReset'
  | 'reset'
  | 'open'
  | 'openMoment'
  | 'help'
  | 'search'
  | 'searchOn'
  | 'searchBack'
  | 'filterConsole'
  | 'stampConsole'
  | 'nextCrash'
  | 'previousCrash'
  | 'palette'
  | 'runCommand'
  | 'askQuit'
  | 'quitNow'
  | 'quitChosen'
  | 'redraw'
  | 'suspend'
  | 'close'
  | 'send'
  | 'moreRows'
  | 'fewerRows'
  | 'evenRows'
  | 'hidePane'
  | 'showPanes'
  | 'nextTheme'
  | 'toggleMouse'
  | 'copy'
  | 'copyCrash'
  | 'toggleStrength'
  | 'newLine'
  | 'recallOlder'
  | 'recallNewer'
  | 'openEditor'
  | 'nextScope'
  | 'lift'
  | 'skip'
  | 'chooseNumber';

export interface Binding {
  readonly context: KeyContext;
  readonly keys: readonly KeyName[];
  /** The keys as a person reads them. */
  readonly shown: string;
  /** Its word in the key line; absent where the line has no place for it. The lower the rank, the sooner it is shown. */
  readonly label?: string;
  readonly rank?: number;
  /** A sentence for the help; absent for a second key of the same meaning, or a key that the help names with another. */
  readonly help?: string;
  readonly doing: Doing;
}

/** A row of a table whose context is known. */
export type KeyRow = Omit<Binding, 'context'>;

export const plain = (does: PlainDoing): Doing => ({do: does});
export const scroll = (by: ScrollStep): Doing => ({do: 'scroll', by});
export const edit = (move: EditMove): Doing => ({do: 'edit', move});
export const look = (by: LookStep): Doing => ({do: 'look', by});
export const page = (id: PageId): Doing => ({do: 'page', page: id});
export const focus = (pane: PaneId): Doing => ({do: 'focus', pane});
