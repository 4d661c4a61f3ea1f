// A question to the person, answered on a row of the console.
import {type Key, keyNameOf, textOf} from '../view/keys.ts';
import {emptyEdit, inserted, lineEdits, moved} from '../view/text-edit.ts';
import type {ConsoleTerminal} from './console-terminal.ts';

export interface Asking {
  take(key: Key): void;
  draw(): void;
}

/** `answered` gets null when the person gave it up. The row is empty again then, and the cursor at its beginning. */
export function ask(terminal: ConsoleTerminal, question: string, answered: (text: string | null) => void): Asking {
  const {output} = terminal;
  let edit = emptyEdit;

  function draw(): void {
    const room = Math.max(8, output.columns - question.length - 2);
    const from = Math.max(0, edit.at - room);
    const behind = Math.min(edit.text.length, from + room) - edit.at;
    output.write(`\r\x1b[K${question} ${edit.text.slice(from, from + room)}${behind > 0 ? `\x1b[${behind}D` : ''}`);
  }

  function end(text: string | null): void {
    output.write('\r\x1b[K');
    answered(text);
  }

  draw();
  return {
    draw,
    take(key) {
      const name = keyNameOf(key);
      if (name === 'enter') return end(edit.text);
      if (name === 'escape' || name === 'ctrl-c') return end(null);
      const move = lineEdits[name];
      const text = textOf(key);
      if (move !== undefined) edit = moved(edit, move);
      else if (text !== null) edit = inserted(edit, text);
      draw();
    },
  };
}
