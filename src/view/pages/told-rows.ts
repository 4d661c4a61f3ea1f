// What a tool gave back, in full: what the compiler complained of stands out.
import type {Pen} from '../pen.ts';
import {type Row, type Tone, wrapRows} from '../spans.ts';

export function toldRows(output: string, cells: number, {width}: Pen): readonly Row[] {
  if (output.trim() === '') return [];
  return output
    .trimEnd()
    .split('\n')
    .flatMap((line) => wrapRows(line, toneOf(line), cells, width));
}

function toneOf(line: string): Tone {
  if (/\b(?:fatal )?error:/.test(line)) return 'bad';
  return /\bwarning:/.test(line) ? 'warn' : 'plain';
}
