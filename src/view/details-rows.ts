// A pane's matter in full, to be read at leisure: what the pane itself has room for only in part.

import type {Build, Finding, Plan, Run, Task} from '../core/entities.ts';
import type {Examination} from '../core/examined.ts';
import type {SeenByCheck} from '../core/finding.ts';
import {withSourceOf} from '../core/reproduced-source.ts';
import {roleNames} from '../core/roles.ts';
import {rungWords} from '../core/rung-words.ts';
import {signText} from '../core/sign.ts';
import type {State} from '../core/state.ts';
import type {CrashRecord} from '../core/target-state.ts';
import {buildResult, runResult} from './call-result.ts';
import {foundWords} from './examination-rows.ts';
import {dismissalWords, isOpen, standingWords} from './finding-words.ts';
import {bytes, clock, counted, oneLine} from './formats.ts';
import {fateText} from './message-rows.ts';
import type {Pen} from './pen.ts';
import {scoreOf} from './plan-table.ts';
import {placeOf} from './reviewer-rows.ts';
import {type Sheet, sheetOf} from './sheet.ts';
import type {Row} from './spans.ts';
import type {PaneId} from './ui.ts';

export function detailsRows(state: State, pane: PaneId, cells: number, pen: Pen): readonly Row[] {
  const page = sheetOf(cells, pen);
  const rows = rowsOf(state, pane, page);
  return rows.length === 0 ? page.text('Nothing to show yet.', 'dim') : rows;
}

export function detailsTitle(pane: PaneId): string {
  switch (pane) {
    case 'scheduler':
      return 'Goal, tasks, constraints, messages';
    case 'planner':
      return 'Plans';
    case 'executor':
      return 'Files, builds, runs';
    case 'reviewer':
      return 'Verdicts and findings';
    case 'target':
      return 'Crashes and what came back from them';
    default:
      return pane satisfies never;
  }
}

function rowsOf(state: State, pane: PaneId, page: Sheet): readonly Row[] {
  switch (pane) {
    case 'scheduler':
      return schedulerDetails(state, page);
    case 'planner':
      return state.plans.flatMap((plan) => planDetails(plan, page));
    case 'executor':
      return executorDetails(state, page);
    case 'reviewer':
      return reviewerDetails(state, page);
    case 'target':
      return state.target.crashes.toReversed().flatMap((crash) => crashDetails(state, crash, page));
    default:
      return pane satisfies never;
  }
}

function schedulerDetails(state: State, page: Sheet): readonly Row[] {
  const {requirement, tasks, constraints, messages, notes} = state;
  return [
    ...(requirement ? [...page.heading(`Goal: ${oneLine(requirement.name)}`), ...page.text(requirement.goal)] : []),
    ...tasks.flatMap((task) => taskDetails(task, page)),
    ...(constraints.length === 0 ? [] : page.heading('Constraints')),
    ...constraints.flatMap(({id, strength, text, standing, revision}) =>
      page.item(
        `${id} ${strength}`,
        `${oneLine(text)} (${standing === 'inForce' ? `in force since revision ${revision}` : standing})`,
      ),
    ),
    ...(messages.length === 0 ? [] : page.heading('Your messages')),
    ...messages.flatMap(({id, to, text, fate}) =>
      page.item(id, `to the ${roleNames[to]}: ${oneLine(text)} (${fateText(fate)})`),
    ),
    ...(notes.length === 0 ? [] : page.heading('Notes')),
    ...notes.flatMap(({by, text}) => page.item(roleNames[by], oneLine(text))),
  ];
}

export function taskDetails(task: Task, page: Sheet): readonly Row[] {
  const {id, title, stage, because, goal, dependsOn, commit} = task;
  return [
    ...page.heading(`${id} ${oneLine(title)}`),
    ...page.item('stage', `${stage}: ${oneLine(because)}`),
    ...page.item('goal', goal),
    ...page.item('after', dependsOn.join(', ')),
    ...page.item('attempts', attemptsText(task)),
    ...page.item('commit', commit ?? ''),
  ];
}

export function attemptsText({builds, reviewRounds, crashes, rejections}: Task): string {
  return [
    counted(builds, 'build'),
    `${reviewRounds} sent back`,
    counted(crashes, 'crash', 'crashes'),
    counted(rejections, 'rejection'),
  ].join(', ');
}

function planDetails(plan: Plan, page: Sheet): readonly Row[] {
  const table = page.plan(plan);
  const criteria = plan.criteria.map(({name, weight}) => `${oneLine(name)} x${weight}`).join(', ');
  return [
    ...page.heading(`${plan.task}: ${oneLine(plan.choice)} was chosen`),
    ...page.item('why', plan.why),
    ...(table === null ? page.item('criteria', criteria) : [[], ...table]),
    ...plan.approaches.flatMap((approach) => [
      ...page.heading(`${oneLine(approach.name)}  ${scoreOf(plan, approach).toFixed(1)}`),
      ...page.item('summary', approach.summary),
      ...page.item('algorithms', approach.algorithms),
      ...page.item('structures', approach.dataStructures),
      ...page.item('locking', approach.locking),
      ...page.item('lifetime', approach.lifetime),
      ...approach.kernelApi.flatMap(({name, header}) =>
        page.item('kernel API', `${oneLine(name)}  ${oneLine(header)}`),
      ),
      ...approach.risks.flatMap((risk) => page.item('risk', risk)),
      ...(table === null ? page.item('scores', approach.scores.join(', ')) : []),
      ...plan.lost
        .filter(({approach: name}) => name === approach.name && name !== plan.choice)
        .flatMap(({why}) => page.item('lost', why)),
    ]),
  ];
}

function executorDetails({artefact, builds, runs}: State, page: Sheet): readonly Row[] {
  return [
    ...(artefact
      ? page.heading(`Files of tree ${artefact.tree.slice(0, 12)}${artefact.unbuilt ? ', written to since' : ''}`)
      : []),
    ...(artefact?.files ?? []).flatMap(({path, bytes: size}) => page.item(bytes(size), oneLine(path))),
    ...(builds.length === 0 ? [] : page.heading('Builds, the newest first')),
    ...builds.toReversed().flatMap((build) => buildDetails(build, page)),
    ...(runs.length === 0 ? [] : page.heading('Runs on the target, the newest first')),
    ...runs.toReversed().flatMap((run) => runDetails(run, page)),
  ];
}

export function runDetails(run: Run, page: Sheet): readonly Row[] {
  const {ok, text, more} = runResult(run);
  const words = text === '' ? 'under way' : text;
  const what = `${run.build}, ${run.acceptance}${run.trial ? ', a try' : ''}: ${words}`;
  return [...page.item(run.id, what, ok ? 'plain' : 'bad'), ...more.flatMap((line) => page.item('', line, 'dim'))];
}

export function buildDetails(build: Build, page: Sheet): readonly Row[] {
  const {ok, text} = buildResult(build);
  return [
    ...page.item(build.id, text === '' ? 'under way' : text, ok ? 'plain' : 'bad'),
    ...build.diagnostics.flatMap(({level, file, line, text: words}) => {
      const place = [file, line].filter((part) => part !== undefined).join(':');
      return page.item('', `${place === '' ? '' : `${place}: `}${level}: ${oneLine(words)}`, 'dim');
    }),
  ];
}

function reviewerDetails({verdicts, findings, examinations}: State, page: Sheet): readonly Row[] {
  return [
    ...examinations.slice(-1).flatMap((one) => examinationDetails(one, page)),
    ...verdicts.flatMap(({task, verdict, tree, summary, constraintRevision}) => [
      ...page.heading(`${task}: ${verdict === 'approve' ? 'approved' : 'sent back'}`),
      ...page.item('tree', `${tree}, under constraint revision ${constraintRevision}`),
      ...page.item('summary', summary),
    ]),
    ...findings.toReversed().flatMap((finding) => findingDetails(finding, page)),
  ];
}

function examinationDetails({task, tree, results}: Examination, page: Sheet): readonly Row[] {
  return [
    ...page.heading(`${task}: what the machine looked for in tree ${tree.slice(0, 12)}`),
    ...results.flatMap((result) => {
      const {check, by, end} = result;
      const words =
        end.kind === 'finished'
          ? `${foundWords(result)}; ${by}: ${end.looked}`
          : `${end.kind === 'notRun' ? 'not run' : `stopped, ${foundWords(result)}`}: ${end.why}`;
      return page.item(check, oneLine(words), result.findings.length > 0 ? 'warn' : 'plain');
    }),
  ];
}

export function findingDetails(finding: Finding, page: Sheet): readonly Row[] {
  const {id, severity, claim, evidence, requirement} = finding;
  return [
    ...page.heading(`${id} ${severity}: ${oneLine(claim)}`, isOpen(finding) ? 'strong' : 'dim'),
    ...page.item('state', `${standingWords(finding)}, of class ${oneLine(finding.class)}, in ${finding.task}`),
    ...page.item('you said', dismissalWords(finding), 'accent'),
    ...page.item('place', placeOf(finding)),
    ...page.item('against', requirement ?? ''),
    ...(finding.by === 'check' ? seenRows(finding.seen, page) : []),
    ...page.item('evidence', evidence),
    ...(finding.by === 'check' && finding.seen.report !== undefined ? page.report(finding.seen.report) : []),
    ...page.item('judged', finding.judgement?.why ?? ''),
  ];
}

function seenRows(
  {check, alsoBy = [], signs = [], with: by, failedAllocation}: SeenByCheck,
  page: Sheet,
): readonly Row[] {
  return [
    ...page.item('found by', [check, ...alsoBy].join(', ')),
    ...page.item('with', oneLine(by)),
    ...page.item('when', failedAllocation === undefined ? '' : `call ${failedAllocation} had failed`),
    ...signs.flatMap((sign, index) => page.item(index === 0 ? 'shown also' : '', oneLine(signText(sign)), 'dim')),
  ];
}

export function crashDetails(state: State, crash: CrashRecord, page: Sheet): readonly Row[] {
  const {boot, atMs, how, title, report, registers, records} = crash;
  const given = (crash.evidence ?? [])
    .filter(({text}) => oneLine(text) !== oneLine(title))
    .map(({rung, what, text}) => `${what} (${rungWords[rung]}): ${oneLine(text)}`);
  const came = records?.map(({name, reason, bytes: size}) => `${name} ${reason ?? ''} ${bytes(size)}`) ?? [
    'not read yet',
  ];
  const evidence = came.length === 0 ? ['no evidence was kept'] : came;
  return [
    ...page.heading(`Boot ${boot}, ${clock(atMs - state.startedAtMs)}: ${how}`),
    ...page.text(title, 'bad'),
    ...evidence.flatMap((line) => page.item('pstore', oneLine(line))),
    ...[...new Set(given)].flatMap((line) => page.item('evidence', line)),
    ...(crash.lastLines === undefined ? [] : page.text(crash.lastLines.join('\n'), 'dim')),
    ...(report ? [[], ...page.report(withSourceOf(report, atMs, state.runs))] : []),
    ...(registers === undefined
      ? []
      : [...page.item('registers', 'taken before the reset'), ...page.text(registers, 'dim')]),
  ];
}
