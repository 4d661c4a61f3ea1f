// What the screen keeps for itself: focus, scrolling, the open dialog. How a key changes it is in `step-ui.ts`.
import type {AcceptanceDraft} from '../core/acceptance.ts';
import type {BudgetScope, Measure} from '../core/budget.ts';
import type {PersonCommand} from '../core/commands.ts';
import {type ChosenTheme, type KeyChanges, type Theme, usualDeck} from '../core/deck-settings.ts';
import type {Constraint, ConstraintScope, Question} from '../core/entities.ts';
import type {StopCause} from '../core/events.ts';
import type {ConstraintId, FindingId, OpinionId, TaskId, TreeHash} from '../core/ids.ts';
import type {PinChoice} from '../core/opinion.ts';
import {type CrewRole, crew, type Role} from '../core/roles.ts';
import type {State} from '../core/state.ts';
import {type Arrangement, usualArrangement} from './arrangement/arrangement.ts';
import {type ConsoleLook, plainLook} from './console-look.ts';
import type {ConsoleView} from './console-view.ts';
import type {Link} from './live.ts';
import type {Moment} from './moments/moment.ts';
import type {PageId} from './pages/page-ids.ts';
import type {PlacedItem} from './pages/placed-item.ts';
import type {Scrub} from './replay/playhead.ts';
import type {Size} from './size.ts';
import type {Recalled, TextEdit} from './text-edit.ts';

export const paneIds = [...crew, 'target'] as const;
export type PaneId = CrewRole | 'target';

/** Where a pane stands in its lines: at the end and staying there, or with a line at its top or bottom edge. */
export type Scroll =
  | {readonly kind: 'follow'}
  | {readonly kind: 'top'; readonly line: number}
  | {readonly kind: 'bottom'; readonly line: number};

/** What of a pane was visible in the last frame; lines are counted from 0, `to` is the one after the last. */
export interface Extent {
  readonly from: number;
  readonly to: number;
  /** The oldest line that is still held. */
  readonly first: number;
  readonly total: number;
  readonly follows: boolean;
}

export type Purpose =
  /** `now`: it is not left to wait for a boundary. */
  | {readonly kind: 'redirect'; readonly role: Role; readonly now?: boolean}
  | {readonly kind: 'grant'; readonly scope: BudgetScope; readonly measure: Measure}
  /** `edits`: the one that is said differently; absent for a new one. */
  | {
      readonly kind: 'constraint';
      readonly scope?: ConstraintScope;
      readonly edits?: ConstraintId;
      /** The second opinion that it is made of. */
      readonly opinion?: OpinionId;
    }
  /** Statements, each on a line; of a new opinion, or added to the one that is open. */
  | ({readonly kind: 'secondOpinion'} & ({readonly of: PinChoice} | {readonly opinion: OpinionId}))
  | {readonly kind: 'verifierWords'; readonly opinion: OpinionId}
  /** What should be different in what a goal is held against. */
  | {readonly kind: 'returnAcceptance'}
  /** Why a finding is none. */
  | {readonly kind: 'dismiss'; readonly finding: FindingId};

export const quitChoices = ['leave', 'pause', 'stop', 'stay'] as const;
export type QuitChoice = (typeof quitChoices)[number];

export interface OpenPage {
  readonly kind: 'page';
  readonly page: PageId;
  /** The key of an item; null while none was chosen. */
  readonly selected: string | null;
  /** The row at the top; null: so that the selected item is seen. */
  readonly scroll: number | null;
  /** The pane that was focused when it was opened. */
  readonly about?: PaneId;
  /** Of items that are folded, the one that is not; null for none, absent for the first. */
  readonly opened?: string | null;
  /** Only items that hold these words are there. */
  readonly words?: string;
  /** What closing it leads back to. */
  readonly back?: OpenPage;
}

export type Dialog =
  | {readonly kind: 'help'; readonly scroll: number}
  | {readonly kind: 'details'; readonly pane: PaneId; readonly scroll: number}
  | OpenPage
  | {
      readonly kind: 'text';
      readonly purpose: Purpose;
      readonly edit: TextEdit;
      readonly strength: 'must' | 'prefer';
      /** What closing it leads back to. */
      readonly back?: OpenPage;
      /** Absent while what stands there was not sent before. */
      readonly recalled?: Recalled | undefined;
    }
  | {readonly kind: 'quit'; readonly choice: QuitChoice}
  /** `choice` counts the question's choices; one past the last is an answer in the person's own words. */
  | {readonly kind: 'answer'; readonly question: Question; readonly choice: number; readonly edit: TextEdit}
  | {readonly kind: 'confirmReset'}
  | {readonly kind: 'confirmLift'; readonly constraint: Constraint; readonly back?: OpenPage}
  /** The checks that are left of the examination of the task. */
  | {readonly kind: 'confirmSkip'; readonly task: TaskId; readonly back?: OpenPage}
  /** Words that are looked for on the console, or on the page that it was opened from. */
  | {readonly kind: 'search'; readonly edit: TextEdit; readonly back?: OpenPage}
  /** `choice` counts the commands that fit what is typed. */
  | {readonly kind: 'palette'; readonly edit: TextEdit; readonly choice: number};

/** A dialog whose text is a person's own, and is never lost. */
export type Written = Extract<Dialog, {kind: 'text' | 'answer'}>;

export type NoticeTone = 'plain' | 'good' | 'warn' | 'bad';

export interface Notice {
  readonly text: string;
  readonly tone: NoticeTone;
  readonly atMs: number;
}

/** Whether keys go to the target's console: all of them (`keys`), or all but the one behind ctrl-t (`command`). */
export type Typing = 'off' | 'keys' | 'command';

export interface Ui {
  readonly focus: PaneId;
  readonly zoomed: boolean;
  readonly scroll: Readonly<Record<PaneId, Scroll>>;
  readonly dialog: Dialog | null;
  readonly look: ConsoleLook;
  readonly typing: Typing;
  readonly notice: Notice | null;
  /** It shows what was: nothing can be asked of the session. */
  readonly replay: boolean;
  /** The keys that a person gave to commands. */
  readonly keys: KeyChanges;
  readonly arrangement: Arrangement;
  /** As the configuration or the command line has it. */
  readonly theme: Theme;
  readonly chosenTheme: ChosenTheme | null;
  /** Clicks and the wheel are the deck's; else they are the terminal's, which selects text with them. */
  readonly mouse: boolean;
  /** What was written and put aside, by the name of its dialog, oldest first. */
  readonly drafts: Readonly<Record<string, Written>>;
  /** What this screen sent, oldest first. */
  readonly sent: readonly string[];
  /** The point of the time line that is looked at, and where every pane stood before; null for now. */
  readonly moment: {readonly seq: number; readonly scrollOfNow: Ui['scroll']} | null;
}

/** What the screen wants done that is not the screen's own. */
export type Act =
  | {readonly kind: 'command'; readonly command: PersonCommand}
  /** To the target's console, as it stands. */
  | {readonly kind: 'type'; readonly text: string}
  | {readonly kind: 'sendBreak'}
  | {readonly kind: 'detach'}
  | {readonly kind: 'pauseAndDetach'}
  | {readonly kind: 'stopAndQuit'; readonly cause: Exclude<StopCause, 'fault'>}
  | {readonly kind: 'scrub'; readonly by: Scrub}
  | {readonly kind: 'redraw'}
  | {readonly kind: 'suspend'}
  /** `selected`: the item, the page or the pane that is looked at; `crash`: the newest report. */
  | {readonly kind: 'copy'; readonly what: 'selected' | 'crash'}
  /** In the person's own editor; it comes back to the dialog of this name. */
  | {readonly kind: 'openEditor'; readonly text: string; readonly draft: string}
  /** A file of it in the person's own editor; what is saved is proposed in its place. */
  | {readonly kind: 'editAcceptance'; readonly draft: AcceptanceDraft; readonly part: string}
  /** Of this tree, else of the newest that there is. */
  | {readonly kind: 'openCodex'; readonly tree: TreeHash | null};

/** In cells, from the upper left corner of the screen. */
export interface PlaceOnScreen {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a key's meaning hangs on besides the screen's own state. */
export interface Facts {
  readonly state: State;
  readonly console: ConsoleView;
  readonly link: Link;
  /** Of the last frame. */
  readonly extents: Readonly<Record<PaneId, Extent>>;
  /** Lines of the open dialog, and how many of them were visible in the last frame. */
  readonly dialogExtent: {
    readonly total: number;
    readonly height: number;
    /** Of a page. */
    readonly items?: readonly PlacedItem[];
  } | null;
  /** Where the panes are. */
  readonly places?: readonly {readonly id: PaneId; readonly place: PlaceOnScreen}[];
  /** Where the panes stand as tabs; absent where nothing is drawn. */
  readonly tabPlaces?: Facts['places'];
  /** Inside the frame of the target's pane; null where it is not shown. */
  readonly consoleSize: Size | null;
  readonly nowMs: number;
  /** What is shown is this moment, not now. */
  readonly moment: Moment | null;
}

export interface Step {
  readonly ui: Ui;
  readonly acts: readonly Act[];
}

const follow: Scroll = {kind: 'follow'};

export const followingAll: Ui['scroll'] = {
  scheduler: follow,
  planner: follow,
  executor: follow,
  reviewer: follow,
  target: follow,
};

export const initialUi: Ui = {
  focus: 'executor',
  zoomed: false,
  scroll: followingAll,
  dialog: null,
  look: plainLook,
  typing: 'off',
  notice: null,
  replay: false,
  keys: usualDeck.keys,
  arrangement: usualArrangement,
  theme: usualDeck.theme,
  chosenTheme: null,
  mouse: false,
  drafts: {},
  sent: [],
  moment: null,
};

/** How long a notice stays when no key is pressed. */
export const noticeMs = 8_000;

/** Words for the person, over the key line for a while: a refusal, or what was done. */
export function noticed(ui: Ui, text: string, tone: NoticeTone, atMs: number): Ui {
  return {...ui, notice: {text, tone, atMs}};
}

export function openQuestions(state: State): readonly Question[] {
  return state.session.phase === 'ended' ? [] : state.questions.filter(({answer}) => answer === undefined);
}

/** The pane in which a question is asked: the house speaks through the Scheduler's. */
export function paneOfQuestion(question: Question): CrewRole {
  const {by} = question;
  return by === 'house' || by === 'verifier' ? 'scheduler' : by;
}
