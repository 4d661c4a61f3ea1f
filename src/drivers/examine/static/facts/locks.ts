// Locks that are waited for by who holds them: taken twice, taken in two orders, waited for by way of a timer or a work item.
import type {CheckFinding} from '../../../../core/examination.ts';
import type {Severity} from '../../../../core/severity.ts';
import {
  type Call,
  type Callback,
  type HeldCall,
  isMember,
  type ModuleFacts,
  nameOf,
  ownerOf,
  reachedBy,
  type Where,
} from './facts.ts';
import {findingAt} from './finding-at.ts';
import {classOfHeld, classOfTaken, kinship, locksOf, takenBy, takes} from './lock-classes.ts';
import {isSleepingLock} from './sleeping.ts';
import {waysInOf} from './ways-in.ts';

export function lockFindings(facts: ModuleFacts): readonly CheckFinding[] {
  return [...takenTwice(facts), ...inTwoOrders(facts), ...waitedFor(facts), ...interrupted(facts)];
}

function takenTwice(facts: ModuleFacts): readonly CheckFinding[] {
  const locks = locksOf(facts);
  const reached = reachedBy(facts);
  return facts.held.flatMap((call) => {
    if (!takes.test(call.lock)) return [];
    const held = `${call.object} is held since line ${call.lockedAtLine}`;
    if (takenBy(call) === call.object) {
      const isCertain = !mayBeAnother(facts, call);
      return [findingAt('deadlock', severityOf(isCertain), call, `${call.callee}() waits for itself: ${held}`)];
    }
    const inner = [...reached(call.callee)].flatMap((name) => locks.get(name) ?? []);
    const same = inner.find((other) => isSameObject(call, other) && kinship(facts, call, other) !== 'other');
    if (same === undefined) return [];
    const claim = `${call.callee}() comes to take ${takenBy(same)} in line ${same.line}, and ${held}`;
    return [findingAt('deadlock', severityOf(isTakenThere(facts, call, same)), call, claim)];
  });
}

const severityOf = (isCertain: boolean): Severity => (isCertain ? 'major' : 'minor');

/** Between the two the variable may have come to lead to another object. */
function mayBeAnother({whole}: ModuleFacts, {in: within, object, lockedAtLine}: HeldCall): boolean {
  const owner = ownerOf(object);
  return whole.some((one) => one.in === within && one.object === owner && one.line >= lockedAtLine);
}

/** Of a member only where its owner is handed on: another one's lock of the same name is another lock. */
function isSameObject(call: HeldCall, other: Call): boolean {
  const object = takenBy(other) ?? '';
  if (nameOf(object) !== nameOf(call.object) || isMember(object) !== isMember(call.object)) return false;
  const owner = ownerOf(call.object);
  return owner === null ? object === call.object : call.arguments.includes(owner);
}

/** By the function that is called itself, of what it is given, and not as a flag tells it. */
function isTakenThere(facts: ModuleFacts, call: HeldCall, inner: Call): boolean {
  if (call.arguments.some((given) => /^(?:true|false|0|1)$/.test(given))) return false;
  const owner = ownerOf(call.object);
  if (owner === null) return true;
  const names = facts.parameters.get(call.callee);
  if (names === undefined) return inner.in === call.callee;
  return inner.in === call.callee && names[call.arguments.indexOf(owner)] === ownerOf(takenBy(inner) ?? '');
}

interface Order extends Where {
  readonly first: string;
  readonly next: string;
  /** Whether both are known to be what they are called by: of which structures, or of the file. */
  readonly isKnown: boolean;
}

/** As lockdep goes by their classes. */
function inTwoOrders(facts: ModuleFacts): readonly CheckFinding[] {
  const orders = ordersOf(facts);
  const seen = new Set<string>();
  return orders.flatMap((order) => {
    const other = orders.find(({first, next}) => first === order.next && next === order.first);
    const pair = [order.first, order.next].sort().join(' ');
    if (other === undefined || order.first === order.next || seen.has(pair)) return [];
    seen.add(pair);
    const claim = `${order.next} is taken while ${order.first} is held here, and in ${other.in}(), line ${other.line}, it is the other way round`;
    return [findingAt('lock inversion', severityOf(order.isKnown && other.isKnown), order, claim)];
  });
}

function ordersOf(facts: ModuleFacts): readonly Order[] {
  const locks = locksOf(facts);
  const reached = reachedBy(facts);
  return facts.held.flatMap((call) => {
    if (!takes.test(call.lock)) return [];
    const own = takenBy(call) === null ? [] : [call];
    const inner = [...own, ...[...reached(call.callee)].flatMap((name) => locks.get(name) ?? [])];
    const first = classOfHeld(facts, call);
    return inner.map((lock) => {
      const next = classOfTaken(facts, lock);
      return {
        ...{file: call.file, line: call.line, in: call.in},
        ...{first: first ?? nameOf(call.object), next: next ?? nameOf(takenBy(lock) ?? '')},
        isKnown: first !== null && next !== null,
      };
    });
  });
}

/** What returns only when the function that it is about has ended. */
const waits =
  /^(?:del_timer_sync|timer_delete_sync|timer_shutdown_sync|hrtimer_cancel|cancel_work_sync|cancel_delayed_work_sync|flush_work|flush_delayed_work|tasklet_kill)$/;

function waitedFor(facts: ModuleFacts): readonly CheckFinding[] {
  const locks = locksOf(facts);
  const reached = reachedBy(facts);
  return facts.held.flatMap((call) => {
    const [awaited = ''] = call.arguments;
    if (!waits.test(call.callee) || !takes.test(call.lock)) return [];
    const named = facts.callbacks.filter(({object}) => nameOf(object) === nameOf(awaited));
    const [callback] = named;
    const inner = [...reached(callback?.runs ?? '')].flatMap((name) => locks.get(name) ?? []);
    const same = inner.find((other) => kinship(facts, call, other) !== 'other');
    if (callback === undefined || same === undefined) return [];
    const claim = `${call.callee}() waits for ${callback.runs}(), which waits for ${takenBy(same)} in line ${same.line}: it is held here since line ${call.lockedAtLine}`;
    const isOnly = named.every(({runs}) => runs === callback.runs);
    return [findingAt('deadlock', severityOf(isOnly && kinship(facts, call, same) === 'same'), call, claim)];
  });
}

/** What interrupts whom: the function of a timer interrupts what does not keep softirqs off, one of an interrupt all but what keeps those off. */
const keepsOff: Readonly<Record<string, RegExp>> = {
  timer_setup: /_(?:bh|irq|irqsave)$/,
  DEFINE_TIMER: /_(?:bh|irq|irqsave)$/,
  tasklet_setup: /_(?:bh|irq|irqsave)$/,
  tasklet_init: /_(?:bh|irq|irqsave)$/,
  DECLARE_TASKLET: /_(?:bh|irq|irqsave)$/,
  hrtimer: /_(?:irq|irqsave)$/,
  request_irq: /_(?:irq|irqsave)$/,
  devm_request_irq: /_(?:irq|irqsave)$/,
};

function interrupted(facts: ModuleFacts): readonly CheckFinding[] {
  const locks = locksOf(facts);
  const reached = reachedBy(facts);
  const ways = waysInOf(facts);
  const interrupting = facts.callbacks.filter(({kind}) => kind in keepsOff);
  const within = new Set(interrupting.flatMap(({runs}) => [...reached(runs)]));
  return interrupting.flatMap((callback) => {
    const own = [...reached(callback.runs)].flatMap((name) => locks.get(name) ?? []);
    return own.flatMap((lock) => {
      const open = facts.calls.filter((call) => isOpenTo(facts, callback, lock, call) && !within.has(call.in));
      // Who took another one before that keeps interrupts off, or keeps them off by no lock, is safe.
      const unsafe = open.filter(
        (call) => !facts.held.some((held) => isKeptOff(callback, held) && isUnder(reached, held, call)),
      );
      // One cause, however many places: the one that is certain stands for them.
      const first = unsafe.find((call) => ways.isInProcess(call)) ?? unsafe[0];
      if (first === undefined) return [];
      const claim = interruptedWords(callback, lock, first, unsafe.length - 1);
      return [findingAt('deadlock', severityOf(ways.isInProcess(first)), first, claim)];
    });
  });
}

function isKeptOff({kind}: Callback, {lock}: HeldCall): boolean {
  if (keepsOff[kind]?.test(lock) === true || /^local_irq_/.test(lock)) return true;
  return keepsOff[kind]?.test('_bh') === true && /^local_bh_disable$|_bh$/.test(lock);
}

/** Itself, or by a function that is called meanwhile. */
function isUnder(reached: (from: string) => ReadonlySet<string>, held: HeldCall, call: Call): boolean {
  return (held.line === call.line && held.in === call.in) || reached(held.callee).has(call.in);
}

function isOpenTo(facts: ModuleFacts, {kind}: Callback, lock: Call, call: Call): boolean {
  const object = takenBy(call);
  if (object === null || isSleepingLock(call.callee) || keepsOff[kind]?.test(call.callee) === true) return false;
  const [one, other] = [classOfTaken(facts, lock), classOfTaken(facts, call)];
  return one !== null && other !== null ? one === other : nameOf(object) === nameOf(takenBy(lock) ?? '');
}

function interruptedWords(
  {runs}: Callback,
  lock: Call,
  {callee, arguments: [object = '']}: Call,
  more: number,
): string {
  const elsewhere = more === 0 ? '' : `, nor at ${more} other ${more === 1 ? 'place' : 'places'}`;
  return `${runs}() takes ${object} as well (line ${lock.line}) and may interrupt whoever holds it here: ${callee}() does not keep it off${elsewhere}`;
}
