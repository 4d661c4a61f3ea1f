// Test doubles for all that a session touches: a journal in memory, a folder that is a map, a target and a compiler that say
// what they are told to. They watch over what the core promises, and `check` fails when a promise was broken.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import type {Entry, Event} from '../../src/core/events.ts';
import {blobHash, treeHash} from '../../src/core/ids.ts';
import type {TargetEvent} from '../../src/core/target-events.ts';
import type {BuildOutcome, Journal, Model, ModelRequest, RunOutcome, Target, World} from '../../src/ports.ts';
import type {Supervisor} from '../../src/runtime/supervisor.ts';
import {startMs} from '../core/states.ts';
import {type ManualClock, manualClock} from './clock.ts';

export interface MemoryJournal extends Journal {
  readonly entries: readonly Entry[];
  /** What the next writes are told instead of being written; null when there is room again. */
  fail(what: string | null): void;
}

export interface TestWorld extends World {
  readonly clock: ManualClock;
  readonly journal: MemoryJournal;
  readonly troubles: readonly (string | null)[];
  readonly files: ReadonlyMap<string, string>;
  /** What the folder held when the entry of this number was written. */
  filesAt(seq: number): ReadonlyMap<string, string>;
  /** What was done to the world, in order: each by its intent's event type. */
  readonly done: readonly Event['type'][];
  /** The supervisor whose state the promises are about, and which hears the target. */
  connect(supervisor: Supervisor): void;
  events(): readonly Event[];
  types(): readonly Event['type'][];
  check(): void;
}

/** What the machines say, one for each time that they are asked; the last one stays. */
export interface Machines {
  readonly builds?: readonly (BuildOutcome | 'hangs')[];
  readonly runs?: readonly (TestRun | 'hangs')[];
  readonly powerOn?: () => ReturnType<Target['powerOn']>;
  readonly commit?: () => ReturnType<World['workspace']['commit']>;
  readonly examine?: World['examine'];
}

export interface TestRun {
  readonly outcome: RunOutcome;
  /** What the target is seen to do meanwhile. */
  readonly seen?: readonly TargetEvent[];
}

export const builtWell: BuildOutcome = {
  kind: 'built',
  koPath: '/builds/ringlog.ko',
  buildId: 'abcdef0123456789',
  diagnostics: [],
  durationMs: 1300,
};

const capture = {fromByte: 0, toByte: 100};
export const accepted: TestRun = {outcome: {result: {kind: 'accepted'}, durationMs: 900, capture, reports: []}};

/** Each check comes to its end. */
const findsNothing: World['examine'] = async ({checks}, told) => {
  for (const check of checks) told({...ranWell, check});
};

export const ranWell = {
  by: 'a test double',
  end: {kind: 'finished', looked: 'all of it'},
  findings: [],
  durationMs: 40,
} as const;

export function testWorld(
  model: Model,
  machines: Machines = {},
  before: readonly Entry[] = [],
  filesBefore: ReadonlyMap<string, string> = new Map(),
): TestWorld {
  const clock = manualClock(startMs);
  const broken: string[] = [];
  let supervisor: Supervisor | null = null;
  const files = new Map(filesBefore);
  const filesBySeq = new Map<number, ReadonlyMap<string, string>>();
  const done: Event['type'][] = [];
  const onAppended = (added: readonly Entry[]): void => {
    for (const {seq} of added) filesBySeq.set(seq, new Map(files));
  };
  const journal = memoryJournal(before, broken, () => supervisor, onAppended);
  const troubles: (string | null)[] = [];
  const tell = (event: TargetEvent): void => void supervisor?.tell([event]);
  const begins = (isIntent: (event: Event) => boolean, what: string): void => {
    const intent = journal.entries.findLast(({event}) => isIntent(event));
    if (intent === undefined) broken.push(`${what} began without its intent in the journal`);
    else if (journal.durableSeq() < intent.seq) broken.push(`${what} began before its intent was durable`);
  };
  const inTurn = <Item>(items: readonly Item[] | undefined, otherwise: Item): (() => Item) => {
    let count = 0;
    return () => items?.[Math.min(count++, items.length - 1)] ?? otherwise;
  };
  const nextBuild = inTurn(machines.builds, builtWell);
  const nextRun = inTurn(machines.runs, accepted);

  return {
    clock,
    journal,
    troubles,
    files,
    filesAt: (seq) => filesBySeq.get(seq) ?? new Map(files),
    done,
    connect(connected) {
      supervisor = connected;
    },
    events: () => journal.entries.map(({event}) => event),
    types: () => journal.entries.map(({event}) => event.type),
    check: () => assert.deepEqual(broken, []),
    blobs: memoryBlobs(),
    screens: {
      entries(entries) {
        const last = entries.at(-1)?.seq ?? 0;
        if (supervisor !== null && supervisor.state().seq < last)
          broken.push(`${last} was shown before it was believed`);
      },
      delta: () => {},
      trouble: (what) => troubles.push(what),
    },
    model: {
      ask(request: ModelRequest, told, signal) {
        begins((event) => event.type === 'turn.asked' && event.turn === request.turn, `turn ${request.turn}`);
        done.push('turn.asked');
        return model.ask(request, told, signal);
      },
    },
    workspace: {
      list: async () => ({ok: true, output: [...files.keys()].join('\n')}),
      read: async (path) => ({ok: files.has(path), output: files.get(path) ?? `there is no ${path}`}),
      text: async (path) => files.get(path) ?? null,
      async write(path, content) {
        done.push('tool.started');
        files.set(path, content);
        return {ok: true, output: `${path} written`};
      },
      async replace(path, old, replacement) {
        done.push('tool.started');
        const text = files.get(path) ?? '';
        if (text.split(old).length !== 2) return {ok: false, output: 'the old text must occur once'};
        files.set(path, text.replace(old, replacement));
        return {ok: true, output: `${path} changed`};
      },
      changesByPerson: async () => [],
      patch: async () => ({ok: false, output: 'no patch fits'}),
      change: async () => [...files.keys()].map((path) => ({path, lines: 300, touched: [{from: 1, to: 300}]})),
      search: async (words) => ({ok: true, output: `ringlog.c:1: ${words}`}),
      difference: async () => ({ok: true, output: '+all of it'}),
      async snapshot() {
        const hash = createHash('sha1')
          .update(JSON.stringify([...files].sort()))
          .digest('hex');
        return {tree: treeHash(hash), files: [...files].map(([path, text]) => ({path, bytes: text.length}))};
      },
      pin: async () => ({tree: treeHash('a'.repeat(40))}),
      async commit() {
        begins(({type}) => type === 'commit.started', 'the commit');
        done.push('commit.started');
        return machines.commit?.() ?? 'c0ffee00c0ffee00';
      },
    },
    target: testTarget(
      tell,
      () => begins(({type}) => type === 'power.requested' || type === 'run.started', 'power'),
      machines,
    ),
    consoleBytes: () => 100 * done.length,
    async build(_tree, signal) {
      begins(({type}) => type === 'build.started', 'the build');
      done.push('build.started');
      const outcome = nextBuild();
      return outcome === 'hangs' ? untilAborted(signal, {kind: 'fault', why: 'ended'}) : outcome;
    },
    async run(_request, signal) {
      begins(({type}) => type === 'run.started', 'the run');
      done.push('run.started');
      const run = nextRun();
      if (run === 'hangs') return untilAborted(signal, {...accepted.outcome, result: {kind: 'fault', why: 'ended'}});
      for (const event of run.seen ?? []) tell(event);
      return run.outcome;
    },
    examine(of, told, signal) {
      begins(({type}) => type === 'examination.started', 'the examination');
      done.push('examination.started');
      return (machines.examine ?? findsNothing)(of, told, signal);
    },
    checkAcceptance: async ({markdown}) => {
      const requirement = {name: 'goal', module: 'ringlog', minutes: 60, goal: markdown, devices: []};
      return markdown.includes('wrong') ? {refused: 'task.md: wrong'} : {requirement, constraints: []};
    },
    kernelDocs: {
      answer: async (question) => ({
        ok: true,
        output: `${question.ask === 'search' ? question.words : question.ask} is in slab.h`,
      }),
    },
  };
}

function testTarget(tell: (event: TargetEvent) => void, begins: () => void, {powerOn}: Machines): Target {
  let boot = 0;
  const up = async () => {
    boot += 1;
    tell({type: 'target.poweredOn', boot, accelerator: 'none'});
    tell({type: 'target.cameUp', boot, release: '6.1.0-test', bootId: `boot${boot}`});
    return {kind: 'up', boot} as const;
  };
  return {
    async powerOn() {
      begins();
      return powerOn?.() ?? up();
    },
    reset: up,
    clean: async () => (boot === 0 ? up() : {kind: 'up', boot}),
    powerOff: async () => {},
    settled: async () => (boot === 0 ? {kind: 'off', why: 'not started'} : {kind: 'up', boot}),
    exec: async () => ({kind: 'notStarted', reason: 'a test double'}),
    push: async () => ({pushed: true}),
    writeConsole: () => {},
    sendBreak: async () => {},
    close: async () => {},
  };
}

/** Appends take their time, so that who does not wait for them is seen. */
function memoryJournal(
  before: readonly Entry[],
  broken: string[],
  supervisor: () => Supervisor | null,
  onAppended: (added: readonly Entry[]) => void,
): MemoryJournal & {durableSeq(): number} {
  const entries: Entry[] = [...before];
  let failure: string | null = null;
  let isBusy = false;
  let durableSeq = before.at(-1)?.seq ?? 0;
  return {
    entries,
    durableSeq: () => durableSeq,
    fail(what) {
      failure = what;
    },
    async append(added) {
      if (isBusy) broken.push('two appends at a time');
      isBusy = true;
      await new Promise((resolve) => setImmediate(resolve));
      isBusy = false;
      if (failure !== null) throw new Error(failure);
      const [first] = added;
      const expected = (entries.at(-1)?.seq ?? 0) + 1;
      if (first?.seq !== expected) broken.push(`number ${first?.seq} where ${expected} was expected`);
      const believed = supervisor()?.state().seq ?? 0;
      if (believed >= (first?.seq ?? 0)) broken.push(`${believed} was believed before it was written`);
      entries.push(...added);
      onAppended(added);
    },
    async durable() {
      await Promise.resolve();
      if (failure !== null) throw new Error(failure);
      durableSeq = entries.at(-1)?.seq ?? 0;
    },
  };
}

function memoryBlobs(): World['blobs'] {
  const texts = new Map<string, string>();
  return {
    async put(text) {
      const hash = blobHash(createHash('sha256').update(text).digest('hex'));
      texts.set(hash, text);
      return hash;
    },
    get: async (hash) => texts.get(hash),
  };
}

function untilAborted<Result>(signal: AbortSignal, result: Result): Promise<Result> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(result);
    signal.addEventListener('abort', () => resolve(result), {once: true});
  });
}
