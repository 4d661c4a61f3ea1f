// Whether acts that wait for a person's word can be answered at all: without a screen nobody is there to give it.
import {type ApprovalPolicy, asksFor} from '../core/approval.ts';
import {CommandFault} from './say.ts';

export function requireNoAsking(policy: ApprovalPolicy): void {
  const asked = asksFor(policy);
  if (asked.length === 0) return;
  const acts = asked.join(', ');
  throw new CommandFault(
    `without a screen nobody can approve what waits for a word: ${acts}. Set \`approve\` to auto for them in the configuration, leave --ask out, or run with a screen`,
    2,
  );
}
