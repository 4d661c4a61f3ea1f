// From a shell's prompt to our own server there, as a step. The server's text is typed in short pieces, each of which says its own sum, so
// that a piece that noise has changed is typed again; one that lies there from before is used as it is.
import {type SumTool, sumOf, sumTools} from './sums.ts';

export interface SetupSettings {
  readonly script: string;
  /** Nobody on the target can guess it. */
  readonly mark: string;
  /** Between two bytes for the hardware watchdog; 0 when there is none to feed. */
  readonly feedSeconds: number;
  /** The line is held up by XON and XOFF; else noise that looks like one of them must not hold it up. */
  readonly isXonXoff: boolean;
}

interface Place {
  readonly folder: string;
  readonly tool: SumTool;
}

export type Setup = {readonly tries: number} & (
  | {readonly phase: 'asking'}
  | ({readonly phase: 'looking'} & Place)
  | ({readonly phase: 'sending'; readonly piece: number} & Place)
  | ({readonly phase: 'joining'} & Place)
  | ({readonly phase: 'starting'} & Place)
);

/** What the server says first. */
export interface Ready {
  readonly folder: string;
  readonly tool: SumTool;
  readonly release: string;
  readonly bootId: string;
  readonly bootStatus: number;
  readonly watchdogSeconds?: number;
  readonly hasGzip: boolean;
}

export interface SetupStep {
  readonly setup: Setup;
  readonly type?: string;
  readonly ended?:
    | {readonly at: 'ready'; readonly ready: Ready}
    /** Nothing answers here: not a shell after all. */
    | {readonly at: 'login'}
    | {readonly at: 'fault'; readonly why: string};
}

const triesMax = 6;
const pieceChars = 180;
const needed = ['base64', 'dd', 'head', 'tail', 'wc', 'tr', 'chmod', 'mkdir', 'mv', 'cat', 'uname', 'sleep'];
/** XON, for a console that noise has stopped, and what brings a new prompt. */
const interrupt = '\x11\x03';
const joined = 'joined';

export function beginSetup(): SetupStep {
  return {setup: {phase: 'asking', tries: 0}, type: question()};
}

/** A silence this long means that what was typed got lost, or its answer. */
export function setupPatienceMs({tries}: Setup): number {
  return 4000 + 3000 * tries;
}

export function setupHears(setup: Setup, frame: string, settings: SetupSettings): SetupStep {
  switch (setup.phase) {
    case 'asking':
      return placed(setup, frame, settings);
    case 'looking':
      if (frame === `k ${joined}`) return to({...placeOf(setup), phase: 'starting', tries: 0}, settings);
      return frame === 'k none' ? to({...placeOf(setup), phase: 'sending', piece: 0, tries: 0}, settings) : {setup};
    case 'sending': {
      if (frame !== `k ${setup.piece}`) return {setup};
      const piece = setup.piece + 1;
      const isLast = piece === piecesOf(settings.script).length;
      const next: Setup = isLast ? {...placeOf(setup), phase: 'joining', tries: 0} : {...setup, piece, tries: 0};
      return to(next, settings);
    }
    case 'joining':
      return frame === `k ${joined}` ? to({...placeOf(setup), phase: 'starting', tries: 0}, settings) : {setup};
    case 'starting': {
      const ready = readyIn(frame, setup, settings.mark);
      return ready === null ? {setup} : {setup, ended: {at: 'ready', ready}};
    }
    default:
      return setup satisfies never;
  }
}

/** Nothing came for as long as `setupPatienceMs`. A line that noise broke may have left the shell waiting for its end. */
export function setupWaits(setup: Setup, settings: SetupSettings): SetupStep {
  if (setup.tries + 1 >= triesMax) return {setup, ended: {at: 'login'}};
  const again = to({...setup, tries: setup.tries + 1}, settings);
  return {...again, type: `${interrupt}\r${again.type ?? ''}`};
}

/** Comments stay at home; what is left has no apostrophe and no caret. */
export function scriptToSend(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return `${lines.filter((line) => line !== '' && !line.startsWith('#')).join('\n')}\n`;
}

export function piecesOf(script: string): readonly string[] {
  const flat = script.replaceAll('\n', '^');
  return Array.from({length: Math.ceil(flat.length / pieceChars)}, (_, at) =>
    flat.slice(at * pieceChars, (at + 1) * pieceChars),
  );
}

function to(setup: Setup, settings: SetupSettings): SetupStep {
  return {setup, type: lineOf(setup, settings)};
}

function placeOf({folder, tool}: Place): Place {
  return {folder, tool};
}

function lineOf(setup: Setup, settings: SetupSettings): string {
  switch (setup.phase) {
    case 'asking':
      return question();
    case 'looking':
      return `${ifSame(setup, settings)};*)${say('none')};;esac\r`;
    case 'sending': {
      const text = piecesOf(settings.script)[setup.piece] ?? '';
      const sum = sumOf(setup.tool, text);
      const keep = `printf %s "$l">${setup.folder}/s.${setup.piece};${say(String(setup.piece))}`;
      return `l='${text}';case $(printf %s "$l"|${setup.tool}) in ${sum}*)${keep};;esac\r`;
    }
    case 'joining': {
      const names = piecesOf(settings.script).map((_, piece) => `s.${piece}`);
      return `(cd ${setup.folder};cat ${names.join(' ')}|tr '^' '\\n'>serve;rm -f s.*);${ifSame(setup, settings)};esac\r`;
    }
    case 'starting': {
      const {mark, feedSeconds, isXonXoff} = settings;
      const quit = `${sumOf(setup.tool, `${mark} 0 q`)} 0 q`;
      // One that runs already, and whose first words were lost, ends with its own quit; a shell finds no such command.
      return `${setup.tries > 0 ? `${quit}\r` : ''}sh ${setup.folder}/serve ${mark} ${setup.tool} ${feedSeconds} ${isXonXoff ? '' : '-'}ixon\r`;
    }
    default:
      return setup satisfies never;
  }
}

function ifSame({folder, tool}: Place, {script}: SetupSettings): string {
  return `case $(cat ${folder}/serve 2>/dev/null|${tool}) in ${sumOf(tool, script)}*)${say(joined)};`;
}

/** Octal in the typed line, a control byte in what it prints: an echo can't be taken for the answer. */
function say(word: string): string {
  return `printf '\\035k ${word}\\036'`;
}

function question(): string {
  const place = 'for x in /run /dev/shm /tmp;do [ -w $x ]&&mkdir -p $x/.quarterdeck&&d=$x/.quarterdeck&&break;done';
  const tool = `for x in ${sumTools.join(' ')};do command -v $x >/dev/null&&k=$x&&break;done`;
  const missing = `for x in ${needed.join(' ')};do command -v $x >/dev/null||m=$m,$x;done`;
  return `stty -echo;d=-;k=-;m=-;${place};${tool};${missing};printf '\\035t %s %s %s\\036' $d $k $m\r`;
}

function placed(setup: Setup, frame: string, settings: SetupSettings): SetupStep {
  const found = /^t (\S+) (\S+) -(?:,(\S+))?$/.exec(frame);
  if (found === null) return {setup};
  const [, folder = '-', named, missing] = found;
  const tool = sumTools.find((known) => known === named);
  const lacks = [
    ...(tool === undefined && named === '-' ? [sumTools.join(' or ')] : []),
    ...(missing?.split(',') ?? []),
  ];
  if (lacks.length > 0)
    return fault(setup, `the board's system has no ${lacks.join(', no ')}; its console can't carry commands and files`);
  if (folder === '-')
    return fault(setup, 'the board has no folder to write in: /run, /dev/shm and /tmp are read-only or missing');
  if (tool === undefined || !folder.startsWith('/')) return {setup};
  return to({phase: 'looking', folder, tool, tries: 0}, settings);
}

function fault(setup: Setup, why: string): SetupStep {
  return {setup, ended: {at: 'fault', why}};
}

function readyIn(frame: string, {folder, tool}: Place, mark: string): Ready | null {
  const [sum, kind, release, bootId, bootStatus, timeout, gzip] = frame.split(' ');
  const text = frame.slice(frame.indexOf(' ') + 1);
  if (kind !== 'r' || sum !== sumOf(tool, `${mark} ${text}`) || release === undefined || bootId === undefined)
    return null;
  const watchdogSeconds = Number(timeout);
  return {
    ...{folder, tool, release, bootId, bootStatus: Number(bootStatus) || 0, hasGzip: gzip === '1'},
    ...(watchdogSeconds > 0 ? {watchdogSeconds} : {}),
  };
}
