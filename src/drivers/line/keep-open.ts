// Opens a line again whenever it went away, with pauses that grow. What the line is, and how it is opened, is told to it.
import type {BareLine, BareListener, ConsoleLine, LineListener} from './console-line.ts';

export interface LineToKeep {
  readonly words: string;
  openOnce(listener: BareListener): Promise<BareLine>;
  /** Whether a line that is not there at first is waited for. */
  readonly waits: boolean;
}

const pauseMsMin = 50;
const pauseMsMax = 2000;

export async function keepOpen({words, openOnce, waits}: LineToKeep, listener: LineListener): Promise<ConsoleLine> {
  let line: BareLine | null = null;
  let why = 'it is not open yet';
  let isClosed = false;
  let pauseMs = pauseMsMin;
  let opening: Promise<void> = Promise.resolve();
  let pause: {readonly timer: NodeJS.Timeout; end(): void} | null = null;
  /** What a person set stays set when the plug is back. */
  let lines: {readonly dtr?: boolean; readonly rts?: boolean} = {};
  let reads = true;

  /** Each opening has its own listener, so that what an old one says late means nothing. */
  async function open(): Promise<void> {
    let isOver = false;
    const opened = await openOnce({
      bytes: (bytes) => {
        if (!isOver && !isClosed) listener.bytes(bytes);
      },
      old: (bytes) => {
        if (isOver || isClosed) return;
        if (listener.old === undefined) listener.bytes(bytes);
        else listener.old(bytes);
      },
      event: (event) => {
        if (!isOver && !isClosed) listener.event?.(event);
      },
      lost: (reason, how) => {
        if (isOver || isClosed) return;
        isOver = true;
        line = null;
        why = reason;
        listener.lost(reason, how);
        if (!isClosed) opening = comeBack();
      },
    });
    if (isClosed || isOver) {
      await opened.close();
      return;
    }
    line = opened;
    pauseMs = pauseMsMin;
    if (!reads) opened.setReading?.(false);
    if (Object.keys(lines).length > 0) await opened.setModemLines(lines).catch(() => {});
  }

  async function comeBack(): Promise<void> {
    while (!isClosed && line === null) {
      await wait();
      if (isClosed) return;
      try {
        await open();
      } catch (fault) {
        why = messageOf(fault);
        continue;
      }
      // The line that was opened may be lost again already: then another one of these runs.
      if (line !== null) listener.back();
      return;
    }
  }

  async function wait(): Promise<void> {
    await new Promise<void>((resolve) => {
      pause = {timer: setTimeout(resolve, pauseMs), end: resolve};
    });
    pause = null;
    pauseMs = Math.min(pauseMs * 2, pauseMsMax);
  }

  function there(what: string): BareLine {
    if (isClosed) throw new Error(`${words} is closed: it can't ${what}`);
    if (line === null) throw new Error(`${words} is away, so it can't ${what}: ${why}`);
    return line;
  }

  try {
    await open();
  } catch (fault) {
    if (!waits || !mayCome(fault)) throw fault;
    why = messageOf(fault);
    listener.lost(why, 'broken');
    opening = comeBack();
  }
  return {
    write: async (bytes) => there('take what is written').send(bytes),
    sendBreak: async (milliseconds) => there('send BREAK').sendBreak(milliseconds),
    setModemLines: async (wanted) => {
      await there('set its modem lines').setModemLines(wanted);
      lines = {...lines, ...wanted};
    },
    setReading: (wanted) => {
      reads = wanted;
      line?.setReading?.(wanted);
    },
    close: async () => {
      isClosed = true;
      if (pause !== null) {
        clearTimeout(pause.timer);
        pause.end();
      }
      await opening;
      await line?.close();
    },
  };
}

/** A line that is not there may appear; one that is refused to this person will not. */
function mayCome(fault: unknown): boolean {
  return /No such file|No such device|ENOENT|ENXIO|ENODEV|ECONNREFUSED|EHOSTUNREACH|ETIMEDOUT|answer/.test(
    messageOf(fault),
  );
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
