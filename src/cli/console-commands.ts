// What each command of the serial console does.
import type {ConsoleLine} from '../drivers/line/console-line.ts';
import {messageOf} from '../runtime/insist.ts';
import {bytes as bytesWords} from '../view/formats.ts';
import {type ConsoleCommand, commandHelp} from '../view/serial-console/command-keys.ts';
import type {StampKind} from '../view/serial-console/stamps.ts';
import type {Feed} from './console-feed.ts';
import type {ConsoleScreen} from './console-screen.ts';
import {sendFile} from './console-send.ts';
import type {ConsoleTerminal} from './console-terminal.ts';
import type {Typing} from './console-typing.ts';

export interface CommandOptions {
  readonly terminal: ConsoleTerminal;
  readonly screen: ConsoleScreen;
  readonly feed: Feed;
  readonly typing: Typing;
  readonly words: string;
  lineOf(): ConsoleLine | null;
  crashLineOf(): number | null;
  quit(): void;
  suspend(): Promise<void>;
}

/** As `sendbreak` of tcsendbreak does: between a quarter and half a second. */
const breakMs = 300;

const stampWords: Readonly<Record<StampKind, string>> = {
  none: 'no time stamps',
  time: 'time stamps: the time of the day',
  start: 'time stamps: since the console was opened',
  delta: 'time stamps: since the line before',
};

export function openCommands(options: CommandOptions): {run(command: ConsoleCommand): void} {
  const {terminal, screen, feed, typing, words, lineOf} = options;
  const lines = {dtr: true, rts: true};
  let isSending = false;

  async function onLine(done: string, act: (line: ConsoleLine) => Promise<void>): Promise<void> {
    const line = lineOf();
    if (line === null) return screen.say(`${words} is not open yet`);
    await act(line).then(
      () => screen.say(done),
      (fault) => screen.say(messageOf(fault)),
    );
  }

  async function toggle(name: 'dtr' | 'rts'): Promise<void> {
    const wanted = !lines[name];
    await onLine(`${name.toUpperCase()} is ${wanted ? 'on' : 'off'}`, async (line) => {
      await line.setModemLines({[name]: wanted});
      lines[name] = wanted;
    });
  }

  function askForFile(): void {
    if (isSending) {
      screen.say('a file is being sent; ctrl-c ends it');
      return;
    }
    typing.ask('file to send:', (path) => {
      if (path.trim() === '') return;
      typing.ask(
        'bytes a second (Enter: as fast as the line takes them):',
        (pace) => void send(path.trim(), pace.trim()),
      );
    });
  }

  async function send(path: string, pace: string): Promise<void> {
    const line = lineOf();
    const bytesPerSecondMax = Number(pace);
    if (line === null) return screen.say(`${words} is not open yet`);
    if (pace !== '' && !(bytesPerSecondMax > 0)) return screen.say(`"${pace}" is no number of bytes`);
    const broken = new AbortController();
    isSending = true;
    typing.onInterrupt(() => broken.abort());
    await sendFile({
      ...{path, line, signal: broken.signal, say: screen.say},
      ...(pace === '' ? {} : {bytesPerSecondMax}),
    });
    typing.onInterrupt(null);
    isSending = false;
  }

  function tellState(): void {
    const {stamps, hex} = screen.shape.state();
    const parts = [words, `${bytesWords(feed.bytes())} came`, stampWords[stamps], hex ? 'as hex' : null];
    const capture = feed.captureWords();
    screen.say([...parts, capture].filter((part) => part !== null).join('; '));
  }

  function lookAtCrash(): void {
    const at = options.crashLineOf();
    if (at === null) screen.say('no crash came so far');
    else typing.look(at);
  }

  function clear(): void {
    screen.shape.endLine();
    terminal.reset();
    terminal.output.write('\x1b[H\x1b[2J');
  }

  const acts: Readonly<Record<ConsoleCommand, () => void>> = {
    help: () => screen.lines(commandHelp()),
    quit: options.quit,
    sendBreak: () => void onLine('BREAK was sent', (line) => line.sendBreak(breakMs)),
    toggleDtr: () => void toggle('dtr'),
    toggleRts: () => void toggle('rts'),
    toggleEcho: () =>
      screen.say(typing.toggleEcho() ? 'what is typed is shown here' : 'what is typed is left to the target'),
    nextStamp: () => screen.say(stampWords[screen.shape.nextStamp()]),
    toggleHex: () => screen.say(screen.shape.toggleHex() ? 'bytes as hex' : 'bytes as text'),
    search: () => typing.look(null),
    lastCrash: lookAtCrash,
    sendFile: askForFile,
    clear,
    state: tellState,
    suspend: () => void options.suspend(),
    sendKey: typing.sendCommandKey,
  };
  return {run: (command) => acts[command]()};
}
