// Which events are points of the time line, and the words beside them.
import {amountWords, scopeName, standWords} from './budget-words.ts';
import type {Event} from './events.ts';
import {checkMark, examinationMark} from './examination-marks.ts';
import {acceptanceMark, hypothesisMark} from './role-marks.ts';
import {roleNames} from './roles.ts';
import {rungWords} from './rung-words.ts';
import type {Point, State} from './state.ts';

export const keptWords = 'what lay in the workspace and was not committed is kept';

export function markOf(state: State, event: Event): Point | null {
  switch (event.type) {
    case 'session.started':
      return event.keptBefore === undefined ? null : {kind: 'message', text: `${keptWords}: ${event.keptBefore}`};
    case 'build.finished':
      return buildMark(event);
    case 'run.finished':
      return runMark(event);
    case 'target.oopsed':
      return {kind: 'oops', text: event.report.title};
    case 'target.panicked':
      return {kind: 'panic', text: event.report.title};
    case 'target.hung':
      return {kind: 'hang', text: `silent for ${event.silentSeconds} s`};
    case 'target.watchdogFired':
      return {kind: 'watchdog', text: 'the hardware watchdog fired; registers taken'};
    case 'target.wasReset':
      return {kind: 'reboot', text: `reset: ${event.cause}`};
    case 'target.harvested':
      return harvestMark(event);
    case 'target.rungTaken':
      return {kind: 'rung', text: `${rungWords[event.rung]}, for ${event.withinSeconds} s: ${event.why}`};
    case 'target.evidenceTaken':
      return evidenceMark(event);
    case 'target.resetExplained':
      return {kind: 'watchdog', text: `boot ${event.boot} was ended by the hardware watchdog`};
    case 'target.restored':
      return {kind: 'restore', text: `boot ${event.boot} begins from the saved state`};
    case 'target.stateSaved':
      return {kind: 'restore', text: `the state of boot ${event.boot} is saved, to start from again`};
    case 'target.saveFailed':
      return {kind: 'restore', text: `${saveFailures[event.what]}: ${event.why}`};
    case 'target.lineLost':
      return {kind: 'fault', text: `the line of the console is gone: ${event.why}`};
    case 'target.lineBack':
      return {kind: 'reboot', text: 'the line of the console is back'};
    case 'target.died':
      return {kind: 'fault', text: `the target's process ended: ${event.why}`};
    case 'target.lost':
      return {kind: 'fault', text: `the target is lost: ${event.why}`};
    case 'finding.reported':
      return {kind: 'finding', text: `${event.severity}: ${event.claim}`, of: event.finding};
    case 'finding.dismissed':
      return {kind: 'dismissal', text: `${event.finding} of ${event.task}: ${event.why}`, of: event.finding};
    case 'finding.takenUp':
      return {kind: 'finding', text: `${event.finding} of ${event.task} is no longer dismissed`, of: event.finding};
    case 'check.finished':
      return checkMark(state, event);
    case 'examination.ended':
      return examinationMark(state, event);
    case 'verdict.given':
      return {kind: event.verdict === 'approve' ? 'approved' : 'sentBack', text: event.summary};
    case 'commit.ended':
      return {kind: 'commit', text: event.commit.slice(0, 12), of: event.task};
    case 'artefact.touched':
      return {kind: 'message', text: touchedText(state, event)};
    case 'artefact.restored':
      return {kind: 'message', text: 'you took your change back: the folder holds again what was built'};
    case 'message.queued':
      return {kind: 'message', text: `to the ${roleNames[event.to]}: ${event.text}`};
    case 'constraint.added':
      return {kind: 'constraint', text: event.constraint.text};
    case 'constraint.edited':
      return {kind: 'constraint', text: `${event.constraint} edited: ${event.text}`};
    case 'constraint.lifted':
      return {kind: 'constraint', text: `${event.constraint} lifted`};
    case 'question.asked':
      return {kind: 'question', text: event.text};
    case 'message.urged':
      return {
        kind: 'message',
        text: `${event.message} must be heard now${event.by === 'house' ? ': it has waited long enough' : ''}`,
      };
    case 'approval.changed':
      return {kind: 'constraint', text: `from now on ${event.act} needs no word of yours`};
    case 'budget.warned':
    case 'budget.spent':
      return {kind: 'budget', text: standWords(event)};
    case 'budget.granted':
      return {kind: 'budget', text: `${amountWords(event.measure, event.amount)} more for ${scopeName(event.scope)}`};
    case 'fault.raised':
      return {kind: 'fault', text: event.what};
    case 'session.ended':
      return {kind: 'end', text: `${event.outcome}: ${event.why}`};
    case 'hypothesis.stated':
    case 'hypothesis.settled':
      return hypothesisMark(event);
    case 'acceptance.drafted':
    case 'acceptance.proposed':
    case 'acceptance.refused':
    case 'acceptance.returned':
    case 'acceptance.approved':
      return acceptanceMark(event);
    case 'run.started':
      return {
        kind: 'run',
        text: `${event.run} of ${event.build} on the target (boot ${state.target.boot})`,
        of: event.run,
      };
    default:
      return null;
  }
}

function touchedText(
  {label}: State,
  {path, change = 'changed', others = 0}: Extract<Event, {type: 'artefact.touched'}>,
): string {
  const more = others === 0 ? '' : ` and ${others} more files`;
  const tape = label.kind === 'tape' ? ", and a tape can't take it in" : '';
  return `you ${change} ${path}${more}; it must be built again${tape}`;
}

const saveFailures = {save: 'the state could not be saved', restore: 'no start from the saved state'} as const;

function evidenceMark({rung, what, records}: Extract<Event, {type: 'target.evidenceTaken'}>): Point | null {
  if (what !== 'ram') return {kind: 'harvest', text: `${what}, by ${rungWords[rung]}`};
  const names = (records ?? []).map(({reason, name}) => reason ?? name);
  return {kind: 'harvest', text: `RAM, read on the host: ${names.join(', ') || 'no evidence was kept'}`};
}

function buildMark({build, result, diagnostics}: Extract<Event, {type: 'build.finished'}>): Point {
  const errors = diagnostics.filter(({level}) => level === 'error').length;
  const warnings = diagnostics.filter(({level}) => level === 'warning').length;
  if (result.kind === 'built') return {kind: 'build', text: `${build} built, ${warnings} warnings`, of: build};
  return {kind: 'buildFailed', text: `${build} ${result.kind}, ${errors} errors`, of: build};
}

function runMark({run, verdict, reproduction}: Extract<Event, {type: 'run.finished'}>): Point {
  const tries = reproduction?.seen === 0 ? reproduction.tries : 0;
  const more = tries === 0 ? '' : `; its crash of before is unreproduced, tried ${tries} times`;
  if (verdict.kind === 'accepted') return {kind: 'accepted', text: `${run} accepted${more}`, of: run};
  const why = verdict.kind === 'interrupted' ? 'interrupted' : verdict.why;
  return {kind: 'notAccepted', text: `${run}: ${why}${more}`, of: run};
}

function harvestMark({records}: Extract<Event, {type: 'target.harvested'}>): Point {
  if (records.length === 0) return {kind: 'harvest', text: 'pstore: no evidence was kept'};
  return {kind: 'harvest', text: `pstore: ${records.map(({reason, name}) => reason ?? name).join(', ')}`};
}
