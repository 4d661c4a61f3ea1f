// What the core asks of the world. Drivers implement these; nothing here knows how.

import type {AcceptanceDraft} from './core/acceptance.ts';
import type {BuildOutcome} from './core/build-outcome.ts';
import type {LocatedReport} from './core/crash-source.ts';
import type {Acceptance, PersonEdit, Reproduction, Requirement, RunPasses, SourceFile, Usage} from './core/entities.ts';
import type {Entry, ModelFailure} from './core/events.ts';
import type {CheckResult, ExamineRequest, TreeChecks} from './core/examination.ts';
import type {BlobHash, TreeHash, TurnId} from './core/ids.ts';
import type {Delta, KernelNow} from './core/link.ts';
import type {Mended} from './core/mended.ts';
import type {PinChoice, PinnedTree} from './core/opinion.ts';
import type {ModelCall, PromptItem, ToolSchema} from './core/prompt.ts';
import type {ReviewedFile} from './core/review.ts';
import type {Role} from './core/roles.ts';
import type {TargetEvent} from './core/target-events.ts';

export type {BuildOutcome, Diagnostic} from './core/build-outcome.ts';
export type {ModelCall, PromptItem, ToolSchema} from './core/prompt.ts';

/** Every ending of a child process. An exit status is never invented. */
export type ProcessOutcome =
  /** `complaints`: standard error, where it was asked for apart from the output. */
  | {readonly kind: 'exited'; readonly code: number; readonly output: string; readonly complaints?: string}
  | {
      readonly kind: 'killed';
      readonly signal: string;
      readonly why: 'timeout' | 'cancelled' | 'other';
      readonly output: string;
      readonly complaints?: string;
    }
  | {readonly kind: 'notStarted'; readonly reason: string};

// ---------------------------------------------------------------------------------------------------------------------
// The target

/** A target's command ends like a process, or is lost with the target. `output` is bounded and says where it was cut. */
export type ExecOutcome = ProcessOutcome | {readonly kind: 'lost'; readonly reason: string; readonly output: string};

export interface ExecRequest {
  /** Given to the target's `sh -c`. */
  readonly script: string;
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly deadlineSeconds: number;
  readonly outputBytesMax: number;
  /** Hears the output as it comes, where the target can tell; the outcome has it too. */
  readonly onOutput?: (bytes: Uint8Array) => void;
}

export interface FileToPush {
  readonly path: string;
  /** As in chmod, e.g. 0o755. */
  readonly mode: number;
  readonly bytes: Uint8Array;
}

/** Where a target tells what it saw. Events are facts in the order seen; console bytes are never interpreted by a driver's reader. */
export interface TargetSink {
  event(event: TargetEvent): void;
  console(bytes: Uint8Array): void;
  /** The target's heartbeat: its watchdog was petted. */
  pulse(kernel?: KernelNow): void;
}

/** Whether a target can be worked with. `off` and `unknown` say why in words. */
export type TargetReadiness =
  | {readonly kind: 'up'; readonly boot: number}
  | {readonly kind: 'off'; readonly why: string}
  | {readonly kind: 'unknown'; readonly why: string};

/** One machine under test. A request that the target's state does not allow rejects with a `Fault`. */
export interface Target {
  /** Powers on if it is off; resolves when the target is up, or could not be brought up. */
  powerOn(): Promise<TargetReadiness>;
  /** Resets by the hardware's line; RAM, and so ramoops, survives. Resolves as `powerOn` does. */
  reset(): Promise<TargetReadiness>;
  powerOff(): Promise<void>;
  /**
   * A target that nothing has happened to: `saved` from its saved state where it has such a thing (one is made when it is missing),
   * `booted` by a real boot. Resolves as `powerOn` does.
   */
  clean(how: 'saved' | 'booted'): Promise<TargetReadiness>;
  /** Resolves once a crash, reboot or harvest under way has ended; at once when nothing is under way. */
  settled(): Promise<TargetReadiness>;
  exec(request: ExecRequest): Promise<ExecOutcome>;
  push(file: FileToPush): Promise<{readonly pushed: true} | {readonly pushed: false; readonly reason: string}>;
  /** What a person types at the console's line. */
  writeConsole(bytes: Uint8Array): void;
  /** A BREAK on the console's line; rejects in words where the line has none, or takes none now. */
  sendBreak(): Promise<void>;
  /** Ends everything that the driver started, whatever its state. Safe to call twice. */
  close(): Promise<void>;
}

// ---------------------------------------------------------------------------------------------------------------------
// Running a task on the target

export interface TaskRunRequest {
  readonly module: string;
  /** The built module, its debug data included. */
  readonly koPath: string;
  readonly buildId: string;
  /** `load`: load and unload only; `accept`: the task's accept.sh as well. */
  readonly acceptance: 'load' | 'accept';
  /** accept.sh and the compiled programs of the task. */
  readonly files: readonly FileToPush[];
  readonly acceptDeadlineSeconds: number;
  readonly loadCycles: number;
}

/** What a run starts from. */
export type RunStart = 'saved' | 'booted';

export type RunStage = 'deliver' | 'load' | 'accept' | 'unload' | 'cycle' | 'console';

/** What a run showed. `output` is the last of what the failing stage printed, bounded. */
export type RunResult =
  | {readonly kind: 'accepted'}
  | {readonly kind: 'notAccepted'; readonly stage: RunStage; readonly why: string; readonly output: string}
  | {
      readonly kind: 'crashed';
      readonly how: 'oopsed' | 'panicked' | 'hung';
      readonly stage: RunStage;
      readonly why: string;
    }
  | {readonly kind: 'fault'; readonly why: string};

/** Where the time of a run went. What a crash took to come back from is part of `runMs`. */
export interface RunDurations {
  /** Until the target was clean. */
  readonly resetMs: number;
  readonly deliverMs: number;
  readonly runMs: number;
}

/** The outcome of a run: `reports` from the console of its span. */
export interface RunOutcome {
  readonly result: RunResult;
  readonly durationMs: number;
  /** The part of the capture file that the run caused, in bytes from its start. */
  readonly capture: {readonly fromByte: number; readonly toByte: number};
  readonly reports: readonly LocatedReport[];
  readonly durations?: RunDurations;
  /** Of a verdict that counts: the clean starts that stand behind it. */
  readonly passes?: RunPasses;
  /** Whether the crash that this build is to have mended was seen again on the build that had it. */
  readonly reproduction?: Reproduction;
}

/** A built module, as a run takes it. */
export interface BuiltModule {
  readonly koPath: string;
  readonly elfBuildId: string;
}

// ---------------------------------------------------------------------------------------------------------------------
// A kernel to boot and to build against

/** A kernel on the host, none of it installed. Paths are the host's unless said otherwise. */
export interface KernelTree {
  /** e.g. `6.1.0-56-amd64`. */
  readonly release: string;
  /** What QEMU boots: the unpacked `vmlinux` where there is one, else the bzImage. Empty for a board, which boots by itself. */
  readonly image: string;
  /** `lib/modules/RELEASE`, with the modules below it. Empty for a board, which has its own. */
  readonly modulesFolder: string;
  /** Kbuild's folder (`make -C`), as the sandbox sees it. */
  readonly buildFolder: string;
  /** What the sandbox binds read-only so that `buildFolder` works there. */
  readonly mounts: readonly {readonly from: string; readonly to: string}[];
  /** Kbuild's ARCH and CROSS_COMPILE, where they are not the host's own: `arm64`, `aarch64-linux-gnu-`. */
  readonly architecture?: string;
  readonly crossCompile?: string;
}

// ---------------------------------------------------------------------------------------------------------------------
// Building

export interface BuildRequest {
  readonly module: string;
  /** Folder with the sources, a snapshot that nobody writes any more. */
  readonly sourceFolder: string;
  /** Where artefacts are copied to, as regular files. */
  readonly artefactFolder: string;
  readonly deadlineSeconds: number;
  /** `own`: the person's own sources, whose Kbuild file may hold whatever a makefile can; the sandbox still does. */
  readonly whose?: 'agents' | 'own';
}

// ---------------------------------------------------------------------------------------------------------------------
// A model

/** One question to a model: everything that it may know, and nothing that the provider must remember. */
export interface ModelRequest {
  readonly turn: TurnId;
  readonly role: Role;
  /** How many answers this role has given in the session before. */
  readonly ordinal: number;
  readonly model: string;
  readonly effort: string;
  readonly instructions: string;
  readonly items: readonly PromptItem[];
  readonly tools: readonly ToolSchema[];
  readonly cacheKey: string;
}

export type ModelOutcome =
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly calls: readonly ModelCall[];
      readonly continuation?: string;
      readonly usage: Usage;
      /** Set where another model answered than was asked, and may. */
      readonly answeredBy?: string;
      readonly unknownEvents?: number;
    }
  /** `usage`: what is owed for it; absent where the provider took nothing in. */
  | ({readonly kind: 'failed'; readonly usage?: Usage} & ModelFailure);

export interface Model {
  /** Only a completed answer is an answer; all else is `failed`. `told` gets the pieces as they come. Never rejects. */
  ask(request: ModelRequest, told: (delta: Delta) => void, signal: AbortSignal): Promise<ModelOutcome>;
}

// ---------------------------------------------------------------------------------------------------------------------
// The rest of the core's world

export interface Clock {
  /** Wall time, milliseconds since 1970. */
  nowMs(): number;
  /** Calls `then` once, no sooner than `ms` from now; the answer cancels it. */
  after(ms: number, then: () => void): () => void;
}

/** Rejects with an error whose message a person can act on when the disk is full or gone; nothing of that call is kept then. */
export interface Journal {
  /** Resolves when the entries are in the file, in order. */
  append(entries: readonly Entry[]): Promise<void>;
  /** Resolves when all that was appended would survive a loss of power. */
  durable(): Promise<void>;
}

/** Large values by their hash. */
export interface Blobs {
  put(text: string): Promise<BlobHash>;
  get(hash: BlobHash): Promise<string | undefined>;
}

/** Words for a model: what a tool brought, or why it did not. */
export interface ToolAnswer {
  readonly ok: boolean;
  readonly output: string;
  /** What it did to the files, line by line; for the person. */
  readonly diff?: string;
}

/** The folder that the Executor writes in, a git repository of its own. Rejects only with a fault of the machinery. */
export interface Workspace {
  list(tree?: TreeHash): Promise<ToolAnswer>;
  /** The lines that have these words, each with its place; bounded. */
  search(words: string, tree?: TreeHash): Promise<ToolAnswer>;
  /** `reader`: who reads the folder as it is now; what the Executor has read it may change. */
  read(path: string, tree?: TreeHash, reader?: Role): Promise<ToolAnswer>;
  /** This and the next two are refused where the person has changed the file since the Executor last saw it. */
  write(path: string, content: string): Promise<ToolAnswer>;
  /** What a regular file holds, to the letter; null where there is none that may be read. */
  text(path: string): Promise<string | null>;
  /** `old` must occur exactly once. */
  replace(path: string, old: string, replacement: string): Promise<ToolAnswer>;
  /** All of it or nothing: see `core/patch`. */
  patch(text: string): Promise<ToolAnswer>;
  /** What the person changed since the Executor last saw it and nobody was told of, in any file; bounded. */
  changesByPerson(): Promise<readonly Pick<PersonEdit, 'path' | 'change' | 'diff'>[]>;
  /** What the tree changes since the newest commit, or since before the one that is named. */
  change(tree: TreeHash, since?: string): Promise<readonly ReviewedFile[]>;
  difference(tree: TreeHash, since: string | undefined, path: string | null): Promise<ToolAnswer>;
  snapshot(): Promise<{readonly tree: TreeHash; readonly files: readonly SourceFile[]}>;
  /** A tree to look at that stands still, with the commit that has it, where the newest one does. Nothing changes by it. */
  pin(of: PinChoice): Promise<PinnedTree>;
  /** Commits the tree; when a commit has this tree and message already, that one is the answer. */
  commit(tree: TreeHash, message: string): Promise<string | CommitRefusal>;
}

/** Somebody has committed since the tree was taken, and these files of theirs are not in it. */
export interface CommitRefusal {
  readonly refused: string;
  readonly paths: readonly string[];
}

/** What can be asked of the kernel at hand. The words are a model's or a person's. */
export type KernelQuestion =
  | {readonly ask: 'lookUp'; readonly names: readonly string[]}
  | {readonly ask: 'search'; readonly words: string}
  | {readonly ask: 'examples'; readonly symbol: string};

/** The kernel's own documentation, as it is on this host. Rejects only with a fault of the machinery. */
export interface KernelDocs {
  /** Exact text with its place, bounded. */
  answer(question: KernelQuestion): Promise<ToolAnswer>;
}

/** What the deck's socket is told, live. None of it waits for a screen. */
export interface Screens {
  entries(entries: readonly Entry[]): void;
  delta(delta: Delta): void;
  /** Something that can't be journaled: the journal itself is in trouble. Null when that is over. */
  trouble(what: string | null): void;
}

/** All that the supervisor's effects touch. */
export interface World {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly blobs: Blobs;
  readonly screens: Screens;
  readonly model: Model;
  readonly workspace: Workspace;
  readonly target: Target;
  /** How much the console has given in the session so far: the place of its next byte in the capture. */
  consoleBytes(): number;
  /** Whether a goal can be held against it; in words, where it can't. */
  checkAcceptance(
    draft: AcceptanceDraft,
  ): Promise<{readonly requirement: Requirement; readonly constraints: readonly string[]} | {readonly refused: string}>;
  /** The signal says that nobody waits for it any more: the session has ended. */
  build(tree: TreeHash, signal: AbortSignal): Promise<BuildOutcome>;
  run(
    request: BuiltModule & {
      readonly acceptance: Acceptance;
      /** `quick`: once, from a saved state; `full`: the verdict that counts, several times from there and once from a real boot. */
      readonly speed: 'quick' | 'full';
      readonly mended?: Mended;
    },
    signal: AbortSignal,
  ): Promise<RunOutcome>;
  examine(of: TreeChecks, told: (result: CheckResult) => void, signal: AbortSignal): Promise<unknown>;
  readonly kernelDocs: KernelDocs;
}

/** Runs checks on a tree, and its module on a sanitizer kernel where there is one. */
export interface Examiner {
  /** `told` hears each result as it comes; the answer has them all, joined. Never rejects: what could not be run says so. */
  examine(
    request: ExamineRequest,
    told: (result: CheckResult) => void,
    signal: AbortSignal,
  ): Promise<readonly CheckResult[]>;
}
