// How many of a build's diagnostics are kept. Notes make room first: a build is clean by what is kept of it, so a warning
// behind many notes must not be lost.
import type {DiagnosticRecord} from './entities.ts';
import {cutText, kept, worthiestOf} from './limits.ts';

export function keptDiagnostics(diagnostics: readonly DiagnosticRecord[]): readonly DiagnosticRecord[] {
  return worthiestOf(diagnostics, kept.diagnostics, worth).map(({text, ...rest}) => ({
    ...rest,
    text: cutText(text, 1000),
  }));
}

function worth({level}: DiagnosticRecord): number {
  if (level === 'error') return 2;
  return level === 'warning' ? 1 : 0;
}
