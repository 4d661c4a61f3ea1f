// How each function of a module comes to be called: where it loads, where it goes, while it is in use, or nobody can tell.
import {type Call, type ModuleFacts, reachedBy} from './facts.ts';

/**
 * `end`: the module, a device of it or an open file goes. `use`: somebody uses it, which no end needs to come to. `load`: it loads.
 * `unknown`: its name was given to somebody else.
 */
export type WayIn = 'load' | 'end' | 'use' | 'unknown';

export interface WaysIn {
  of(call: Call): ReadonlySet<WayIn>;
  /** Whether nothing but what may sleep comes to the call: a program's own calls, a driver's beginning and end, work, threads. */
  isInProcess(call: Call): boolean;
  /** On the way on which the module goes; of one that says nothing of that, anywhere but where it loads. */
  isOnWayOut(call: Call): boolean;
  /** Whether the module says at all how it goes. */
  readonly hasEnd: boolean;
  /** It can't be unloaded: there is what loads it and nothing that undoes it. */
  readonly staysForEver: boolean;
}

/** What a structure's function is called that undoes what another of its functions did. */
const undoes =
  /remove|release|exit|close|disconnect|shutdown|stop|destroy|free|kill|uninit|detach|unbind|evict|teardown|cleanup|disable|suspend|fini|unregister|del|drop|clear|down$/;
/** What nobody calls for the sake of an end. */
const uses =
  /^(?:open|read|write|read_iter|write_iter|llseek|poll|mmap|flush|fsync|fasync|ioctl|unlocked_ioctl|compat_ioctl|show|store|get|set|probe|probe_new|init|start|enable|show_\w+|seq_\w+)$/;
/** What runs a function when something ends. */
const atEnd = /^devm_add_action\w*$/;
/** What runs a function that it is given, now or soon: as good as a call of it. */
const runs =
  /^(?:kref_put\w*|call_rcu|rhashtable_free_and_destroy|idr_for_each|device_for_each_child|bus_for_each_dev)$/;
const inProcess =
  /^(?:open|release|read|write|read_iter|write_iter|llseek|mmap|flush|fsync|ioctl|unlocked_ioctl|compat_ioctl|show|store|probe|probe_new|remove|disconnect)$/;
const inUse = /^(?:timer_setup|DEFINE_TIMER|hrtimer|tasklet_|DECLARE_TASKLET|request_irq|devm_request_irq)/;

export function waysInOf(facts: ModuleFacts): WaysIn {
  const {operations, calls, callbacks, exported, loads, unloads} = facts;
  const own = new Set([...calls.map((call) => call.in), ...facts.parameters.keys()]);
  const ways = new Map<string, Set<WayIn>>();
  const handedOn = calls
    .filter((call) => runs.test(call.callee))
    .flatMap((call) => call.arguments.map((callee) => ({...call, callee})));
  const reached = reachedBy({calls: [...calls, ...handedOn]});
  const elsewhere = new Set<string>();
  const enter = (name: string | undefined, way: WayIn, isProcess = false): void => {
    if (name === undefined || !own.has(name)) return;
    for (const inner of reached(name)) {
      ways.set(inner, (ways.get(inner) ?? new Set<WayIn>()).add(way));
      if (!isProcess) elsewhere.add(inner);
    }
  };
  enter(loads, 'load', true);
  enter(unloads, 'end', true);
  for (const {member, runs} of operations)
    enter(runs, undoes.test(member) ? 'end' : uses.test(member) ? 'use' : 'unknown', inProcess.test(member));
  for (const name of exported) enter(name, undoes.test(name) ? 'end' : 'unknown');
  for (const {kind, runs} of callbacks)
    enter(runs, inUse.test(kind) ? 'use' : wayOfCallback(facts, kind), /WORK|^kthread_/.test(kind));
  const run = new Set(callbacks.map((callback) => callback.runs));
  for (const call of calls.filter(({callee}) => !runs.test(callee)))
    for (const given of call.arguments) {
      const name = given.replace(/^&/, '');
      if (own.has(name) && !run.has(name)) enter(name, atEnd.test(call.callee) ? 'end' : 'unknown');
    }
  // DEVICE_ATTR_RW(name) and its kin name them by the way they are called.
  for (const name of own) if (/_(?:show|store)$/.test(name)) enter(name, 'use', true);
  const hasEnd = unloads !== undefined || [...ways.values()].some((set) => set.has('end'));
  const of = (call: Call): ReadonlySet<WayIn> => ways.get(call.in) ?? unknown;
  return {
    of,
    isOnWayOut: (call) => (hasEnd ? of(call).has('end') : call.in !== loads),
    isInProcess: (call) => ways.has(call.in) && !elsewhere.has(call.in),
    hasEnd,
    staysForEver: loads !== undefined && unloads === undefined,
  };
}

const unknown: ReadonlySet<WayIn> = new Set(['unknown']);

/** Who stops a thread waits for its function to end, and who flushes work for the work. */
function wayOfCallback({calls}: ModuleFacts, kind: string): WayIn {
  const waits = kind.startsWith('kthread_') ? /^kthread_stop/ : /^(?:flush_|drain_workqueue|destroy_workqueue)/;
  return calls.some(({callee}) => waits.test(callee)) ? 'end' : 'use';
}
