// Ink over a terminal that is in our own hands: how a screen is drawn is said here, once for every screen. Ink hands over whole
// frames (what it calls debug); what of a frame is sent is only what differs from the one before (`frames/changes.ts`).
import {PassThrough, Writable} from 'node:stream';
import {render} from 'ink';
import type {ReactNode} from 'react';
import {changesOf} from './frames/changes.ts';

/** As much of a terminal as drawing asks for; it tells by `resize` that it has another size. */
export interface DrawnOn extends Writable {
  readonly isTTY: true;
  readonly columns: number;
  readonly rows: number;
}

export interface Drawing {
  show(screen: ReactNode): void;
  /** What was drawn is not on the terminal any more: the next frame clears it and draws all of it. */
  forget(): void;
  unmount(): void;
}

export function drawn(screen: ReactNode, terminal: DrawnOn): Drawing {
  const frames = framesTo(terminal);
  const ink = render(screen, {
    stdout: frames.stream,
    // Ink gets no keyboard: it would take the terminal's modes into its own hands.
    stdin: new PassThrough(),
    stderr: new Writable({write: (_chunk, _encoding, done) => done()}),
    debug: true,
    interactive: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  return {
    show: ink.rerender,
    forget: frames.forget,
    unmount() {
      ink.unmount();
      ink.cleanup();
      frames.close();
    },
  };
}

/** A terminal shows all that is between the two at once, where it knows how to. */
const [updateBegins, updateEnds] = ['\x1b[?2026h', '\x1b[?2026l'];
const clear = '\x1b[0m\x1b[2J';

function framesTo(terminal: DrawnOn) {
  /** Null where nobody knows what stands on the terminal. */
  let shown: readonly string[] | null = null;

  function take(frame: string): void {
    const rows = frame.split('\n');
    const changes = changesOf(shown ?? [], rows, terminal.columns);
    const written = shown === null ? clear + changes : changes;
    shown = rows;
    if (written !== '') terminal.write(updateBegins + written + updateEnds);
  }

  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      if (chunk !== '') take(chunk);
      done();
    },
  });
  const resized = (): void => void stream.emit('resize');
  terminal.on('resize', resized);
  Object.defineProperties(stream, {
    isTTY: {value: true},
    columns: {get: () => terminal.columns},
    rows: {get: () => terminal.rows},
  });
  return {
    // Ink asks no more of it than this.
    stream: stream as unknown as NodeJS.WriteStream,
    forget() {
      shown = null;
    },
    close: () => terminal.off('resize', resized),
  };
}
