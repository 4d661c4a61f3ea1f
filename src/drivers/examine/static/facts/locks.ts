// Locks that are waited for by who holds them: taken twice, taken in two orders, waited for by way of a timer or a work item.
import type {CheckFinding, FaultClass} from '../../../../core/examination.ts';
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
import {isSleepingLock} from './sleeping.ts';

export function lockFindings(facts: ModuleFacts): readonly CheckFinding[] {
  return [...takenTwice(facts), ...inTwoOrders(facts), ...waitedFor(facts), ...interrupted(facts)];
}

const takes =
  /^(?:mutex_lock|mutex_lock_interruptible|mutex_lock_killable|(?:raw_)?spin_lock(?:_irq|_bh|_irqsave)?|write_lock(?:_irq|_bh|_irqsave)?|down|down_interruptible|down_killable|down_write)$/;

const takenBy = ({callee, arguments: [object]}: Call): string | null =>
  takes.test(callee) && object !== undefined ? object : null;

/** The locks that each function takes itself. */
function locksOf({calls}: ModuleFacts): ReadonlyMap<string, readonly Call[]> {
  return Map.groupBy(
    calls.filter((call) => takenBy(call) !== null),
    (call) => call.in,
  );
}

function takenTwice(facts: ModuleFacts): readonly CheckFinding[] {
  const locks = locksOf(facts);
  const reached = reachedBy(facts);
  return facts.held.flatMap((call) => {
    if (!takes.test(call.lock)) return [];
    const held = `${call.object} is held since line ${call.lockedAtLine}`;
    if (takenBy(call) === call.object) return [found('deadlock', call, `${call.callee}() waits for itself: ${held}`)];
    const inner = [...reached(call.callee)].flatMap((name) => locks.get(name) ?? []);
    const same = inner.find((other) => isSameObject(call, other));
    if (same === undefined) return [];
    return [
      found('deadlock', call, `${call.callee}() comes to take ${takenBy(same)} in line ${same.line}, and ${held}`),
    ];
  });
}

/** Of a member only where its owner is handed on: another one's lock of the same name is another lock. */
function isSameObject(call: HeldCall, other: Call): boolean {
  const object = takenBy(other) ?? '';
  if (nameOf(object) !== nameOf(call.object) || isMember(object) !== isMember(call.object)) return false;
  const owner = ownerOf(call.object);
  return owner === null ? object === call.object : call.arguments.includes(owner);
}

interface Order extends Where {
  readonly first: string;
  readonly next: string;
}

/** By their names, as lockdep goes by their classes. */
function inTwoOrders(facts: ModuleFacts): readonly CheckFinding[] {
  const orders = ordersOf(facts);
  const seen = new Set<string>();
  return orders.flatMap((order) => {
    const other = orders.find(({first, next}) => first === order.next && next === order.first);
    const pair = [order.first, order.next].sort().join(' ');
    if (other === undefined || order.first === order.next || seen.has(pair)) return [];
    seen.add(pair);
    const claim = `${order.next} is taken while ${order.first} is held here, and in ${other.in}(), line ${other.line}, it is the other way round`;
    return [found('lock inversion', order, claim)];
  });
}

function ordersOf(facts: ModuleFacts): readonly Order[] {
  const locks = locksOf(facts);
  const reached = reachedBy(facts);
  return facts.held.flatMap((call) => {
    if (!takes.test(call.lock)) return [];
    const own = takenBy(call);
    const inner = [...reached(call.callee)].flatMap((name) => locks.get(name) ?? []).map((one) => takenBy(one) ?? '');
    return [...(own === null ? [] : [own]), ...inner].map((object) => ({
      ...{file: call.file, line: call.line, in: call.in},
      ...{first: nameOf(call.object), next: nameOf(object)},
    }));
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
    const callback = facts.callbacks.find(({object}) => nameOf(object) === nameOf(awaited));
    const inner = [...reached(callback?.runs ?? '')].flatMap((name) => locks.get(name) ?? []);
    const same = inner.find((other) => nameOf(takenBy(other) ?? '') === nameOf(call.object));
    if (callback === undefined || same === undefined) return [];
    const claim = `${call.callee}() waits for ${callback.runs}(), which waits for ${takenBy(same)} in line ${same.line}: it is held here since line ${call.lockedAtLine}`;
    return [found('deadlock', call, claim)];
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
  const interrupting = facts.callbacks.filter(({kind}) => kind in keepsOff);
  const within = new Set(interrupting.flatMap(({runs}) => [...reached(runs)]));
  return interrupting.flatMap((callback) => {
    const own = [...reached(callback.runs)].flatMap((name) => locks.get(name) ?? []);
    return own.flatMap((lock) => {
      const open = facts.calls.filter((call) => isOpenTo(callback, lock, call) && !within.has(call.in));
      // Who took another one before that keeps interrupts off, or keeps them off by no lock, is safe.
      return open
        .filter((call) => !facts.held.some((held) => held.line === call.line && isKeptOff(callback, held)))
        .map((call) => found('deadlock', call, interruptedWords(callback, lock, call)));
    });
  });
}

function isKeptOff({kind}: Callback, {lock}: HeldCall): boolean {
  if (keepsOff[kind]?.test(lock) === true || /^local_irq_/.test(lock)) return true;
  return keepsOff[kind]?.test('_bh') === true && /^local_bh_disable$|_bh$/.test(lock);
}

function isOpenTo({kind}: Callback, lock: Call, call: Call): boolean {
  const object = takenBy(call);
  if (object === null || isSleepingLock(call.callee)) return false;
  return nameOf(object) === nameOf(takenBy(lock) ?? '') && keepsOff[kind]?.test(call.callee) !== true;
}

function interruptedWords({runs}: Callback, lock: Call, {callee, arguments: [object = '']}: Call): string {
  return `${runs}() takes ${object} as well (line ${lock.line}) and may interrupt whoever holds it here: ${callee}() does not keep it off`;
}

function found(kind: FaultClass, {file, line}: Where, claim: string): CheckFinding {
  return {class: kind, severity: 'major', file, line, claim, evidence: `${file}:${line}: ${claim}`};
}
