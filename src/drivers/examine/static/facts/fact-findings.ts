// What follows from the facts of a module, each once.
import type {CheckFinding} from '../../../../core/examination.ts';
import type {ModuleFacts} from './facts.ts';
import {lifetimeFindings} from './lifetimes.ts';
import {lockFindings} from './locks.ts';
import {shownFindings} from './shown.ts';
import {sleepingFindings} from './sleeping.ts';

export function factFindings(facts: ModuleFacts): readonly CheckFinding[] {
  const all = [...sleepingFindings(facts), ...lockFindings(facts), ...lifetimeFindings(facts), ...shownFindings(facts)];
  const seen = new Map(all.map((finding) => [`${finding.class} ${finding.file}:${finding.line}`, finding]));
  return [...seen.values()];
}
