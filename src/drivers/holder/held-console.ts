// The console of a target that another process holds, as a line: it is opened again when the holder is.
import type {BareLine, BareListener, ConsoleSource} from '../line/console-line.ts';
import {keepOpen} from '../line/keep-open.ts';
import {type HeldUp, heldVersion} from './held-lines.ts';
import {connected} from './held-target.ts';

/** `words`: the target as a person names it. */
export function heldConsole(socketPath: string, words: string): ConsoleSource {
  return {
    words,
    open: (listener) =>
      keepOpen({words, openOnce: (hears) => openOnce(socketPath, words, hears), waits: false}, listener),
  };
}

async function openOnce(socketPath: string, words: string, listener: BareListener): Promise<BareLine> {
  const socket = await connected(socketPath);
  let isClosing = false;
  socket.on('error', () => socket.destroy());
  socket.once('close', () => {
    if (!isClosing) listener.lost(`the process that held ${words} has ended`, 'ended');
  });
  socket.on('data', (bytes) => listener.bytes(bytes));
  socket.write(`${JSON.stringify({kind: 'console', version: heldVersion} satisfies HeldUp)}\n`);
  const cannot = async (): Promise<void> => {
    throw new Error(`${words} is held by another process, which keeps the line's BREAK and modem lines to itself`);
  };
  return {
    send(bytes) {
      if (!socket.writable) return Promise.reject(new Error(`the process that held ${words} has ended`));
      return new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      });
    },
    sendBreak: cannot,
    setModemLines: cannot,
    close: () =>
      new Promise((done) => {
        isClosing = true;
        if (socket.closed) done();
        else socket.once('close', () => done()).destroy();
      }),
  };
}
