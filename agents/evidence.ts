// What stands against or behind a piece of work, for the roles that must mend, judge or sum it up.
import type {Assignment, Build, Finding, Run, Task} from '../src/core/entities.ts';
import {blockingFindings} from '../src/core/gate.ts';
import {cutText} from '../src/core/limits.ts';
import type {State} from '../src/core/state.ts';
import {editsSection} from './edit-text.ts';
import {fenced} from './fence.ts';
import {passesText, reproductionText} from './reproduction-text.ts';

const findingsShown = 12;
const evidenceCharactersMax = 3_000;
const buildsShown = 5;
const runsShown = 6;

export function evidenceSections(state: State, {purpose}: Assignment, task: Task | undefined): readonly string[] {
  if (purpose === 'conclude' || purpose === 'heed') return outcomeSections(state);
  if (task === undefined) return [];
  switch (purpose) {
    case 'mend':
      return mendSections(state, task);
    case 'review':
      return reviewSections(state, task);
    case 'breakDown':
    case 'plan':
    case 'write':
    case 'opinion':
      return [];
    default:
      return purpose satisfies never;
  }
}

function mendSections(state: State, task: Task): readonly string[] {
  const open = blockingFindings(state, task.id);
  const others = state.findings.filter(
    (finding) => finding.task === task.id && finding.state === 'open' && !finding.blocking,
  );
  const verdict = state.verdicts.find((one) => one.task === task.id && one.tree === task.submitted);
  return [
    ...findingsSection('Open findings that block', open),
    ...findingsSection('Open findings that do not block; mend them where that is cheap and safe', others),
    ...(verdict?.verdict === 'change' ? [`# The Reviewer's verdict\n${fenced('the Reviewer', verdict.summary)}`] : []),
    ...rejectionSection(state, task),
  ];
}

/** The house's own run after an approval; what it printed stands nowhere else. */
function rejectionSection(state: State, task: Task): readonly string[] {
  const run = state.runs.findLast((one) => one.task === task.id && !one.trial);
  if (run?.verdict?.kind !== 'notAccepted' || run.tree !== task.submitted) return [];
  const {stage, why, output} = run.verdict;
  const complaints = run.reports.map(({title}) => `\nThe console said: ${title}`).join('');
  return [
    `# ${run.id} did not accept the approved tree\nAt the stage "${stage}"${passesText(run.passes)}: ${why}${complaints}\n${fenced(`what the stage "${stage}" printed`, output)}`,
  ];
}

function reviewSections(state: State, task: Task): readonly string[] {
  const tree = task.submitted;
  if (tree === undefined) return [];
  const files = state.artefact?.tree === tree ? state.artefact.files : [];
  const builds = state.builds.filter((build) => build.tree === tree).slice(-buildsShown);
  const runs = state.runs.filter((run) => run.tree === tree).slice(-runsShown);
  const earlier = state.findings.filter((finding) => finding.task === task.id && finding.tree !== tree);
  const before = state.runs.filter((run) => run.task === task.id && run.tree !== tree).slice(-runsShown);
  return [
    `# The submitted tree ${tree.slice(0, 12)}\n${files.map(({path, bytes}) => `- ${path}, ${bytes} bytes`).join('\n')}`,
    `# What stands behind it\n${[...builds.map(buildLine), ...runs.map(runLine)].join('\n') || 'nothing yet'}`,
    ...editsSection(state.edits),
    ...earlierVerdictSection(state, task),
    ...(before.length === 0 ? [] : [`# Runs of earlier trees\n${before.map(runLine).join('\n')}`]),
    ...findingsSection('Earlier findings; name those that this tree has mended in "resolved"', earlier),
  ];
}

/** The same tree comes back when the constraints have changed since its verdict. */
function earlierVerdictSection(state: State, task: Task): readonly string[] {
  const verdict = state.verdicts.findLast((one) => one.task === task.id && one.tree === task.submitted);
  if (verdict === undefined) return [];
  const {constraintRevision, summary} = verdict;
  const head = `Your verdict on this very tree was "${verdict.verdict}", under constraint revision ${constraintRevision}. Hold it against the constraints that are in force now.`;
  return [`# Reviewed before\n${head}\n${fenced('your summary then', summary)}`];
}

function outcomeSections(state: State): readonly string[] {
  const builds = state.builds.slice(-buildsShown);
  const runs = state.runs.slice(-runsShown);
  if (builds.length + runs.length === 0) return [];
  const {counts} = state;
  const sum = `In all ${counts.builds} builds and ${counts.runs} runs; ${counts.oopses} oopses, ${counts.panics} panics, ${counts.hangs} hangs, ${counts.watchdogReboots} reboots by the watchdog, ${counts.pstoreRecords} pstore records.`;
  const findings = state.findings.slice(-findingsShown).map((finding) => `- ${findingHead(finding)}`);
  return [
    `# What happened\n${sum}\n${[...builds.map(buildLine), ...runs.map(runLine)].join('\n')}`,
    ...(findings.length === 0 ? [] : [`# Findings\n${findings.join('\n')}`]),
  ];
}

function findingsSection(title: string, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(-findingsShown);
  const left = findings.length - shown.length;
  const texts = shown.map((finding) => `${findingHead(finding)}\n${heldAgainst(finding)}${evidenceOf(finding)}`);
  return [`# ${title}\n${left > 0 ? `(${left} older ones left out)\n` : ''}${texts.join('\n\n')}`];
}

function findingHead({id, by, severity, class: kind, file, line, claim, state}: Finding): string {
  const place = file === undefined ? '' : ` at ${file}${line === undefined ? '' : `:${line}`}`;
  const from = by === 'target' ? 'the target' : 'the Reviewer';
  return `${id} (${severity}, ${kind}, ${state}, from ${from})${place}: ${claim}`;
}

function heldAgainst({requirement}: Finding): string {
  return requirement === undefined ? '' : `It breaks: ${requirement}\n`;
}

function evidenceOf({by, evidence}: Finding): string {
  const source = by === 'target' ? "the target's console and pstore" : "the Reviewer's evidence";
  return fenced(source, evidence, evidenceCharactersMax);
}

function buildLine({id, result, diagnostics}: Build): string {
  const warnings = diagnostics.filter(({level}) => level === 'warning').length;
  const errors = diagnostics.filter(({level}) => level === 'error').length;
  return `- ${id}: ${result?.kind ?? 'under way'}, ${errors} errors, ${warnings} warnings`;
}

function runLine({id, trial, acceptance, tree, verdict, reports, passes, reproduction}: Run): string {
  const who = trial ? "the Executor's try" : "the house's run";
  const complaints = reports.length === 0 ? '' : `; console: ${reports.map(({title}) => title).join('; ')}`;
  const crash = reproduction === undefined ? '' : `; ${reproductionText(reproduction)}`;
  return `- ${id}, ${who} of tree ${tree.slice(0, 12)} (${acceptance}): ${verdictText(verdict)}${passesText(passes)}${cutText(complaints, 600)}${crash}`;
}

function verdictText(verdict: Run['verdict']): string {
  if (verdict === undefined) return 'under way';
  switch (verdict.kind) {
    case 'accepted':
    case 'interrupted':
      return verdict.kind;
    case 'notAccepted':
      return `not accepted at ${verdict.stage}: ${cutText(verdict.why, 300)}`;
    case 'crashed':
      return `${verdict.how} at ${verdict.stage}: ${cutText(verdict.why, 300)}`;
    case 'fault':
      return 'not made, the machinery failed';
    default:
      return verdict satisfies never;
  }
}
