// What a module does, as config/examine/facts.cocci tells it: a line a fact. Here they become values, and words of C become names.

export interface Where {
  readonly file: string;
  readonly line: number;
  /** The function that it stands in. */
  readonly in: string;
}

export interface Call extends Where {
  readonly callee: string;
  readonly arguments: readonly string[];
}

/** A call under a lock, or where nothing may sleep. */
export interface HeldCall extends Call {
  /** `mutex_lock`, `rcu_read_lock` */
  readonly lock: string;
  /** Empty for what is no object: `rcu_read_lock()`. */
  readonly object: string;
  readonly lockedAtLine: number;
}

/** What a call's answer is kept in. */
export interface Kept extends Where {
  readonly callee: string;
  readonly left: string;
}

/** A function that is run later: of a timer, a work item, a tasklet. */
export interface Callback extends Where {
  readonly kind: string;
  readonly object: string;
  readonly runs: string;
}

/** A function that a structure names: `.remove = pulse_remove`. */
export interface Operation extends Where {
  readonly member: string;
  readonly runs: string;
}

/** A structure that goes to a program from where nothing cleared it. */
export interface Shown extends Where {
  readonly structure: string;
  /** The variable: the structure itself, or what points to it. */
  readonly object: string;
  /** `copy_to_user` */
  readonly out: string;
}

/** A mention of a variable: of one of its members, or of all of it. */
export interface Mention extends Where {
  readonly object: string;
  readonly member?: string;
}

export interface ModuleFacts {
  readonly calls: readonly Call[];
  readonly held: readonly HeldCall[];
  readonly kept: readonly Kept[];
  readonly callbacks: readonly Callback[];
  readonly operations: readonly Operation[];
  readonly shown: readonly Shown[];
  readonly named: readonly Mention[];
  /** Written as a whole. */
  readonly whole: readonly Mention[];
  /** Known by another name too. */
  readonly aliased: readonly Mention[];
  /** Functions that other modules may call. */
  readonly exported: ReadonlySet<string>;
  /** Of which structure the lock is a member that a call takes: by `FILE:LINE MEMBER`. */
  readonly lockOwners: ReadonlyMap<string, string>;
  /** The text of each structure of the module, by its name. */
  readonly structures: ReadonlyMap<string, string>;
  /** The names of each function's parameters. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** Of module_exit(). */
  readonly unloads?: string;
  /** Of module_init(). */
  readonly loads?: string;
  /** Variables of the file's own, not of a function. */
  readonly globals: ReadonlySet<string>;
  /** Of a function's own: `FUNCTION NAME`. */
  readonly locals: ReadonlySet<string>;
}

const factsMax = 50_000;

export function parseFacts(output: string): ModuleFacts {
  const calls: Call[] = [];
  const held: HeldCall[] = [];
  const kept: Kept[] = [];
  const callbacks: Callback[] = [];
  const operations: Operation[] = [];
  const shown: Shown[] = [];
  const named: Mention[] = [];
  const whole: Mention[] = [];
  const aliased: Mention[] = [];
  const exported = new Set<string>();
  const lockOwners = new Map<string, string>();
  const structures = new Map<string, string>();
  const parameters = new Map<string, readonly string[]>();
  const entries: Record<string, string> = {};
  const globals = new Set<string>();
  const locals = new Set<string>();
  for (const text of output.split('\n').slice(0, factsMax)) {
    const [mark, kind, file = '', line = '', within = '', one = '', two = '', three = '', four = '', five = ''] =
      text.split('\t');
    if (mark !== 'fact') continue;
    const where = {file, line: Number(line), in: within};
    if (kind === 'call') calls.push({...where, callee: one, arguments: argumentsOf(two)});
    if (kind === 'kept') kept.push({...where, callee: one, left: spelled(two)});
    if (kind === 'callback') callbacks.push({...where, kind: one, object: spelled(two), runs: three});
    if (kind === 'entry' && one.startsWith('EXPORT')) exported.add(two);
    else if (kind === 'entry') entries[/initcall/.test(one) ? 'module_init' : one] = two;
    if (kind === 'field') operations.push({...where, member: one, runs: two});
    if (kind === 'declared' && within === one) globals.add(one);
    else if (kind === 'declared') locals.add(`${within} ${one}`);
    if (kind === 'shown') shown.push({...where, structure: one, object: two, out: three});
    if (kind === 'named') named.push({...where, object: one, member: two});
    if (kind === 'whole') whole.push({...where, object: one});
    if (kind === 'aliased') aliased.push({...where, object: one});
    if (kind === 'typed') lockOwners.set(`${file}:${line} ${two}`, one);
    if (kind === 'structure') structures.set(one, two);
    if (kind === 'parameters') parameters.set(one, argumentsOf(two).map(nameOf));
    if (kind === 'held') {
      const lock = {lock: one, object: spelled(two), lockedAtLine: Number(three)};
      held.push({...where, ...lock, callee: four, arguments: argumentsOf(five)});
    }
  }
  const {module_init: loads, module_exit: unloads} = entries;
  return {
    ...{calls, held, kept, operations, globals, locals, shown, named, whole, aliased, structures, parameters},
    ...{exported, lockOwners},
    callbacks: [...callbacks, ...calls.flatMap(callbackOf)],
    ...(loads === undefined ? {} : {loads}),
    ...(unloads === undefined ? {} : {unloads}),
  };
}

/** Functions of the module that a callback is named to: which of the arguments it is. */
const callbackArguments: Readonly<Record<string, number>> = {
  timer_setup: 1,
  timer_setup_on_stack: 1,
  tasklet_setup: 1,
  tasklet_init: 1,
  INIT_WORK: 1,
  INIT_DELAYED_WORK: 1,
  INIT_DEFERRABLE_WORK: 1,
  request_irq: 1,
  devm_request_irq: 2,
  call_rcu: 1,
  kthread_run: 0,
  kthread_create: 0,
};

function callbackOf(call: Call): readonly Callback[] {
  const at = callbackArguments[call.callee];
  const runs = at === undefined ? undefined : call.arguments[at]?.replace(/^&/, '');
  if (runs === undefined || !/^\w+$/.test(runs)) return [];
  const {file, line, in: within, callee} = call;
  return [{file, line, in: within, kind: callee, object: spelled(call.arguments[0] ?? ''), runs}];
}

/** Split at the commas that are no other call's. */
function argumentsOf(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const sign of text) {
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map(spelled).filter((part) => part !== '');
}

/** As a person writes it: `& dev -> lock` is `&dev->lock`. */
const spelled = (text: string): string =>
  text
    .trim()
    .replace(/\s*(->|\.)\s*/g, '$1')
    .replace(/^([&*!])\s+/, '$1');

/** The name by which an object is known in every function: of `&dev->lock` it is `lock`. */
export function nameOf(expression: string): string {
  return /(\w+)(?:\[[^\]]*\])*\)*$/.exec(expression)?.[1] ?? expression;
}

/** What stands before the member: of `&dev->lock` it is `dev`; of a variable nothing. */
export function ownerOf(expression: string): string | null {
  return /(\w+)(?:->|\.)\w+$/.exec(expression)?.[1] ?? null;
}

export const isMember = (expression: string): boolean => /->|\./.test(expression);

/** For each function of the module those that it calls, itself or through others. */
export function reachedBy({calls}: Pick<ModuleFacts, 'calls'>): (from: string) => ReadonlySet<string> {
  const next = Map.groupBy(calls, (call) => call.in);
  return (from) => {
    const seen = new Set<string>([from]);
    for (const name of seen) for (const {callee} of next.get(name) ?? []) seen.add(callee);
    return seen;
  };
}
