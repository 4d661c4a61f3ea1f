// Reads what the kernel prints when it lets a call fail on purpose (lib/fault-inject.c, fail_dump): which ability, in which task, and
// the way that led there.
import {readStamp, splitConsole} from './console-lines.ts';
import {parseFrame} from './frame.ts';
import type {Frame} from './report.ts';

export interface InjectedFailure {
  /** `failslab`, `fail_page_alloc`, `fail_usercopy`. */
  readonly ability: string;
  readonly task: string;
  /** Absent where the line was not whole. */
  readonly pid?: number;
  /** Those that the unwinder vouches for. */
  readonly frames: readonly Frame[];
}

const framesMax = 64;

interface Open {
  ability: string;
  task: string;
  pid?: number;
  readonly frames: Frame[];
}

export function findInjected(console: string): readonly InjectedFailure[] {
  const found: Open[] = [];
  let open: Open | null = null;
  for (const line of splitConsole('', `${console}\n`).lines) {
    const {text} = readStamp(line);
    if (text.startsWith('FAULT_INJECTION: forcing a failure')) {
      open = {ability: '', task: '', frames: []};
      found.push(open);
    } else if (open !== null && !take(open, text)) {
      open = null;
    }
  }
  return found;
}

/** False once the dump has ended. */
function take(open: Open, text: string): boolean {
  if (text.trim() === '</TASK>' || ends.test(text) || open.frames.length >= framesMax) return false;
  const ability = /^name (\S{1,64}), interval /.exec(text)?.[1];
  if (ability !== undefined) open.ability = ability;
  const task = /^CPU: \d+ PID: \d+ Comm: (\S{1,32})/.exec(text)?.[1] ?? /^CPU: .* Comm: (\S{1,32})/.exec(text)?.[1];
  if (task !== undefined) open.task = task;
  const pid = /^CPU: \d+ PID: (\d{1,10}) /.exec(text)?.[1];
  if (pid !== undefined) open.pid = Number(pid);
  const frame = parseFrame(text.trim());
  // Of those that the unwinder only guesses there may be twice as many, and they are no part of the way.
  if (frame?.reliable === true) open.frames.push(frame);
  return true;
}

/** A dump whose end was lost: what begins here is another's. Addresses without a name, registers and another CPU's lines may stand inside. */
const ends = /^(?:BUG|WARNING|INFO|Kernel panic|quarterdeck|=====|-----)/;

/** The way from the call that failed, without the machinery that lets it fail. */
export function failedWay({frames}: InjectedFailure): readonly Frame[] {
  const machinery = frames.findLastIndex(({symbol}) => /^(?:dump_stack|should_fail|__should_fail)/.test(symbol));
  return frames.slice(machinery + 1);
}
