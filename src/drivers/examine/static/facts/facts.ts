// What a module does, as config/examine/facts.cocci tells it, and the names by which one function knows what another one speaks of.

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

/** A way out of loading before its end. */
export interface Leaving extends Where {
  /** `ret`, `IS_ERR ( thread )` */
  readonly question: string;
  readonly askedAtLine: number;
  /** What it returns, by one path or another. */
  readonly returns: readonly string[];
  /** Variables that are given an error under the question. */
  readonly answers: readonly string[];
  /** Functions that are called from here to the end. */
  readonly undoing: readonly string[];
  /** Calls that lead here: `LINE FUNCTION`. */
  readonly before: ReadonlySet<string>;
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
  /** Where loading ends early. */
  readonly leavings: readonly Leaving[];
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
