// An event in a line: what it holds, name by name, whatever event it is. A new kind of event needs nothing here.
import type {Event} from '../core/events.ts';
import {oneLine} from './formats.ts';

const wordsMax = 240;
const valueCharactersMax = 120;

export function eventWords({type: _type, ...fields}: Event): string {
  let words = '';
  for (const [name, value] of Object.entries(fields)) {
    if (words.length >= wordsMax) break;
    const text = valueWords(value);
    if (text !== '') words += `${words === '' ? '' : ', '}${name} ${text}`;
  }
  return words.slice(0, wordsMax);
}

/** Of a list how many, of an object what kind it is or what names it. */
function valueWords(value: unknown): string {
  if (typeof value === 'string') return oneLine(value.slice(0, valueCharactersMax));
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '' : `(${value.length})`;
  if (typeof value !== 'object' || value === null) return '';
  const named = naming.map((name) => (value as Readonly<Record<string, unknown>>)[name]);
  return named
    .filter((part) => typeof part === 'string')
    .map((part) => oneLine(part.slice(0, valueCharactersMax)))
    .join(' ');
}

const naming = ['kind', 'id', 'name', 'title', 'failure', 'text', 'message', 'why'] as const;
