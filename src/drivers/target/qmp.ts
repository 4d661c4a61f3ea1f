// QEMU's monitor: commands as JSON lines, each with a deadline, and the events that come between the answers. Knows the
// protocol (docs/interop/qmp-spec.txt); what an event means for the target is machine.ts and lifecycle.ts.

import type {Duplex} from 'node:stream';
import {isJson} from '../../core/json.ts';

export interface QmpEvent {
  readonly name: string;
  /** QEMU's own clock. */
  readonly atMs: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

export type QmpMessage =
  | {readonly kind: 'greeting'}
  | {readonly kind: 'event'; readonly event: QmpEvent}
  | {readonly kind: 'answer'; readonly id: number; readonly value: unknown}
  | {readonly kind: 'error'; readonly id: number; readonly words: string}
  | {readonly kind: 'unreadable'; readonly text: string};

export interface Qmp {
  /** Rejects when QEMU refuses, when the deadline passes and when the connection ends. */
  command(name: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The text that the human monitor prints. */
  monitor(line: string): Promise<string>;
}

const commandSeconds = 10;
const lineBytesMax = 1 << 20;

/** Resolves when the monitor takes commands. */
export async function openQmp(stream: Duplex, onEvent: (event: QmpEvent) => void): Promise<Qmp> {
  const pending = new Map<number, {resolve: (value: unknown) => void; reject: (fault: Error) => void}>();
  let nextId = 1;
  let rest = '';

  const failAll = (words: string) => {
    for (const waiter of pending.values()) waiter.reject(new Error(words));
    pending.clear();
  };
  const take = (message: QmpMessage) => {
    if (message.kind === 'event') onEvent(message.event);
    if (message.kind !== 'answer' && message.kind !== 'error') return;
    const waiter = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'answer') waiter?.resolve(message.value);
    else waiter?.reject(new Error(message.words));
  };
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const split = splitQmp(rest, text);
    rest = split.rest;
    for (const message of split.messages) take(message);
  });
  stream.on('error', () => {});
  stream.on('close', () => failAll('the monitor of QEMU is closed'));

  const command = (name: string, parameters?: Readonly<Record<string, unknown>>) =>
    new Promise<unknown>((resolve, reject) => {
      if (!stream.writable) {
        reject(new Error(`${name}: the monitor of QEMU is closed`));
        return;
      }
      const id = nextId++;
      const deadline = setTimeout(() => {
        pending.delete(id);
        reject(new Error(`${name}: QEMU did not answer within ${commandSeconds} s`));
      }, commandSeconds * 1000);
      pending.set(id, {
        resolve: (value) => {
          clearTimeout(deadline);
          resolve(value);
        },
        reject: (fault) => {
          clearTimeout(deadline);
          reject(new Error(`${name}: ${fault.message}`));
        },
      });
      stream.write(`${JSON.stringify({execute: name, arguments: parameters ?? {}, id})}\n`);
    });

  await command('qmp_capabilities');
  return {
    command,
    monitor: async (line) => String(await command('human-monitor-command', {'command-line': line})),
  };
}

export function splitQmp(
  rest: string,
  text: string,
): {readonly messages: readonly QmpMessage[]; readonly rest: string} {
  const lines = (rest + text).split('\n');
  const last = lines.pop() ?? '';
  const messages = lines.filter((line) => line.trim() !== '').map(parseQmp);
  return {messages, rest: last.slice(0, lineBytesMax)};
}

export function parseQmp(line: string): QmpMessage {
  const unreadable: QmpMessage = {kind: 'unreadable', text: line};
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return unreadable;
  }
  if (!isJson(value)) return unreadable;
  if ('QMP' in value) return {kind: 'greeting'};
  if (typeof value['event'] === 'string') return {kind: 'event', event: eventOf(value['event'], value)};
  const id = value['id'];
  if (typeof id !== 'number') return unreadable;
  if ('return' in value) return {kind: 'answer', id, value: value['return']};
  const error = value['error'];
  return {kind: 'error', id, words: isJson(error) ? String(error['desc']) : 'an error without a description'};
}

function eventOf(name: string, value: Readonly<Record<string, unknown>>): QmpEvent {
  const stamp = isJson(value['timestamp']) ? value['timestamp'] : {};
  const atMs = Number(stamp['seconds'] ?? 0) * 1000 + Math.floor(Number(stamp['microseconds'] ?? 0) / 1000);
  return {name, atMs, facts: isJson(value['data']) ? value['data'] : {}};
}
