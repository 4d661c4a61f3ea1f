// Folds what the machinery did: builds, runs, commits, power, faults. A crash of the module under test becomes a finding here.
import {blamedPlace, type LocatedReport} from './crash-source.ts';
import {keptDiagnostics} from './diagnostics.ts';
import type {Build, Finding, Run, RunVerdict} from './entities.ts';
import type {Fault} from './fault.ts';
import {isWorthKeeping} from './gate.ts';
import {type FaultId, findingId, type RunId} from './ids.ts';
import {cutText, kept, lastOf, worthiestOf} from './limits.ts';
import type {MachineEvent} from './machine-events.ts';
import {withoutCommitted} from './reduce-edits.ts';
import {withFinding, withTask} from './reduce-work.ts';
import {replaceById} from './replace.ts';
import type {State} from './state.ts';

export function reduceMachine(state: State, event: MachineEvent, atMs: number): State {
  switch (event.type) {
    case 'build.started':
      return startBuild(state, event, atMs);
    case 'build.finished':
      return withPatch(
        {...state, builds: replaceById(state.builds, event.build, (build) => finishBuild(build, event))},
        event,
      );
    case 'run.started': {
      const {type: _type, run: id, call, ...rest} = event;
      const run: Run = {id, ...rest, trial: call !== undefined, startedAtMs: atMs, reports: []};
      return {
        ...state,
        runs: lastOf([...state.runs, run], kept.runs),
        ordinals: {...state.ordinals, runs: state.ordinals.runs + 1},
      };
    }
    case 'run.finished':
      return finishRun(state, event);
    case 'commit.started':
      return {...state, commit: {task: event.task, tree: event.tree, message: event.message}};
    case 'commit.ended': {
      const {commit: _done, ...rest} = withTask(state, event.task, (task) => ({...task, commit: event.commit}));
      const tree = state.commit === undefined ? {} : {lastCommittedTree: state.commit.tree};
      return {...rest, ...tree, lastCommit: event.commit, edits: withoutCommitted(state.edits)};
    }
    case 'commit.refused': {
      const {commit: _refused, ...rest} = state;
      return rest;
    }
    case 'power.requested':
      return {...state, power: {act: event.act}};
    case 'power.ended': {
      const {power: _done, ...rest} = state;
      return rest;
    }
    case 'fault.raised': {
      const {type: _type, fault: id, ...rest} = event;
      return {
        ...state,
        faults: worthiestOf([...state.faults, {id, ...rest, cleared: false}], kept.faults, faultWorth),
        ordinals: {...state.ordinals, faults: state.ordinals.faults + 1},
      };
    }
    case 'fault.cleared':
      return clearFault(state, event.fault);
    default:
      return event satisfies never;
  }
}

const faultWorth = ({cleared}: Fault): number => (cleared ? 0 : 1);

/** A person who goes on after a fault of the model wants it asked again, as often as at first. */
function clearFault(state: State, id: FaultId): State {
  const fault = state.faults.find((candidate) => candidate.id === id);
  const assignments = state.assignments.map((assignment) => ({...assignment, failures: 0}));
  return {
    ...state,
    ...(fault?.source === 'model' ? {assignments} : {}),
    faults: replaceById(state.faults, id, (old) => ({...old, cleared: true})),
  };
}

function startBuild(state: State, event: Extract<MachineEvent, {type: 'build.started'}>, atMs: number): State {
  const build: Build = {id: event.build, task: event.task, startedAtMs: atMs, diagnostics: []};
  const counted = withTask(state, event.task, (task) => ({...task, builds: task.builds + 1}));
  return {
    ...counted,
    builds: worthiestOf([...state.builds, build], kept.builds, (one) => (isWorthKeeping(state, one) ? 1 : 0)),
    ordinals: {...state.ordinals, builds: state.ordinals.builds + 1},
  };
}

function finishBuild(build: Build, event: Extract<MachineEvent, {type: 'build.finished'}>): Build {
  const tree = event.tree === undefined ? {} : {tree: event.tree};
  return {
    ...build,
    ...tree,
    result: event.result,
    diagnostics: keptDiagnostics(event.diagnostics),
    durationMs: event.durationMs,
  };
}

const patchTreesMax = 32;

/** What is built while a hypothesis is open is the patch that follows from it. */
function withPatch(state: State, {build: id, tree}: Extract<MachineEvent, {type: 'build.finished'}>): State {
  const task = state.builds.find((build) => build.id === id)?.task;
  if (tree === undefined || task === undefined) return state;
  const crashedTree = (run: RunId) => state.runs.find(({id: other}) => other === run)?.tree;
  const hypotheses = state.hypotheses.map((hypothesis) => {
    const {task: of, standing, trees, run} = hypothesis;
    const isPatch = of === task && standing.kind === 'open' && !trees.includes(tree) && tree !== crashedTree(run);
    return isPatch ? {...hypothesis, trees: lastOf([...trees, tree], patchTreesMax)} : hypothesis;
  });
  return {...state, hypotheses};
}

function finishRun(state: State, event: Extract<MachineEvent, {type: 'run.finished'}>): State {
  const run = state.runs.find(({id}) => id === event.run);
  if (run === undefined) return state;
  const {capture, passes, reproduction} = event;
  const runs = replaceById(state.runs, event.run, (old) => ({
    ...old,
    ...(capture === undefined ? {} : {capture}),
    ...(passes === undefined ? {} : {passes}),
    ...(reproduction === undefined ? {} : {reproduction}),
    verdict: event.verdict,
    reports: event.reports.slice(0, kept.reports),
    durationMs: event.durationMs,
  }));
  const known = {...state, runs};
  switch (event.verdict.kind) {
    case 'accepted':
      return event.reports.length === 0 ? withTargetFindingsMended(known, run) : countRejection(known, run);
    case 'crashed':
      return countCrash(withFinding(known, crashFinding(known, run, event.verdict, event.reports)), run);
    case 'notAccepted':
      return countRejection(known, run);
    case 'fault':
    case 'interrupted':
      return known;
    default:
      return event.verdict satisfies never;
  }
}

/** What the target complained of in an earlier tree is mended when a later one is accepted there. */
function withTargetFindingsMended(state: State, run: Run): State {
  const findings = state.findings.map((finding) =>
    finding.by === 'target' && finding.task === run.task && finding.state === 'open'
      ? {...finding, state: 'mended' as const}
      : finding,
  );
  return {...state, findings};
}

function countRejection(state: State, run: Run): State {
  const rejections = run.trial ? 0 : 1;
  return withTask(state, run.task, (task) => ({...task, rejections: task.rejections + rejections}));
}

function countCrash(state: State, run: Run): State {
  return withTask(state, run.task, (task) => ({...task, crashes: task.crashes + 1}));
}

function crashFinding(
  state: State,
  run: Run,
  verdict: Extract<RunVerdict, {kind: 'crashed'}>,
  reports: readonly LocatedReport[],
): Finding {
  const report = reports[0];
  const place = blamedPlace(report);
  return {
    id: findingId(state.ordinals.findings + 1),
    task: run.task,
    by: 'target',
    severity: 'critical',
    class: verdict.how,
    ...(place === undefined ? {} : {file: place.file, line: place.line}),
    claim: report?.title ?? verdict.why,
    evidence: cutText(report?.lines.join('\n') ?? verdict.why, 4000),
    tree: run.tree,
    blocking: true,
    state: 'open',
  };
}
