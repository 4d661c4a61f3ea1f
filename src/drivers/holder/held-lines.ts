// What goes over the socket of a held target, one JSON object a line. After a `console` line, which a
// `backlog` line answers, the connection is raw: the console's bytes one way, what is typed the other.
import {isCount, isJson, parseJson} from '../../core/json.ts';
import type {KernelNow} from '../../core/link.ts';
import type {TargetEvent} from '../../core/target-events.ts';
import type {ExecRequest} from '../../ports.ts';

export const heldVersion = 2;

/** Base64 of a file's piece, with room for the rest of its line. */
export const lineBytesMax = 1024 * 1024;
export const pieceBytesMax = 512 * 1024;
export const fileBytesMax = 256 * 1024 * 1024;

export type HeldAsk =
  | {readonly do: 'powerOn' | 'reset' | 'recover' | 'settled' | 'powerOff' | 'sendBreak'}
  | {readonly do: 'clean'; readonly how: 'saved' | 'booted'}
  /** The output comes in `output` lines as well where it `streams`. */
  | {readonly do: 'exec'; readonly request: Omit<ExecRequest, 'onOutput'>; readonly streams: boolean}
  /** Of the pieces that came before under the same id. */
  | {readonly do: 'push'; readonly path: string; readonly mode: number}
  /** Ends the machine, cuts a board's power, and ends the holder. */
  | {readonly do: 'off'};

export type HeldUp =
  /**
   * `alone`: nobody else may be here alone at the same time, as a check that cleans the target must be. `deaf`: without the console's bytes.
   */
  | {
      readonly kind: 'attach';
      readonly version: number;
      readonly as: string;
      readonly alone: boolean;
      readonly deaf: boolean;
    }
  | {readonly kind: 'console'; readonly version: number}
  | {readonly kind: 'ask'; readonly id: number; readonly ask: HeldAsk}
  | {readonly kind: 'piece'; readonly id: number; readonly base64: string}
  | {readonly kind: 'type'; readonly base64: string};

export type HeldDown =
  | {
      readonly kind: 'welcome';
      readonly pid: number;
      /** In words, how the target is at the moment. */
      readonly phase: string;
      readonly users: readonly string[];
      /** What it was made of: another word is another target. */
      readonly made: string;
    }
  /** So many of the raw bytes that follow had come before. */
  | {readonly kind: 'backlog'; readonly bytes: number}
  | {readonly kind: 'event'; readonly event: TargetEvent}
  | {readonly kind: 'console'; readonly base64: string}
  | {readonly kind: 'pulse'; readonly kernel?: KernelNow}
  | {readonly kind: 'output'; readonly id: number; readonly base64: string}
  | {readonly kind: 'reply'; readonly id: number; readonly value: unknown}
  | {readonly kind: 'fault'; readonly id: number; readonly why: string}
  | {readonly kind: 'refused'; readonly why: string};

/** Another process's words: what is not a line of these is told as such. */
export function parseHeldUp(line: string): HeldUp | {readonly refused: string} {
  const fields = parseJson(line);
  if (fields === null) return {refused: 'a line is not a JSON object'};
  const {kind, version, as, alone, deaf, id, ask, base64} = fields;
  if (kind === 'attach' && isCount(version) && typeof as === 'string' && typeof alone === 'boolean')
    return {kind, version, as: as.slice(0, 80), alone, deaf: deaf === true};
  if (kind === 'console' && isCount(version)) return {kind, version};
  if (kind === 'type' && typeof base64 === 'string') return {kind, base64};
  if (kind === 'piece' && isCount(id) && typeof base64 === 'string') return {kind, id, base64};
  if (kind === 'ask' && isCount(id) && isAsk(ask)) return {kind, id, ask};
  return {refused: `not a line of a held target: ${line.slice(0, 80)}`};
}

const downKinds: readonly unknown[] = [
  'welcome',
  'backlog',
  'event',
  'console',
  'pulse',
  'output',
  'reply',
  'fault',
  'refused',
];

/** Of our own holder, of the same version; null for what is cut or foreign. */
export function parseHeldDown(line: string): HeldDown | null {
  const fields = parseJson(line);
  return fields !== null && downKinds.includes(fields['kind']) ? (fields as unknown as HeldDown) : null;
}

function isAsk(value: unknown): value is HeldAsk {
  if (!isJson(value)) return false;
  switch (value['do']) {
    case 'powerOn':
    case 'reset':
    case 'recover':
    case 'settled':
    case 'powerOff':
    case 'sendBreak':
    case 'off':
      return true;
    case 'clean':
      return value['how'] === 'saved' || value['how'] === 'booted';
    case 'exec':
      return isExec(value['request']) && typeof value['streams'] === 'boolean';
    case 'push':
      return typeof value['path'] === 'string' && isCount(value['mode']);
    default:
      return false;
  }
}

function isExec(value: unknown): boolean {
  if (!isJson(value)) return false;
  const {script, directory, environment, deadlineSeconds, outputBytesMax, onOutput} = value;
  const variables = isJson(environment) ? Object.values(environment) : [];
  return (
    typeof script === 'string' &&
    onOutput === undefined &&
    (directory === undefined || typeof directory === 'string') &&
    (environment === undefined || isJson(environment)) &&
    variables.every((variable) => typeof variable === 'string') &&
    typeof deadlineSeconds === 'number' &&
    deadlineSeconds > 0 &&
    isCount(outputBytesMax)
  );
}
