// What the house recorded of builds and runs, in words for a role that has no part in them. Each names its tree: a record of another tree
// proves nothing about the one that is looked at.
import type {Build, Finding, Run} from '../src/core/entities.ts';
import type {TreeHash} from '../src/core/ids.ts';
import {cutText} from '../src/core/limits.ts';
import {quoted} from '../src/core/quoted.ts';
import type {State} from '../src/core/state.ts';
import type {CrashRecord} from '../src/core/target-state.ts';
import {crashText} from './crash-text.ts';
import {checkLine} from './examination-text.ts';
import {fenced} from './fence.ts';
import {findingHead} from './finding-text.ts';

const listed = 20;
const examinationsListed = 3;
const recordCharactersMax = 12_000;

export function recordsText(state: State, id: string | null, pinned: TreeHash | undefined): string {
  if (id === null) return listText(state, pinned);
  const build = state.builds.find((candidate) => candidate.id === id.trim());
  if (build !== undefined) return cutText(buildText(build, pinned), recordCharactersMax);
  const run = state.runs.find((candidate) => candidate.id === id.trim());
  if (run !== undefined) return cutText(runText(run, pinned, crashOf(state, run)), recordCharactersMax);
  const found = state.findings.find((candidate) => candidate.by === 'check' && candidate.id === id.trim());
  if (found !== undefined) return foundText(found, pinned);
  return `there is no record "${id.slice(0, 40)}" (any more); ${listText(state, pinned)}`;
}

/** What a check saw is a record of the house, as a run is; what the Reviewer thinks is none. */
function foundText(found: Finding, pinned: TreeHash | undefined): string {
  const head = `in ${treeText(found.tree, pinned)}: ${findingHead(found)}`;
  return cutText(`${head}\n${fenced('what it showed', found.evidence)}`, recordCharactersMax);
}

function listText({builds, runs, examinations}: State, pinned: TreeHash | undefined): string {
  if (builds.length + examinations.length === 0) return 'nothing was built or run yet';
  const lines = [
    ...builds.slice(-listed).map((build) => `${build.id} of ${treeText(build.tree, pinned)}: ${buildEnd(build)}`),
    ...examinations
      .slice(-examinationsListed)
      .flatMap(({tree, results}) =>
        results.map((result) => `a check of ${treeText(tree, pinned)}: ${checkLine(result)}`),
      ),
    ...runs.slice(-listed).map((run) => `${run.id} of ${run.build}, ${treeText(run.tree, pinned)}: ${runEnd(run)}`),
  ];
  return lines.join('\n');
}

function treeText(tree: TreeHash | undefined, pinned: TreeHash | undefined): string {
  if (tree === undefined) return 'a tree that was not taken';
  return tree === pinned ? 'the pinned tree' : `another tree (${tree.slice(0, 12)})`;
}

function buildEnd({result, diagnostics}: Build): string {
  if (result === undefined) return 'under way';
  const warnings = diagnostics.filter(({level}) => level === 'warning').length;
  return result.kind === 'built' ? `built, ${warnings} warnings` : result.kind;
}

function runEnd({verdict, acceptance, trial}: Run): string {
  const what = `${trial ? 'a try' : 'the run that counts'}, ${acceptance === 'accept' ? 'with accept.sh' : 'load and unload only'}`;
  if (verdict === undefined) return `${what}: under way`;
  switch (verdict.kind) {
    case 'accepted':
      return `${what}: accepted, the console stayed clean`;
    case 'notAccepted':
      return `${what}: not accepted at "${verdict.stage}", which ended in the words ${quoted(verdict.why)}`;
    case 'crashed':
      return `${what}: the target ${verdict.how} at "${verdict.stage}"`;
    case 'fault':
    case 'interrupted':
      return `${what}: no verdict (${verdict.kind})`;
    default:
      return verdict satisfies never;
  }
}

function buildText(build: Build, pinned: TreeHash | undefined): string {
  const said = build.diagnostics.map(
    ({level, file, line, text}) => `${file === undefined ? '' : `${file}:${line ?? '?'}: `}${level}: ${text}`,
  );
  const head = `${build.id} of ${treeText(build.tree, pinned)}: ${buildEnd(build)}`;
  return said.length === 0 ? head : `${head}\n${fenced('the compiler', said.join('\n'))}`;
}

function runText(run: Run, pinned: TreeHash | undefined, crash: CrashRecord | undefined): string {
  const head = `${run.id} of ${run.build}, ${treeText(run.tree, pinned)}: ${runEnd(run)}`;
  const {verdict} = run;
  if (verdict?.kind === 'notAccepted') return `${head}\n${fenced('its output', verdict.output)}`;
  return verdict?.kind === 'crashed' ? `${head}\n${crashText(verdict, run.reports, crash)}` : head;
}

/** The newest one between the run's start and the next one's: the target knows of boots, and not of runs. */
function crashOf({runs, target}: State, {id, startedAtMs}: Run): CrashRecord | undefined {
  const next = runs[runs.findIndex((run) => run.id === id) + 1];
  return target.crashes.findLast(({atMs}) => atMs >= startedAtMs && (next === undefined || atMs < next.startedAtMs));
}
