// A serial line, whatever carries it: a board's adapter or the pty of an emulated UART. The only file that knows serialport.
import {SerialPort, type SerialPortOpenOptions} from 'serialport';
import {ttyReader} from './line/tty-read.ts';

export interface SerialLineOptions {
  /** A device, or a link to one, such as a name below /dev/serial/by-id. */
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits?: 5 | 6 | 7 | 8;
  readonly parity?: 'none' | 'even' | 'odd' | 'mark' | 'space';
  readonly stopBits?: 1 | 1.5 | 2;
  readonly flowControl?: 'none' | 'rtscts' | 'xonxoff';
}

export interface SerialLine {
  /** For who can't wait: what does not fit any more is dropped, and so is what is written to a line that is gone. */
  write(bytes: Uint8Array): void;
  /** Resolves when the line has taken the bytes; rejects in words when it is gone. */
  send(bytes: Uint8Array): Promise<void>;
  /** BREAK and the modem lines are abilities that a pty does not have: then these reject in words. */
  sendBreak(milliseconds: number): Promise<void>;
  setModemLines(lines: {readonly dtr?: boolean; readonly rts?: boolean}): Promise<void>;
  /** While nothing is read, the other side has to wait, as far as the line has a way to tell it. */
  setReading(reads: boolean): void;
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
  const {path} = options;
  const unable = inability(options);
  if (unable !== null) return Promise.reject(new Error(`serial line ${path} does not open: ${unable}`));
  return new Promise((resolve, reject) => {
    const port = new SerialPort({...portOptions(options), ...reading, autoOpen: false});
    let closing = false;
    let told = false;
    const lose = (why: string) => {
      if (closing || told) return;
      told = true;
      listener.lost(why);
    };
    port.on('data', (bytes: Buffer) => listener.bytes(bytes));
    port.on('error', (fault: Error) => lose(`serial line ${path}: ${fault.message}`));
    port.on('close', (fault: Error | null) => lose(`serial line ${path} closed: ${lossWords(fault)}`));
    port.open((fault) => {
      if (fault) {
        reject(new Error(`serial line ${path} does not open: ${refusal(fault.message)}`, {cause: fault}));
        return;
      }
      resolve({
        write: (bytes) => {
          if (port.isOpen && port.writableLength < unwrittenBytesMax) port.write(Buffer.from(bytes));
        },
        send: (bytes) => send(port, bytes),
        ...signals(port),
        setReading: (reads) => void (reads ? port.resume() : port.pause()),
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

type Binding = typeof SerialPort.binding;
type OpenPort = Awaited<ReturnType<Binding['open']>>;

const bindings: {open(options: object): Promise<OpenPort>} = SerialPort.binding as {
  open(options: object): Promise<OpenPort>;
};

/**
 * serialport's own reading asks a device that hung up for more without an end, and never says that it is gone; it also goes through the
 * thread pool for every few kilobytes.
 */
const reading: Partial<SerialPortOpenOptions<Binding>> = {
  binding: {
    ...SerialPort.binding,
    async open(options: object): Promise<OpenPort> {
      const port = await bindings.open(options);
      return 'poller' in port ? Object.assign(port, {read: readerOf(port)}) : port;
    },
  },
} as Partial<SerialPortOpenOptions<Binding>>;

function readerOf(port: Extract<OpenPort, {readonly poller: unknown}>) {
  const readable = () =>
    new Promise<void>((resolve, reject) => {
      port.poller.once('readable', (fault) => (fault ? reject(fault) : resolve()));
    });
  const read = ttyReader({
    readable,
    get fd() {
      return port.fd;
    },
    get isOpen() {
      return port.isOpen;
    },
  });
  return async (buffer: Buffer, offset: number, length: number) => ({
    buffer,
    bytesRead: await read(buffer, offset, length),
  });
}

function portOptions({path, baudRate, dataBits = 8, parity = 'none', stopBits = 1, flowControl}: SerialLineOptions) {
  const xonxoff = flowControl === 'xonxoff';
  return {path, baudRate, dataBits, parity, stopBits, rtscts: flowControl === 'rtscts', xon: xonxoff, xoff: xonxoff};
}

/** What Linux, or serialport on it, can't set; null when there is nothing of it. */
function inability({parity, stopBits}: SerialLineOptions): string | null {
  if (parity === 'mark' || parity === 'space') return `${parity} parity can't be set here; none, even and odd can`;
  if (stopBits === 1.5) return "1.5 stop bits can't be set here; 1 and 2 can";
  return null;
}

function refusal(message: string): string {
  return message.includes('Cannot lock port') ? 'another program has it open' : message.replace(/^Error:? /, '');
}

/** What poll says of a device that was pulled, or whose other side is gone, is that its descriptor is bad. */
function lossWords(fault: Error | null): string {
  if (fault === null) return 'no reason given';
  return /bad file descriptor|EBADF|EIO|ENXIO/i.test(fault.message) ? 'it hung up' : fault.message;
}

function send(port: SerialPort, bytes: Uint8Array): Promise<void> {
  if (!port.isOpen) return Promise.reject(new Error(`serial line ${port.path} is closed`));
  return new Promise((resolve, reject) => {
    const end = (fault?: Error | null): void => {
      port.off('close', closed);
      if (fault) reject(new Error(`serial line ${port.path} did not take what was sent: ${fault.message}`));
      else resolve();
    };
    const closed = (): void => end(new Error('it was closed'));
    port.once('close', closed);
    port.write(Buffer.from(bytes), end);
  });
}

/** serialport sets all of them at once, so what they are is kept here. */
function signals(port: SerialPort): Pick<SerialLine, 'sendBreak' | 'setModemLines'> {
  let lines = {dtr: true, rts: true};
  const set = (what: string, flags: {dtr: boolean; rts: boolean; brk?: boolean}): Promise<void> =>
    new Promise((resolve, reject) => {
      port.set(flags, (fault) => {
        if (fault) reject(new Error(`serial line ${port.path} can't ${what}: ${abilityWords(fault.message)}`));
        else resolve();
      });
    });
  return {
    async sendBreak(milliseconds) {
      await set('send BREAK', {...lines, brk: true});
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      await set('end BREAK', {...lines, brk: false});
    },
    async setModemLines(wanted) {
      const next = {...lines, ...wanted};
      await set('set its modem lines', next);
      lines = next;
    },
  };
}

function abilityWords(message: string): string {
  return /Inappropriate ioctl/.test(message) ? 'it is a pty' : message.replace(/^Error:? /, '');
}
