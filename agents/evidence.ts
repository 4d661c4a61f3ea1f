// What stands against or behind a piece of work, for the roles that must mend, judge or sum it up: pieces, each of which says what of it
// goes first where there is no room for all.
import type {Assignment, Build, Run, Task} from '../src/core/entities.ts';
import {blockingFindings} from '../src/core/gate.ts';
import {onOneLine, quoted} from '../src/core/quoted.ts';
import {untriedFindings} from '../src/core/reviews.ts';
import type {State} from '../src/core/state.ts';
import {dismissedPieces} from './dismissed-text.ts';
import {editPieces} from './edit-text.ts';
import {changedLinePieces, triedPieces} from './evidence-work.ts';
import {examinationPieces} from './examination-text.ts';
import {fenced} from './fence.ts';
import {findingHead, findingPieces} from './finding-text.ts';
import type {Piece} from './fit.ts';
import {acceptancePieces, newsPieces} from './news-text.ts';
import {passesText, reproductionText} from './reproduction-text.ts';
import {gone, pieceOf, shortened} from './section.ts';

type Pieces = readonly Piece<string>[];

export function evidencePieces(state: State, assignment: Assignment, task: Task | undefined): Pieces {
  const {purpose} = assignment;
  if (purpose === 'accept') return acceptancePieces(state);
  if (purpose === 'heed') return [...newsPieces(state, assignment), ...outcomePieces(state)];
  if (purpose === 'conclude') return outcomePieces(state);
  if (task === undefined) return [];
  switch (purpose) {
    case 'mend':
      return mendPieces(state, task);
    case 'review':
      return reviewPieces(state, task);
    case 'disprove':
      return disprovePieces(state, task);
    case 'plan':
      return triedPieces(state, task);
    case 'breakDown':
    case 'write':
    case 'opinion':
      return [];
    default:
      return purpose satisfies never;
  }
}

function mendPieces(state: State, task: Task): Pieces {
  const open = blockingFindings(state, task.id);
  const others = state.findings.filter(
    (finding) => finding.task === task.id && finding.state === 'open' && !finding.blocking,
  );
  const verdict = state.verdicts.find((one) => one.task === task.id && one.tree === task.submitted);
  const doNotBlock = 'Open findings that do not block; mend them where that is cheap and safe';
  return [
    ...findingPieces('Open findings that block', state, open, {what: 'blocking findings', round: 4}),
    ...findingPieces(doNotBlock, state, others, {what: 'findings that do not block', round: 1}),
    ...dismissedPieces(state, task, 'What the person has dismissed; nothing is to be mended there'),
    ...(verdict?.verdict === 'change'
      ? summaryPieces("The Reviewer's verdict", '', 'the Reviewer', verdict.summary)
      : []),
    ...rejectionPieces(state, task),
    ...triedPieces(state, task),
  ];
}

function summaryPieces(title: string, head: string, source: string, summary: string): Pieces {
  const text = (charactersMax?: number): string => `\n\n# ${title}\n${head}${fenced(source, summary, charactersMax)}`;
  return [pieceOf(text(), shortened(3, 'long verdicts', text(1_000)), gone(6, 'verdicts'))];
}

/** The house's own run after an approval; what it printed stands nowhere else. */
function rejectionPieces(state: State, task: Task): Pieces {
  const run = state.runs.findLast((one) => one.task === task.id && !one.trial);
  if (run?.verdict?.kind !== 'notAccepted' || run.tree !== task.submitted) return [];
  const {stage, why, output} = run.verdict;
  const complaints = run.reports.map(({title}) => title).join('\n');
  const said = complaints === '' ? [] : [fenced("complaints on the target's console", complaints, 2_000)];
  const head = `\n\n# ${run.id} did not accept the approved tree\nAt the stage "${stage}"${passesText(run.passes)}: ${onOneLine(why)}`;
  const text = (charactersMax?: number): string =>
    [head, ...said, fenced(`what the stage "${stage}" printed`, output, charactersMax)].join('\n');
  return [pieceOf(text(), shortened(5, 'long outputs of a run', text(1_500)), gone(8, 'runs that did not accept'))];
}

const runsShown = 16;

function reviewPieces(state: State, task: Task): Pieces {
  const tree = task.submitted;
  if (tree === undefined) return [];
  const builds = state.builds.filter((build) => build.tree === tree);
  const runs = state.runs.filter((run) => run.tree === tree);
  const earlier = state.findings.filter(
    (finding) => finding.task === task.id && finding.tree !== tree && finding.state !== 'dismissed',
  );
  const before = state.runs.filter((run) => run.task === task.id && run.tree !== tree).slice(-runsShown);
  const behind = [...builds.map(buildLine), ...runs.map(runLine)];
  const toResolve = 'Earlier findings; name those that this tree has mended in "resolved"';
  return [
    ...treePieces(state, tree),
    ...changedLinePieces(state, task),
    pieceOf(`\n\n# What stands behind it${behind.length === 0 ? '\nnothing yet' : ''}`),
    ...lines(6, 'builds and runs of this tree', behind),
    ...editPieces(state.edits),
    ...examinationPieces(state, task, tree),
    ...dismissedPieces(state, task, 'What the person has dismissed; it is settled, and not to be reported again'),
    ...earlierVerdictPieces(state, task),
    ...(before.length === 0 ? [] : [pieceOf('\n\n# Runs of earlier trees')]),
    ...lines(1, 'runs of earlier trees', before.map(runLine)),
    ...findingPieces(toResolve, state, earlier, {what: 'earlier findings', round: 2}),
  ];
}

/** What is to be tried is shown whole: without its evidence nothing can be disproved. */
function disprovePieces(state: State, task: Task): Pieces {
  const worth = {what: 'findings to be tried', round: 4};
  return [
    ...changedLinePieces(state, task),
    ...findingPieces('What was found', state, untriedFindings(state, task), worth),
  ];
}

const filesListed = 40;

/** `list_files` tells all of them again. */
function treePieces({artefact}: State, tree: string): Pieces {
  const files = artefact?.tree === tree ? artefact.files : [];
  const said = files.map(({path, bytes}) => `\n- ${path}, ${bytes} bytes`);
  const head = `\n\n# The submitted tree ${tree.slice(0, 12)}`;
  const left = said.length - filesListed;
  const some = said.slice(0, filesListed).join('');
  return [
    pieceOf(
      `${head}${said.join('')}`,
      ...(left > 0 ? [shortened(1, 'names of files', `${head}${some}`, left)] : []),
      shortened(5, 'names of files', head, said.length),
    ),
  ];
}

function lines(round: number, what: string, said: readonly string[]): Pieces {
  return said.map((line) => pieceOf(`\n${line}`, gone(round, what)));
}

/** The same tree comes back when the constraints have changed since its verdict. */
function earlierVerdictPieces(state: State, task: Task): Pieces {
  const verdict = state.verdicts.findLast((one) => one.task === task.id && one.tree === task.submitted);
  if (verdict === undefined) return [];
  const {constraintRevision, summary} = verdict;
  const head = `Your verdict on this very tree was "${verdict.verdict}", under constraint revision ${constraintRevision}. Hold it against the constraints that are in force now.\n`;
  return summaryPieces('Reviewed before', head, 'your summary then', summary);
}

function outcomePieces(state: State): Pieces {
  const {builds, runs, counts, findings} = state;
  if (builds.length + runs.length === 0) return [];
  const sum = `In all ${counts.builds} builds and ${counts.runs} runs; ${counts.oopses} oopses, ${counts.panics} panics, ${counts.hangs} hangs, ${counts.watchdogReboots} reboots by the watchdog, ${counts.pstoreRecords} pstore records.`;
  return [
    pieceOf(`# What happened\n${sum}`),
    ...lines(1, 'older builds', builds.slice(-runsShown).map(buildLine)),
    ...lines(2, 'older runs', runs.slice(-runsShown).map(runLine)),
    ...(findings.length === 0 ? [] : [pieceOf('\n\n# Findings')]),
    ...lines(
      3,
      'older findings',
      findings.map((finding) => `- ${findingHead(finding)}`),
    ),
  ];
}

function buildLine({id, result, diagnostics}: Build): string {
  const warnings = diagnostics.filter(({level}) => level === 'warning').length;
  const errors = diagnostics.filter(({level}) => level === 'error').length;
  return `- ${id}: ${result?.kind ?? 'under way'}, ${errors} errors, ${warnings} warnings`;
}

function runLine({id, trial, acceptance, tree, verdict, reports, passes, reproduction}: Run): string {
  const who = trial ? "the Executor's try" : "the house's run";
  const complaints = reports.length === 0 ? '' : `; console: ${reports.map(({title}) => quoted(title)).join('; ')}`;
  const crash = reproduction === undefined ? '' : `; ${reproductionText(reproduction)}`;
  const what = `${verdictText(verdict)}${passesText(passes)}${complaints.slice(0, 600)}${crash}`;
  return `- ${id}, ${who} of tree ${tree.slice(0, 12)} (${acceptance}): ${onOneLine(what)}`;
}

function verdictText(verdict: Run['verdict']): string {
  if (verdict === undefined) return 'under way';
  switch (verdict.kind) {
    case 'accepted':
    case 'interrupted':
      return verdict.kind;
    case 'notAccepted':
      return `not accepted at ${verdict.stage}: ${quoted(verdict.why)}`;
    case 'crashed':
      return `${verdict.how} at ${verdict.stage}: ${quoted(verdict.why)}`;
    case 'fault':
      return 'not made, the machinery failed';
    default:
      return verdict satisfies never;
  }
}
