// The screen's process, tied together: link, store, keys and terminal around Ink, from the first frame to the way out. The
// core is another process; whatever happens here, the session does not notice.
import type {ReadStream} from 'node:tty';
import {createElement, type ReactElement, useMemo, useSyncExternalStore} from 'react';
import {cellWidth} from '../../components/cell-width.ts';
import {charts} from '../../components/charts.ts';
import {DeckScreen} from '../../components/deck-screen.ts';
import {rowPainter} from '../../components/row-painter.ts';
import {type Depth, depthOf} from '../../components/sgr-codes.ts';
import type {Palette} from '../../components/tones.ts';
import type {DeckSettings} from '../core/deck-settings.ts';
import type {DownLine} from '../core/link.ts';
import {initialState} from '../core/state.ts';
import {themeOf} from '../view/arrangement/step-theme.ts';
import {type Copied, copiedOf, crashOf} from '../view/copied.ts';
import type {Key} from '../view/keys.ts';
import type {Live} from '../view/live.ts';
import {stepUi} from '../view/step-ui.ts';
import {initialUi, noticed, noticeMs, type Ui} from '../view/ui.ts';
import {factsOf, penOf, type ViewModel, type ViewOptions, viewOf} from '../view/view-model.ts';
import {rewritten} from '../view/writing/written.ts';
import {BugBoundary} from './bug-boundary.ts';
import {openCalling} from './calling.ts';
import {openActing} from './carry-out.ts';
import {deckClock as clock, zoneMsAt} from './clock.ts';
import {copy} from './copying.ts';
import {type DeckEnd, endOf, type Leaving} from './deck-end.ts';
import {type Drawing, drawn} from './draw.ts';
import {editAcceptance} from './edit-acceptance.ts';
import {guardExits, stopJob} from './exits.ts';
import {openGiving} from './give-terminal.ts';
import type {DeckHost} from './host.ts';
import {listenToKeys} from './input.ts';
import {openKeeping, withKeptScreen} from './keeping.ts';
import {openLink} from './link.ts';
import {openLookingBack} from './look-further-back.ts';
import {openMoments} from './moments.ts';
import {type CodexHands, openCodex} from './open-codex.ts';
import {openEditor} from './open-editor.ts';
import type {CaptureReading} from './replay/console-at.ts';
import {openReplay, type ReplayOptions} from './replay/open-replay.ts';
import {type DeckSource, liveSource} from './source.ts';
import {type DeckStore, openStore} from './store.ts';
import {openTargetScreen} from './target-screen.ts';
import {type Reports, sizeOf, type TerminalStream, takeTerminal} from './terminal.ts';
import {flushed} from './terminal-output.ts';
import {traitsOf, whyNoDeck} from './terminal-traits.ts';

/** A core that answers at a socket, or what is left of a session. */
export type DeckFrom =
  | {readonly kind: 'core'; readonly socketPath: string; readonly capture: CaptureReading}
  | ({readonly kind: 'recording'} & Pick<ReplayOptions, 'recording' | 'capture' | 'speed'>);

export interface DeckOptions {
  readonly from: DeckFrom;
  readonly sessionId: string;
  /** Named to the person when the program breaks. */
  readonly journalPath: string;
  readonly stdin: ReadStream;
  readonly stdout: TerminalStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: DeckHost;
  readonly settings: DeckSettings;
}

/** Exit status of a bug, as in sysexits.h. */
const bugStatus = 70;

/** Resolves when the deck was left and the terminal is the shell's again; the message is for the caller to print. */
export async function runDeck(options: DeckOptions): Promise<DeckEnd> {
  const {stdin, stdout, env, sessionId} = options;
  const why = whyNoDeck(stdin, stdout, env);
  if (why !== null) return {how: 'lost', state: initialState, message: why};
  const {promise: left, resolve: leave} = Promise.withResolvers<Leaving>();
  const {colors, unicode} = traitsOf(env);
  const depth = depthOf(stdout.getColorDepth({...env}));
  const terminal = takeTerminal(stdin, stdout, (gone) => leave({kind: 'terminalGone', why: gone}));
  const {output} = terminal;
  const targetScreen = openTargetScreen({
    width: cellWidth,
    onChange: () => store.showSoon(),
    onKeyModes: (modes) => terminal.enterKeyModes(modes),
    onAnswer: (answer) => source.type(Buffer.from(answer), 'terminal'),
  });
  const viewOptions = (nowMs: number): ViewOptions => ({
    ...{unicode, width: cellWidth, charts, zoneMs: zoneMsAt(nowMs), screen: targetScreen.rows},
  });
  const kept = await withKeptScreen(uiAtStart(options), options.host, clock.nowMs());
  const firstUi = options.settings.isThemeAsked ? {...kept, chosenTheme: null} : kept;
  const write = (sequence: string): boolean => output.write(sequence);
  const calling = openCalling({settings: options.settings.calls, env, write});
  let drawing: Drawing | null = null;
  let mustRepaint = false;
  const moments = openMoments(options.from.capture);
  const store = openStore<ViewModel>({
    clock,
    ui: firstUi,
    look(live, ui, nowMs) {
      const {columns, rows} = output;
      return viewOf(moments.shown(live, ui, nowMs), ui, {columns, rows}, nowMs, viewOptions(nowMs));
    },
    countsTime,
    terminalTakesMore: () => !giving.isGiven() && !output.isBehind(),
  });
  const source = openSource(options.from, store, (line) => {
    if (line.kind === 'console') targetScreen.take(line);
    moments.take(line, store.live());
    calling.look(store.live().state, store.live().caughtUp);
    acting.lookForEnd();
    lookingBack.look(store.live(), store.ui());
  });
  const lookingBack = openLookingBack((toByte) => source.askBefore(toByte));
  const notice: CodexHands['notice'] = (text, tone) => store.takeUi(noticed(store.ui(), text, tone, clock.nowMs()));
  const keep = openKeeping(firstUi, options.host, (trouble) => notice(trouble, 'warn'));
  const workspace = (): string => store.live().state.workspace;
  const acting = openActing({
    clock,
    source,
    leave,
    live: store.live,
    notice,
    redraw: repaint,
    suspend,
    openCodex: (tree) => void openCodex({host: options.host, giving, env, workspace, notice}, tree),
    copy: (what) => void copy({host: options.host, env, write, notice}, copied(what)),
    openEditor: (text, draft) =>
      void openEditor(
        {giving, env, notice, put: (now) => take(rewritten(store.ui(), draft, now))},
        {file: 'words.md', text: text === '' ? '' : `${text}\n`},
      ),
    editAcceptance: (draft, part) => void editAcceptance({giving, env, notice}, {draft, part}, acting.carryOut),
  });

  const giving = openGiving({
    clock,
    async letGo() {
      stopListening();
      await flushed(output, clock);
      output.mute(true);
      terminal.restore();
    },
    takeBack() {
      output.mute(false);
      stopListening = listen();
      resume();
    },
  });

  function copied(what: 'selected' | 'crash'): Copied | null {
    const [live, ui, nowMs] = [store.live(), store.ui(), clock.nowMs()];
    const shown = moments.shown(live, ui, nowMs);
    const pen = penOf(shown, nowMs, viewOptions(nowMs));
    return what === 'crash' ? crashOf(shown, pen) : copiedOf(store.getSnapshot(), shown, ui, pen);
  }

  function takeKeys(keys: readonly Key[]): void {
    let ui = store.ui();
    for (const key of keys) {
      if (key.name === 'focusIn' || key.name === 'focusOut') {
        calling.focus(key.name === 'focusIn');
        continue;
      }
      // What a key can do depends on what the one before it has brought on the screen.
      if (ui !== store.ui()) take(ui);
      const nowMs = clock.nowMs();
      const step = stepUi(ui, key, factsOf(moments.shown(store.live(), ui, nowMs), store.getSnapshot(), nowMs));
      ui = step.ui;
      for (const act of step.acts) {
        take(ui);
        acting.carryOut(act);
        ui = store.ui();
      }
    }
    take(ui);
  }

  function take(ui: Ui): void {
    if ((ui.typing === 'off') !== (store.ui().typing === 'off')) targetScreen.turn(ui.typing !== 'off');
    const [was, is] = [reportsOf(store.ui()), reportsOf(ui)];
    store.takeUi(ui);
    lookingBack.look(store.live(), ui);
    keep(ui);
    if (was.mouse === is.mouse && was.focus === is.focus) return;
    terminal.report(is);
    if (!is.focus) calling.focus(null);
  }

  /** What was drawn is not on the screen any more: all of it is drawn anew. */
  function repaint(): void {
    if (output.isBehind()) {
      mustRepaint = true;
      return;
    }
    mustRepaint = false;
    drawing?.forget();
    store.show();
    setImmediate(() => output.emit('resize'));
  }

  function resize(): void {
    if (giving.isGiven()) return;
    output.resizeTo(sizeOf(stdout));
    repaint();
  }

  /** A program that has the terminal is stopped with the deck, and the terminal is its own affair. */
  function suspend(): void {
    if (!giving.isGiven()) terminal.restore();
    stopJob(suspend);
    resume();
  }

  function resume(): void {
    if (giving.isGiven()) return;
    terminal.enterAgain();
    terminal.enterKeyModes(targetScreen.keyModes());
    terminal.report(reportsOf(store.ui()));
    calling.again();
    resize();
  }

  function bug(error: unknown): never {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const where = `Session ${sessionId} is not harmed; its journal is ${options.journalPath}`;
    const words = `a bug in Quarterdeck's deck: ${what}\n${where}\n`;
    // Node would wait for a terminal that has stalled.
    terminal.close(process.stderr.isTTY ? words : '');
    if (!process.stderr.isTTY) process.stderr.write(words);
    process.exit(bugStatus);
  }

  const unguard = guardExits({
    giveBack: () => terminal.close(),
    leave(signal) {
      // ctrl-c and ctrl-\ reach everybody on the terminal, and are meant for who has it.
      const isTheirs = giving.isGiven() && (signal === 'SIGINT' || signal === 'SIGQUIT');
      if (!isTheirs) leave({kind: 'signal', signal});
    },
    bug,
    resumed: resume,
    suspend,
  });
  const listen = () =>
    listenToKeys(stdin, {
      clock,
      onKeys: takeKeys,
      isTyping: () => store.ui().typing === 'keys',
      marksPastes: () => targetScreen.keyModes().pastes,
      onTyped: acting.type,
      onEnd: () => leave({kind: 'terminalGone', why: 'its input has ended'}),
    });
  let stopListening = listen();
  stdout.on('resize', resize);
  output.on('drain', () => (mustRepaint ? repaint() : store.show()));
  try {
    terminal.enter();
    drawing = drawn(createElement(Deck, {store, colors, depth, onBug: bug}), output);
  } catch (error) {
    bug(error);
  }

  const leaving = await left;
  await giving.end();
  source.close();
  stopListening();
  stdout.off('resize', resize);
  terminal.close();
  store.close();
  drawing.unmount();
  unguard();
  // A terminal that is gone can't be told so.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const {state, link: linkState} = store.live();
  return endOf(sessionId, state, linkState, leaving);
}

/** Nothing of that is for the target while its console is typed into. */
function reportsOf({mouse, typing}: Ui): Reports {
  return {mouse: mouse && typing === 'off', focus: typing === 'off'};
}

function uiAtStart({settings, from}: DeckOptions): Ui {
  const {theme, keys} = settings;
  return {...initialUi, theme, keys, replay: from.kind === 'recording'};
}

function openSource(from: DeckFrom, store: DeckStore<ViewModel>, onLine: (line: DownLine) => void): DeckSource {
  if (from.kind === 'recording') return openReplay({...from, clock, onLive: store.takeLive});
  const link = openLink({
    socketPath: from.socketPath,
    clock,
    onLine(line) {
      store.take(line);
      onLine(line);
    },
    // A core whose session has ended goes away; that is no loss.
    onState: (state) => store.live().state.session.phase !== 'ended' && store.takeLink(state),
  });
  return liveSource(link);
}

/** The clock of the task, the silence of a target, a notice that fades: each shows seconds that no event brings. */
function countsTime({state, link}: Live, {notice}: Ui, nowMs: number): boolean {
  const {phase} = state.session;
  const isUnderWay = phase === 'running' || (phase === 'paused' && state.target.now.phase !== 'off');
  return isUnderWay || link.kind === 'lost' || (notice !== null && nowMs - notice.atMs <= noticeMs);
}

interface DeckProps {
  readonly store: DeckStore<ViewModel>;
  readonly colors: boolean;
  readonly depth: Depth;
  readonly onBug: (error: unknown) => void;
}

function Deck({store, colors, depth, onBug}: DeckProps): ReactElement {
  const view = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const palette: Palette = colors ? themeOf(store.ui()) : 'colourless';
  const paint = useMemo(() => rowPainter(palette, depth), [palette, depth]);
  return createElement(BugBoundary, {onBug}, createElement(DeckScreen, {view, paint}));
}
