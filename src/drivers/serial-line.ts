// A serial line, whatever carries it: a board's adapter or the pty of an emulated UART. The only file that knows serialport.
import {SerialPort} from 'serialport';
import {type DeviceReader, readDevice} from './line/read-device.ts';

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
  const port = new SerialPort({...portOptions(options), autoOpen: false});
  return new Promise((resolve, reject) => {
    port.open((fault) => {
      const refused = fault ? refusal(fault.message) : null;
      try {
        if (refused !== null) throw new Error(refused);
        resolve(attach(port, listener));
      } catch (cause) {
        if (port.isOpen) port.close();
        reject(new Error(`serial line ${path} does not open: ${(cause as Error).message}`, {cause}));
      }
    });
  });
}

function attach(port: SerialPort, listener: SerialListener): SerialLine {
  const words = `serial line ${port.path}`;
  let isOver = false;
  const lose = (why: string): void => {
    if (isOver) return;
    isOver = true;
    reader.close();
    if (port.isOpen) port.close();
    listener.lost(`${words} ${why}`);
  };
  const reader: DeviceReader = readDevice(descriptorOf(port), {
    bytes: (bytes) => {
      if (!isOver) listener.bytes(bytes);
    },
    ended: (why) => lose(`closed: ${why}`),
  });
  port.on('error', (fault: Error) => lose(`has failed: ${fault.message}`));
  port.on('close', (fault?: Error | null) => lose(`closed: ${fault?.message ?? 'no reason given'}`));
  return {
    write: (bytes) => {
      if (port.isOpen && port.writableLength < unwrittenBytesMax) port.write(Buffer.from(bytes));
    },
    send: (bytes) => send(port, bytes),
    ...signals(port),
    setReading: reader.setReading,
    close: () =>
      new Promise((done) => {
        isOver = true;
        reader.close();
        if (!port.isOpen) done();
        else port.close(() => done());
      }),
  };
}

/**
 * serialport opens the device, sets it and writes to it, and another reads it: its own reading asks a device that hung up for more without an end,
 * and goes through the thread pool for every few kilobytes.
 */
function descriptorOf({port}: SerialPort): number {
  if (port === undefined || !('fd' in port) || typeof port.fd !== 'number') throw new Error('it has no descriptor');
  return port.fd;
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
