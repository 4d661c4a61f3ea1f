// What is said of a journal that can't be believed to its end, and what helps.
import type {JournalDamage} from '../core/session-standing.ts';

export function damageWords(id: string, journal: string, {line, why}: JournalDamage): string {
  const help = `\`quarterdeck sessions --salvage ${id}\` makes a session of what stands before that line, and leaves this one as it is`;
  return `session ${id} can't be taken up: its journal ${journal} is damaged at line ${line}: ${why}; ${help}`;
}
