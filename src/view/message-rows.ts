// The person's words to an agent and what became of them. The fate comes first: it is the part that must not be cut off.
import type {SteeringMessage} from '../core/entities.ts';
import type {Role} from '../core/roles.ts';
import type {State} from '../core/state.ts';
import {unheardOf, urgedAfterMs} from '../core/steering.ts';
import {oneLine, seconds} from './formats.ts';
import type {Pen} from './pen.ts';
import {cutText, hanging, type Row, span, type Tone, widthOf} from './spans.ts';

/** Where it was said: its fate in a word, its words, and why it was refused. */
export function messageRows(message: SteeringMessage, cells: number, {width, glyphs}: Pen): readonly Row[] {
  const {id, fate, text} = message;
  const head = [span(`${id} you, `, 'accent'), span(fate.kind, toneOf(fate)), span(` ${glyphs.said} `, 'accent')];
  const words = hanging(head, oneLine(text), 'plain', cells, width);
  return fate.kind === 'refused' ? [...words, ...hanging([span('   ')], fate.why, 'warn', cells, width)] : words;
}

/** What is not settled stands below all else, a row each, until it is. */
export function openMessageRows(state: State, role: Role, cells: number, pen: Pen): readonly Row[] {
  const open = state.messages.filter((message) => message.to === role && isOpen(message));
  return open.map((message) => openRow(state, message, cells, pen));
}

export function isOpen({about, fate}: SteeringMessage): boolean {
  return about === 'redirect' && (fate.kind === 'queued' || fate.kind === 'delivered');
}

function openRow(state: State, message: SteeringMessage, cells: number, {width, glyphs, nowMs}: Pen): Row {
  const head = [
    span(`${message.id} you, `, 'accent'),
    span(openWords(state, message, nowMs), toneOf(message.fate)),
    span(` ${glyphs.said} `, 'accent'),
  ];
  const room = Math.max(0, cells - widthOf(head, width));
  return [...head, span(cutText(oneLine(message.text), room, width, glyphs.ellipsis))];
}

function openWords(state: State, message: SteeringMessage, nowMs: number): string {
  if (message.fate.kind === 'delivered') return `delivered with ${message.fate.turn}`;
  if (message.urged !== undefined) return 'queued, next';
  const isTimed = unheardOf(state).some(({id}) => id === message.id);
  return isTimed ? `queued, at the latest in ${seconds(message.atMs + urgedAfterMs - nowMs)} (u: now)` : 'queued';
}

function toneOf({kind}: SteeringMessage['fate']): Tone {
  switch (kind) {
    case 'queued':
    case 'refused':
      return 'warn';
    case 'delivered':
      return 'accent';
    case 'acknowledged':
      return 'good';
    default:
      return kind satisfies never;
  }
}

export function fateText(fate: SteeringMessage['fate']): string {
  switch (fate.kind) {
    case 'queued':
      return 'queued: taken in at the next boundary';
    case 'delivered':
      return `delivered with turn ${fate.turn}`;
    case 'acknowledged':
      return `acknowledged in turn ${fate.turn}`;
    case 'refused':
      return `refused: ${fate.why}`;
    default:
      return fate satisfies never;
  }
}
