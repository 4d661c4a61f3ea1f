// The lines that config/examine/facts.cocci prints, a fact each, its fields apart by tabs: here they become values.
import {type Call, type Callback, type ModuleFacts, nameOf, type Where} from './facts.ts';
import {leavingsOf} from './leavings.ts';

const factsMax = 50_000;

export function parseFacts(output: string): ModuleFacts {
  const rows = Map.groupBy(output.split('\n').slice(0, factsMax).flatMap(rowOf), ({kind}) => kind);
  const of = (kind: string): readonly Row[] => rows.get(kind) ?? [];
  const calls = of('call').map(({where, fields: [callee, given]}) => ({
    ...where,
    callee,
    arguments: argumentsOf(given),
  }));
  return {
    calls,
    held: of('held').map(({where, fields: [lock, object, line, callee, given]}) => ({
      ...{...where, lock, object: spelled(object), lockedAtLine: Number(line)},
      ...{callee, arguments: argumentsOf(given)},
    })),
    kept: of('kept').map(({where, fields: [callee, left]}) => ({...where, callee, left: spelled(left)})),
    callbacks: [
      ...of('callback').map(({where, fields: [kind, object, runs]}) => ({
        ...where,
        kind,
        object: spelled(object),
        runs,
      })),
      ...calls.flatMap(callbackOf),
    ],
    operations: of('field').map(({where, fields: [member, runs]}) => ({...where, member, runs})),
    shown: of('shown').map(({where, fields: [structure, object, out]}) => ({...where, structure, object, out})),
    named: of('named').map(({where, fields: [object, member]}) => ({...where, object, member})),
    whole: of('whole').map(({where, fields: [object]}) => ({...where, object})),
    aliased: of('aliased').map(({where, fields: [object]}) => ({...where, object})),
    structures: new Map(of('structure').map(({fields: [name, text]}) => [name, text])),
    parameters: new Map(of('parameters').map(({fields: [name, list]}) => [name, argumentsOf(list).map(nameOf)])),
    lockOwners: new Map(
      of('typed').map(({where, fields: [owner, lock]}) => [`${where.file}:${where.line} ${lock}`, owner]),
    ),
    leavings: leavingsOf(of),
    ...variablesOf(of('declared')),
    ...entriesOf(of('entry')),
  };
}

interface Row {
  readonly kind: string;
  readonly where: Where;
  readonly fields: readonly [string, string, string, string, string];
}

/** What else a tool prints is none. */
function rowOf(text: string): readonly Row[] {
  const [mark, kind = '', file = '', line = '', within = '', ...rest] = text.split('\t');
  if (mark !== 'fact') return [];
  const [one = '', two = '', three = '', four = '', five = ''] = rest;
  return [{kind, where: {file, line: Number(line), in: within}, fields: [one, two, three, four, five]}];
}

/** Of a variable of the file itself, the place that it stands in is told as its own name. */
function variablesOf(rows: readonly Row[]): Pick<ModuleFacts, 'globals' | 'locals'> {
  const all = rows.map(({where, fields: [name]}) => ({name, within: where.in}));
  return {
    globals: new Set(all.filter(({name, within}) => name === within).map(({name}) => name)),
    locals: new Set(all.filter(({name, within}) => name !== within).map(({name, within}) => `${within} ${name}`)),
  };
}

function entriesOf(rows: readonly Row[]): Pick<ModuleFacts, 'loads' | 'unloads' | 'exported'> {
  const named = (made: RegExp): readonly string[] =>
    rows.filter(({fields: [macro]}) => made.test(macro)).map(({fields: [, name]}) => name);
  const loads = named(/^module_init$|initcall/).at(-1);
  const unloads = named(/^module_exit$/).at(-1);
  return {
    exported: new Set(named(/^EXPORT_/)),
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
