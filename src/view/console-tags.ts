// Which lines of a console belong to a kernel's complaint, line by line as they come: for the red bar at their left, no more.
// What a report says and where it is to blame is found by `src/kernel`.
import {readStamp} from '../kernel/console-lines.ts';

/** `boot`: the first line of a kernel; `gap`: said by us, where bytes are missing. */
export type ConsoleKind = 'plain' | 'report' | 'boot' | 'gap';

export interface TagState {
  /** Counts the kernels that started. */
  readonly kernel: number;
  /** The report that is open; null outside one. */
  readonly report: OpenReport | null;
}

interface OpenReport {
  readonly lines: number;
  /** When its newest line was printed. */
  readonly atSeconds: number;
  /** The kernel writes time stamps: a line without one is a program's, not the report's. */
  readonly isStamped: boolean;
  /** The end mark was seen: only the registers, which an oops shows once more, still belong to it. */
  readonly isEnded: boolean;
}

export const noTags: TagState = {kernel: 0, report: null};

interface TaggedLine {
  readonly stamp: string;
  readonly text: string;
  readonly level?: number;
  readonly kind: ConsoleKind;
  readonly kernel: number;
}

export function tagLine(tags: TagState, line: string): {readonly line: TaggedLine; readonly tags: TagState} {
  const stamped = readStamp(line);
  const {text} = stamped;
  const known = {
    stamp: stamped.atSeconds === undefined ? '' : stamped.atSeconds.toFixed(6),
    text,
    ...(stamped.level === undefined || ownMark.test(text) ? {} : {level: stamped.level}),
  };
  const {stamp} = known;
  if (bootStart.test(text)) {
    const kernel = tags.kernel + 1;
    return {line: {...known, kind: 'boot', kernel}, tags: {kernel, report: null}};
  }
  const {kernel} = tags;
  const isStart = reportStart.test(text);
  if (!isStart && !continues(tags, stamped.atSeconds, text)) {
    const isProgram = tags.report?.isStamped === true && stamp === '';
    return {
      line: {...known, kind: 'plain', kernel},
      tags: isProgram || tags.report === null ? tags : {kernel, report: null},
    };
  }
  const report: OpenReport = {
    lines: (tags.report?.lines ?? 0) + 1,
    atSeconds: stamped.atSeconds ?? 0,
    isStamped: stamp !== '',
    isEnded: endMark.test(text) || (!isStart && tags.report?.isEnded === true),
  };
  return {line: {...known, kind: 'report', kernel}, tags: {kernel, report: lastLine.test(text) ? null : report}};
}

/** The house's marks are alerts, so that a quiet console prints them too; they complain of nothing. */
const ownMark = /^quarterdeck: run: /;

/** Up to the end mark; where none comes, a second of silence or the length of any real report ends it. */
function continues({report}: TagState, atSeconds: number | undefined, text: string): boolean {
  if (report === null || report.lines >= reportLinesMax) return false;
  if (report.isStamped && (atSeconds === undefined || atSeconds - report.atSeconds >= 1)) return false;
  return !report.isEnded || registers.test(text);
}

/** With the backtraces of all processors, reports run to some hundred lines. */
const reportLinesMax = 500;

const bootStart = /^Linux version \d/;

const reportStart = new RegExp(
  [
    '^BUG: ',
    '^BUG [\\w-]+ ',
    '^Oops',
    '^Kernel panic',
    '^WARNING: ',
    '^INFO: (task|rcu)',
    '^rcu: INFO:',
    '^watchdog: BUG',
    '^general protection fault',
    '^divide error',
    '^invalid opcode',
    '^stack segment',
    '^Unable to handle kernel',
    '^kernel BUG at ',
    '^UBSAN: ',
    '^-+\\[ cut here ',
    '^NMI watchdog: Watchdog detected',
    '^Rebooting in \\d+ seconds',
    '^unregister_netdevice: waiting',
  ].join('|'),
);

const endMark = /^---\[ end /;
const lastLine = /^Rebooting in /;

/** As `show_regs` prints them (arch/x86/kernel/process_64.c). */
const registers = /^(RIP|RSP|RAX|RDX|RBP|R\d\d|FS|CS|CR2|DR\d|PKRU|Code|Call Trace|note): ?/;
