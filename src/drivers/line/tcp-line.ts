// A console over TCP, such as ser2net's raw port. RFC 2217, which would set the remote line's speed and modem lines, has no library that is
// kept well: so the bytes are raw, and a peer that begins to speak telnet is refused everything but BREAK, which telnet has of its own.
import {createConnection, type Socket} from 'node:net';
import type {BareLine, BareListener} from './console-line.ts';
import {initialTelnet, readTelnet, telnetBreak, telnetText} from './telnet.ts';

export interface TcpPlace {
  readonly host: string;
  readonly port: number;
}

const connectMsMax = 5000;
/** A lab's line that fell silent for good is found out after this long and a few probes. */
const keepAliveMs = 10_000;

/** Rejects in words that name the place. */
export function openTcpLine({host, port}: TcpPlace, listener: BareListener): Promise<BareLine> {
  const words = `tcp:${host}:${port}`;
  return new Promise((resolve, reject) => {
    const socket = createConnection({host, port, keepAlive: true, keepAliveInitialDelay: keepAliveMs, noDelay: true});
    const late = setTimeout(() => {
      socket.destroy(new Error(`no answer within ${connectMsMax / 1000} seconds`));
    }, connectMsMax);
    const refused = (fault: Error) => {
      clearTimeout(late);
      reject(new Error(`${words} does not open: ${faultWords(fault)}`, {cause: fault}));
    };
    socket.once('error', refused);
    socket.once('connect', () => {
      clearTimeout(late);
      socket.off('error', refused);
      resolve(attach(socket, words, listener));
    });
  });
}

function attach(socket: Socket, words: string, listener: BareListener): BareLine {
  let telnet = initialTelnet;
  let fault: Error | null = null;
  let isClosing = false;
  socket.on('data', (chunk) => {
    const read = readTelnet(telnet, chunk);
    telnet = read.state;
    if (read.answer.length > 0 && socket.writable) socket.write(read.answer);
    if (read.bytes.length > 0) listener.bytes(read.bytes);
  });
  socket.on('error', (error) => {
    fault = error;
  });
  socket.once('close', () => {
    if (isClosing) return;
    if (fault === null) listener.lost(`${words} was closed by the other side`, 'ended');
    else listener.lost(`${words}: ${faultWords(fault)}`, 'broken');
  });
  const send = (bytes: Uint8Array): Promise<void> => {
    if (!socket.writable) return Promise.reject(new Error(`${words} is closed`));
    return new Promise((resolve, reject) => {
      socket.write(bytes, (error) => {
        if (error) reject(new Error(`${words} did not take what was sent: ${faultWords(error)}`));
        else resolve();
      });
    });
  };
  return {
    send: (bytes) => send(telnet.speaks === 'telnet' ? telnetText(bytes) : bytes),
    sendBreak: async () => {
      if (telnet.speaks !== 'telnet')
        throw new Error(`${words} can't send BREAK: it is a raw TCP line, which has none`);
      await send(telnetBreak);
    },
    setModemLines: async () => {
      throw new Error(`${words} can't set its modem lines: they are at the other end of the TCP line`);
    },
    setReading: (reads) => void (reads ? socket.resume() : socket.pause()),
    close: () =>
      new Promise((done) => {
        isClosing = true;
        if (socket.closed) done();
        else socket.once('close', () => done()).destroy();
      }),
  };
}

/** A name with several addresses fails with all of their faults at once, which have no message of their own. */
function faultWords(fault: Error): string {
  const first = fault instanceof AggregateError ? (fault.errors[0] as Error) : fault;
  return first.message;
}
