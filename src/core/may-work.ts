// Whether a role may go on at all. The Verifier belongs to the person and not to the work: it goes on while the work is paused or
// stopped by a fault, unless it is the model that is at fault.
import type {Role} from './roles.ts';
import type {State} from './state.ts';

export function mayWork({session, faults}: State, role: Role): boolean {
  const open = faults.filter(({cleared}) => !cleared);
  if (role !== 'verifier') return session.phase === 'running' && open.length === 0;
  return (session.phase === 'running' || session.phase === 'paused') && open.every(({source}) => source !== 'model');
}
