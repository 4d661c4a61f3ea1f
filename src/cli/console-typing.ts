// Where the bytes of the keyboard go: to the target, behind ctrl-t to the console, or to what is open over it.
import type {ConsoleLine} from '../drivers/line/console-line.ts';
import {messageOf} from '../runtime/insist.ts';
import {type ConsoleCommand, commandByte, commandKeyShown} from '../view/serial-console/command-keys.ts';
import type {Scrollback} from '../view/serial-console/scrollback.ts';
import {readTyped} from '../view/serial-console/typed.ts';
import {type Asking, ask} from './console-ask.ts';
import {type KeyReader, openKeyReader} from './console-keys.ts';
import {type Looking, lookBack} from './console-look.ts';
import type {ConsoleScreen} from './console-screen.ts';
import type {ConsoleTerminal} from './console-terminal.ts';

export interface Typing {
  take(bytes: Uint8Array): void;
  look(line: number | null): void;
  /** Not answered when the person gave it up. An answer may ask at once: what is typed behind it is for that. */
  ask(question: string, answered: (text: string) => void): void;
  toggleEcho(): boolean;
  sendCommandKey(): void;
  /** What ctrl-c does instead of going to the target. */
  onInterrupt(interrupt: (() => void) | null): void;
  redraw(): void;
  close(): void;
}

export interface TypingOptions {
  readonly terminal: ConsoleTerminal;
  readonly screen: ConsoleScreen;
  readonly scrollback: Scrollback;
  readonly words: string;
  lineOf(): ConsoleLine | null;
  onCommand(command: ConsoleCommand): void;
}

const interruptByte = 0x03;
/** What may wait for a line that takes nothing. */
const unsentBytesMax = 64 * 1024;

export function openTyping({terminal, screen, scrollback, words, lineOf, onCommand}: TypingOptions): Typing {
  let over: Looking | Asking | null = null;
  let isAwaited = false;
  let echoes = false;
  let interrupt: (() => void) | null = null;
  let unsent = 0;
  let toldOf = '';
  const keys: KeyReader = openKeyReader((key) => over?.take(key));

  function take(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (over !== null) {
        // Byte by byte, since what is open may be closed by any of them, and the rest is for the target again.
        keys.take(rest.subarray(0, 1));
        rest = rest.subarray(1);
      } else if (interrupt !== null && !isAwaited && rest.includes(interruptByte)) {
        interrupt();
        return;
      } else {
        rest = takeTyped(rest);
      }
    }
  }

  /** A command may open something that the bytes behind it are meant for. */
  function takeTyped(bytes: Uint8Array): Uint8Array {
    const read = readTyped(isAwaited, bytes);
    isAwaited = read.isAwaited;
    for (const piece of read.pieces) {
      if (piece.kind === 'bytes') send(piece.bytes);
      else if (piece.kind === 'command') onCommand(piece.command);
      else screen.say(`${commandKeyShown} ${shown(piece.key)} means nothing; ${commandKeyShown} ? lists what does`);
    }
    return read.behind;
  }

  function send(bytes: Uint8Array): void {
    const line = lineOf();
    if (line === null) tell(`${words} is not open yet`);
    else if (unsent + bytes.length > unsentBytesMax) tell(`${words} takes nothing: what is typed is lost`);
    else {
      if (echoes) echo(bytes);
      unsent += bytes.length;
      void sent(line, bytes).finally(() => {
        unsent -= bytes.length;
      });
    }
  }

  async function sent(line: ConsoleLine, bytes: Uint8Array): Promise<void> {
    try {
      await line.write(Uint8Array.from(bytes));
      toldOf = '';
    } catch (fault) {
      tell(messageOf(fault));
    }
  }

  /** Once for all the keys that meet the same. */
  function tell(what: string): void {
    if (what !== toldOf) screen.say(what);
    toldOf = what;
  }

  function echo(bytes: Uint8Array): void {
    const text = Buffer.from(bytes).toString('latin1');
    screen.take(Buffer.from(text.replaceAll('\r', '\r\n').replaceAll('\x7f', '\b \b'), 'latin1'));
  }

  function end(): void {
    over = null;
    screen.release();
  }

  return {
    take,
    look(line) {
      screen.shape.endLine();
      screen.hold();
      over = lookBack(terminal, scrollback, line, end);
    },
    ask(question, answered) {
      screen.shape.endLine();
      screen.hold();
      over = ask(terminal, question, (text) => {
        end();
        if (text !== null) answered(text);
      });
    },
    toggleEcho() {
      echoes = !echoes;
      return echoes;
    },
    sendCommandKey: () => send(Uint8Array.of(commandByte)),
    onInterrupt(wanted) {
      interrupt = wanted;
    },
    redraw: () => over?.draw(),
    close: () => keys.close(),
  };
}

function shown(key: string): string {
  const code = key.charCodeAt(0);
  if (code < 0x20) return `ctrl-${String.fromCharCode(code + 0x60)}`;
  return code < 0x7f ? key : 'and that key';
}
