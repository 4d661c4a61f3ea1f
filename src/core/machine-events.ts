// What the machinery does and how it ends: builds, runs, commits, power; and the faults that keep it from its work.
import type {LocatedReport} from './crash-source.ts';
import type {Acceptance, BuildResult, DiagnosticRecord, Reproduction, RunPasses, RunVerdict} from './entities.ts';
import type {FaultSource} from './fault.ts';
import type {BuildId, CallId, FaultId, RunId, TaskId, TreeHash} from './ids.ts';

export type PowerAct = 'on' | 'reset' | 'off';

export type MachineEvent =
  | {readonly type: 'build.started'; readonly build: BuildId; readonly task: TaskId; readonly call: CallId}
  | {
      readonly type: 'build.finished';
      readonly build: BuildId;
      /** What was built; absent when the folder could not even be taken as a tree. */
      readonly tree?: TreeHash;
      readonly result: BuildResult;
      readonly diagnostics: readonly DiagnosticRecord[];
      readonly durationMs: number;
    }
  | {
      readonly type: 'run.started';
      readonly run: RunId;
      readonly task: TaskId;
      readonly build: BuildId;
      readonly tree: TreeHash;
      readonly acceptance: Acceptance;
      /** Absent for the run that stands behind a commit. */
      readonly call?: CallId;
    }
  | {
      readonly type: 'run.finished';
      readonly run: RunId;
      readonly verdict: RunVerdict;
      readonly reports: readonly LocatedReport[];
      readonly capture?: {readonly fromByte: number; readonly toByte: number};
      readonly durationMs: number;
      readonly passes?: RunPasses;
      readonly reproduction?: Reproduction;
    }
  | {readonly type: 'commit.started'; readonly task: TaskId; readonly tree: TreeHash; readonly message: string}
  | {readonly type: 'commit.ended'; readonly task: TaskId; readonly commit: string}
  /** Nothing was committed: it would have taken back what somebody else had. */
  | {readonly type: 'commit.refused'; readonly task: TaskId; readonly why: string}
  | {readonly type: 'power.requested'; readonly act: PowerAct; readonly by: 'person' | 'house'}
  | {readonly type: 'power.ended'; readonly act: PowerAct}
  | {
      readonly type: 'fault.raised';
      readonly fault: FaultId;
      readonly source: FaultSource;
      readonly what: string;
      readonly help: string;
    }
  | {readonly type: 'fault.cleared'; readonly fault: FaultId};
