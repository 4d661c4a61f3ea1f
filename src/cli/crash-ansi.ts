// Rows of spans as lines for a terminal that is not taken over: with colours, or as bare text.
import {lookOf} from '../../components/tones.ts';
import type {Row, Tone} from '../view/spans.ts';

export function linesOf(rows: readonly Row[], colors: boolean): string {
  return rows.map((row) => `${lineOf(row, colors).trimEnd()}\n`).join('');
}

function lineOf(row: Row, colors: boolean): string {
  return row.map(({text, tone}) => (colors && text !== '' ? coloured(text, tone) : text)).join('');
}

const codes: Readonly<Record<string, number>> = {red: 31, green: 32, yellow: 33, cyan: 36};

function coloured(text: string, tone: Tone): string {
  const {bold, dimColor, inverse, color} = lookOf(tone, 'terminal');
  const wanted = [bold && 1, dimColor && 2, inverse && 7, color === undefined ? undefined : codes[color]];
  const on = wanted.filter((code) => typeof code === 'number').join(';');
  return on === '' ? text : `\x1b[${on}m${text}\x1b[0m`;
}
