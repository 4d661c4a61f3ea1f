// The start screen's process, tied together: terminal, keys, host and store around Ink, until something was chosen.
import type {ReadStream} from 'node:tty';
import {createElement, type ReactElement, useSyncExternalStore} from 'react';
import {cellWidth} from '../../../components/cell-width.ts';
import {type RowPainter, rowPainter} from '../../../components/row-painter.ts';
import {depthOf} from '../../../components/sgr-codes.ts';
import {StartScreen} from '../../../components/start-screen.ts';
import type {KeyChanges, Theme} from '../../core/deck-settings.ts';
import type {Key} from '../../view/keys.ts';
import {type StartChoice, type StartPlace, startingAt} from '../../view/start/start-ui.ts';
import {startViewOf} from '../../view/start/start-view.ts';
import {BugBoundary} from '../bug-boundary.ts';
import {deckClock as clock} from '../clock.ts';
import {type Drawing, drawn} from '../draw.ts';
import {guardExits, stopJob} from '../exits.ts';
import {listenToKeys} from '../input.ts';
import {sizeOf, type TerminalStream, takeTerminal} from '../terminal.ts';
import {flushed} from '../terminal-output.ts';
import {traitsOf} from '../terminal-traits.ts';
import type {StartHost} from './start-host.ts';
import {openStartStore, type StartStore} from './start-store.ts';

export interface StartOptions {
  readonly place: StartPlace;
  readonly host: StartHost;
  readonly stdin: ReadStream;
  readonly stdout: TerminalStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly theme: Theme;
  readonly keys: KeyChanges;
}

/** Exit status of a bug, as in sysexits.h. */
const bugStatus = 70;

/** What was chosen, when the terminal is the shell's again. A signal and a terminal that is gone are a leaving. */
export async function runStart({place, host, stdin, stdout, env, theme, keys}: StartOptions): Promise<StartChoice> {
  const {promise: made, resolve: choose} = Promise.withResolvers<StartChoice>();
  const leave = (): void => choose({kind: 'leave'});
  const {colors, unicode} = traitsOf(env);
  const paint = rowPainter(colors ? theme : 'colourless', depthOf(stdout.getColorDepth({...env})));
  const terminal = takeTerminal(stdin, stdout, leave);
  const {output} = terminal;
  let drawing: Drawing | null = null;
  const store = openStartStore(startingAt(place, keys), clock.nowMs, (ui, facts) => {
    const {columns, rows} = output;
    return startViewOf(ui, facts, {columns, rows}, clock.nowMs(), {unicode, width: cellWidth});
  });

  function takeKey(key: Key): void {
    const before = store.path();
    const act = store.press(key);
    if (store.path() !== before) void completeNow();
    if (act?.kind === 'redraw') repaint();
    if (act?.kind === 'suspend') suspend();
    if (act?.kind === 'choose') void consider(act.choice);
  }

  async function consider(choice: StartChoice): Promise<void> {
    if (choice.kind === 'leave') return choose(choice);
    if (store.takeConsidered(choice, await host.consider(choice))) choose(choice);
  }

  /** An answer that comes late is for a path that is not there any more. */
  async function completeNow(): Promise<void> {
    const path = store.path();
    const completions = path === '' ? [] : await host.complete(path);
    if (store.path() === path) store.learn({completions});
  }

  /** What was drawn is not on the screen any more. */
  function repaint(): void {
    drawing?.forget();
    store.show();
    setImmediate(() => output.emit('resize'));
  }

  function resize(): void {
    output.resizeTo(sizeOf(stdout));
    repaint();
  }

  function resume(): void {
    terminal.enterAgain();
    resize();
  }

  function suspend(): void {
    terminal.restore();
    stopJob(suspend);
    resume();
  }

  function bug(error: unknown): never {
    const words = `a bug in Quarterdeck: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
    terminal.close(process.stderr.isTTY ? words : '');
    if (!process.stderr.isTTY) process.stderr.write(words);
    process.exit(bugStatus);
  }

  const unguard = guardExits({giveBack: () => terminal.close(), leave, bug, resumed: resume, suspend});
  const stopListening = listenToKeys(stdin, {
    clock,
    onKeys: (keys) => keys.forEach(takeKey),
    isTyping: () => false,
    marksPastes: () => false,
    onTyped: () => {},
    onEnd: leave,
  });
  stdout.on('resize', resize);
  try {
    terminal.enter();
    drawing = drawn(createElement(Start, {store, paint, onBug: bug}), output);
  } catch (error) {
    bug(error);
  }
  void host.lookAround(store.learn).catch(bug);

  const choice = await made;
  stopListening();
  stdout.off('resize', resize);
  drawing.unmount();
  await flushed(output, clock);
  terminal.close();
  unguard();
  return choice;
}

interface StartProps {
  readonly store: StartStore;
  readonly paint: RowPainter;
  readonly onBug: (error: unknown) => void;
}

function Start({store, paint, onBug}: StartProps): ReactElement {
  const view = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return createElement(BugBoundary, {onBug}, createElement(StartScreen, {view, paint}));
}
