// The console of a target that another process holds, as a line: it is opened again when the holder is.
import type {BareLine, BareListener, ConsoleSource} from '../line/console-line.ts';
import {keepOpen} from '../line/keep-open.ts';
import {type HeldUp, heldVersion, lineBytesMax, parseHeldDown} from './held-lines.ts';
import {connected, openHeldTarget} from './held-target.ts';
import {openLineReader} from './line-reader.ts';

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
  const take = afterBacklog(listener);
  socket.on('data', take);
  const events = await openHeldTarget(
    {socketPath, as: 'quarterdeck console', deaf: true},
    {event: (event) => listener.event?.(event), console: () => {}, pulse: () => {}},
  ).catch((fault: unknown) => {
    isClosing = true;
    socket.destroy();
    throw fault;
  });
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
        void events.close();
        if (socket.closed) done();
        else socket.once('close', () => done()).destroy();
      }),
  };
}

/** Takes the holder's answer off the front; as many bytes behind it as it says had come before. */
function afterBacklog(listener: BareListener): (bytes: Buffer) => void {
  const lines = openLineReader(lineBytesMax);
  let oldBytes: number | null = null;
  return (chunk) => {
    let bytes = chunk;
    if (oldBytes === null) {
      bytes = lines.take(chunk, (text) => {
        const line = parseHeldDown(text);
        if (line?.kind === 'backlog') oldBytes = line.bytes;
        if (line?.kind === 'refused') listener.lost(line.why, 'ended');
        return false;
      });
      if (oldBytes === null) return;
    }
    const old = bytes.subarray(0, oldBytes);
    oldBytes -= old.length;
    if (old.length > 0) listener.old?.(old);
    if (bytes.length > old.length) listener.bytes(bytes.subarray(old.length));
  };
}
