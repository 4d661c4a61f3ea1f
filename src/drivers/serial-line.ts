// A serial line, whatever carries it: a board's adapter or the pty of an emulated UART. The only file that knows serialport.
import {SerialPort} from 'serialport';

export interface SerialLineOptions {
  readonly path: string;
  readonly baudRate: number;
}

export interface SerialLine {
  write(bytes: Uint8Array): void;
  close(): Promise<void>;
}

export interface SerialListener {
  bytes(bytes: Uint8Array): void;
  /** The other side went away, or the adapter was pulled. Not called for a close that was asked for. */
  lost(why: string): void;
}

/** What may wait to be written; a person who types into a line that takes nothing loses the rest. */
const unwrittenBytesMax = 65536;

/** Rejects in words that name the path. */
export function openSerialLine(options: SerialLineOptions, listener: SerialListener): Promise<SerialLine> {
  return new Promise((resolve, reject) => {
    const port = new SerialPort({path: options.path, baudRate: options.baudRate, autoOpen: false});
    let closing = false;
    let told = false;
    const lose = (why: string) => {
      if (closing || told) return;
      told = true;
      listener.lost(why);
    };
    port.on('data', (bytes: Buffer) => listener.bytes(bytes));
    port.on('error', (fault: Error) => lose(`serial line ${options.path}: ${fault.message}`));
    port.on('close', (fault: Error | null) =>
      lose(`serial line ${options.path} closed: ${fault?.message ?? 'no reason given'}`),
    );
    port.open((fault) => {
      if (fault) {
        reject(new Error(`serial line ${options.path} does not open: ${fault.message}`));
        return;
      }
      resolve({
        write: (bytes) => {
          if (port.isOpen && port.writableLength < unwrittenBytesMax) port.write(Buffer.from(bytes));
        },
        close: () =>
          new Promise((done) => {
            closing = true;
            if (!port.isOpen) done();
            else port.close(() => done());
          }),
      });
    });
  });
}
