// Which lock a call takes, and whether two calls take locks of one kind: by the structure that the lock is a member of, where that is known.
import {type Call, type HeldCall, isMember, type ModuleFacts, nameOf} from './facts.ts';

/** No semaphore: who takes one may wait for a sign of another, and nobody holds it. */
export const takes =
  /^(?:mutex_lock|mutex_lock_interruptible|mutex_lock_killable|(?:raw_)?spin_lock(?:_irq|_bh|_irqsave)?|write_lock(?:_irq|_bh|_irqsave)?|down_write)$/;

export const takenBy = ({callee, arguments: [object]}: Call): string | null =>
  takes.test(callee) && object !== undefined ? object : null;

/** The locks that each function takes itself. */
export function locksOf({calls}: ModuleFacts): ReadonlyMap<string, readonly Call[]> {
  return Map.groupBy(
    calls.filter((call) => takenBy(call) !== null),
    (call) => call.in,
  );
}

/** `gauge.lock` of a member, the name of a variable of the file; null where nothing tells of which structure it is. */
export function classOfTaken(facts: ModuleFacts, call: Call): string | null {
  return classOf(facts, `${call.file}:${call.line}`, takenBy(call) ?? '');
}

/** Of the lock that is held while something is called. */
export function classOfHeld(facts: ModuleFacts, {file, lockedAtLine, object}: HeldCall): string | null {
  return classOf(facts, `${file}:${lockedAtLine}`, object);
}

function classOf({lockOwners}: ModuleFacts, place: string, object: string): string | null {
  const name = nameOf(object);
  // A lock that lies on a stack is of no use: what has no owner is of the file.
  if (!isMember(object)) return object.startsWith('&') ? name : null;
  const owner = lockOwners.get(`${place} ${name}`);
  return owner === undefined ? null : `${owner}.${name}`;
}

/** `maybe`: they are called the same, and nothing more is known. */
export function kinship(facts: ModuleFacts, held: HeldCall, taken: Call): 'same' | 'maybe' | 'other' {
  const [one, other] = [classOfHeld(facts, held), classOfTaken(facts, taken)];
  if (one !== null && other !== null) return one === other ? 'same' : 'other';
  return nameOf(held.object) === nameOf(takenBy(taken) ?? '') ? 'maybe' : 'other';
}
