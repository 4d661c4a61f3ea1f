// The console on a terminal: keys go to the target, what it sends is shown, and ctrl-t commands the console itself.
import type {ReadStream} from 'node:tty';
import {guardExits, stopJob} from '../deck/exits.ts';
import {sizeOf, type TerminalStream} from '../deck/terminal.ts';
import {traitsOf} from '../deck/terminal-traits.ts';
import type {ConsoleLine, ConsoleSource} from '../drivers/line/console-line.ts';
import {commandKeyShown} from '../view/serial-console/command-keys.ts';
import {marginRule} from '../view/serial-console/margin.ts';
import {openScrollback} from '../view/serial-console/scrollback.ts';
import {openCommands} from './console-commands.ts';
import {openFeed} from './console-feed.ts';
import {openNotes} from './console-notes.ts';
import {openPace} from './console-pace.ts';
import {openScreen} from './console-screen.ts';
import {takeConsoleTerminal} from './console-terminal.ts';
import {openTyping} from './console-typing.ts';

export interface WorkOptions {
  readonly source: ConsoleSource;
  readonly capture?: string;
  readonly timestamps: boolean;
  readonly hex: boolean;
  readonly stdin: ReadStream;
  readonly stdout: TerminalStream;
}

const bugStatus = 70;

/** Resolves with the exit status when the console was left; the terminal is the shell's again then. */
export async function workInConsole(options: WorkOptions): Promise<number> {
  const {source, stdin, stdout} = options;
  const left = Promise.withResolvers<string>();
  const terminal = takeConsoleTerminal(stdin, stdout, (why) => left.resolve(`the terminal is gone: ${why}`));
  const screen = openScreen({
    ...{terminal, rule: marginRule(traitsOf(process.env).unicode)},
    ...{timestamps: options.timestamps, hex: options.hex},
  });
  const scrollback = openScrollback();
  let crashLine: number | null = null;
  let line: ConsoleLine | null = null;
  const feed = await openFeed({
    ...(options.capture === undefined ? {} : {capture: options.capture}),
    say: screen.say,
    onText: (text) => scrollback.take(text),
    onCrash: (at) => {
      crashLine = at;
    },
  });
  const note = openNotes(source.words);
  const pace = openPace(feed.caughtUp);

  const typing = openTyping({
    terminal,
    screen,
    scrollback,
    lineOf: () => line,
    words: source.words,
    onCommand: (command) => commands.run(command),
  });
  const commands = openCommands({
    ...{terminal, screen, feed, typing, words: source.words},
    lineOf: () => line,
    crashLineOf: () => crashLine,
    quit: () => left.resolve('the console was left'),
    suspend,
  });

  async function suspend(): Promise<void> {
    terminal.restore();
    stopJob(guardedSuspend);
    await terminal.enter();
    typing.redraw();
  }
  const guardedSuspend = (): void => void suspend();

  function bug(error: unknown): never {
    terminal.close(
      `a bug in Quarterdeck: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(bugStatus);
  }
  const unguard = guardExits({
    giveBack: () => terminal.close(),
    leave: (signal) => left.resolve(`it was ended by ${signal}`),
    bug,
    resumed: () => void terminal.enter().then(typing.redraw),
    suspend: guardedSuspend,
  });
  const resize = (): void => {
    terminal.output.resizeTo(sizeOf(stdout));
    typing.redraw();
  };

  try {
    await terminal.enter();
    stdout.on('resize', resize);
    stdin.on('data', typing.take).once('end', () => left.resolve('its input has ended'));
    stdin.resume();
    screen.say(`${source.words}; ${commandKeyShown} ? lists what can be done, ${commandKeyShown} q leaves`);
    line = await source.open({
      bytes(bytes) {
        screen.take(bytes);
        feed.take(bytes);
        if (feed.isBehind()) pace.holdUp(line);
      },
      old(bytes) {
        screen.take(bytes, 'old');
        feed.take(bytes);
      },
      event(event) {
        const words = note(event);
        if (words !== null) screen.say(words);
      },
      lost: (why) => screen.say(`${why}; it is tried again`),
      back: () => screen.say(`${source.words} is back`),
    });
    const why = await left.promise;
    await line.close();
    await feed.close();
    screen.shape.endLine();
    screen.say([why, feed.captureWords()].filter((words) => words !== null).join('; '));
    await flushed(terminal.output);
  } finally {
    typing.close();
    screen.close();
    stdout.off('resize', resize);
    stdin.off('data', typing.take).pause();
    terminal.close();
    unguard();
    if (line !== null) await line.close();
  }
  return 0;
}

const lastWordsMs = 500;

/** Last words that a stalled terminal does not take are given up. */
function flushed(output: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, lastWordsMs);
    output.write('', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
