// What the kernel kept over a reboot, as pstore shows it: a head line, then the end of the kernel's log.
import {findReports} from './find-reports.ts';
import type {CrashReport} from './report.ts';

export interface PstoreText {
  /** As the kernel heads it: `Panic#2 Part1`; absent in a record of the console, which has no head. */
  readonly reason?: string;
  readonly reports: readonly CrashReport[];
  /** The log without the head line. */
  readonly text: string;
}

const head = /^([A-Za-z][A-Za-z ]{0,30}#\d+ Part\d+)\r?\n/;

/** Line numbers of the reports count from the log's first line. */
export function parsePstoreRecord(text: string): PstoreText {
  const match = head.exec(text);
  const log = match === null ? text : text.slice(match[0].length);
  return {...(match?.[1] === undefined ? {} : {reason: match[1]}), reports: findReports(log), text: log};
}

/**
 * One record of several that the kernel split an event into. Part 1 is the newest piece of the log, so the parts are
 * joined downwards; a record without a head stays where it is given.
 */
export function joinParts(texts: readonly string[]): PstoreText {
  const parts = texts.map((text, at) => ({...headOf(text), at}));
  const ordered = parts.toSorted((a, b) => b.part - a.part || a.at - b.at);
  const log = ordered.map((part) => part.log).join('');
  const reason = parts.find((part) => part.reason !== undefined)?.reason;
  return {...(reason === undefined ? {} : {reason}), reports: findReports(log), text: log};
}

function headOf(text: string): {readonly part: number; readonly reason?: string; readonly log: string} {
  const match = head.exec(text);
  if (match?.[1] === undefined) return {part: 0, log: text};
  return {part: Number(/Part(\d+)$/.exec(match[1])?.[1]), reason: match[1], log: text.slice(match[0].length)};
}
