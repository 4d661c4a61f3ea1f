// doctor's look at what the person brings: a terminal and a configuration. Pure.
import type {Check} from './doctor-table.ts';

export interface TerminalFacts {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Bits of colour, as `getColorDepth` tells. */
  readonly colourBits: number;
  /** Of LC_ALL, LC_CTYPE and LANG the first that is set. */
  readonly locale: string;
}

const smallest = {columns: 80, rows: 24} as const;

export function checkTerminal(facts: TerminalFacts): Check {
  const name = 'terminal';
  if (!facts.isTerminal) {
    return {name, state: 'warn', found: 'none on standard input and output', mend: 'without one, run with --headless'};
  }
  const size = `${facts.columns}x${facts.rows}`;
  const isUtf8 = /utf-?8/i.test(facts.locale);
  const found = `${size}, ${2 ** facts.colourBits} colours, ${isUtf8 ? 'UTF-8' : `the locale is "${facts.locale || 'C'}"`}`;
  const advice = [
    ...(facts.columns < smallest.columns || facts.rows < smallest.rows
      ? [`make it at least ${smallest.columns}x${smallest.rows}`]
      : []),
    ...(isUtf8 ? [] : ['set LANG to a UTF-8 locale, for instance C.UTF-8: lines and marks are drawn with it']),
  ];
  return advice.length === 0 ? {name, state: 'ok', found} : {name, state: 'warn', found, mend: advice.join('\n')};
}

export function checkConfiguration(fault: string | null): Check {
  const name = 'configuration';
  if (fault === null) return {name, state: 'ok', found: 'valid'};
  return {name, state: 'missing', found: fault, mend: 'mend it there; what it does not name has a default'};
}
