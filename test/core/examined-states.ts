// Examinations to try things on.
import type {Event} from '../../src/core/events.ts';
import type {CheckEnd, CheckFinding, CheckName, CheckResult} from '../../src/core/examination.ts';
import type {ExaminationEnd} from '../../src/core/examination-events.ts';
import {defaultExamine, type ExamineSettings} from '../../src/core/examine-settings.ts';
import {T1, tree} from './states.ts';

export const readsSource: ExamineSettings = {...defaultExamine, dynamic: 'off'};

export const leak: CheckFinding = {
  class: 'leak on unload',
  severity: 'major',
  claim: '64 bytes allocated at ringlog_init+0x20/0x90 are not reachable any more',
  evidence: 'unreferenced object 0xffff888003a4c000 (size 64):',
};

export const unlock: CheckFinding = {
  class: 'missing unlock',
  severity: 'major',
  file: 'ringlog.c',
  line: 40,
  claim: "context imbalance in 'ringlog_read': wrong count at exit",
  evidence: 'ringlog.c:40:9: warning: context imbalance',
};

export const finished: CheckEnd = {kind: 'finished', looked: 'every file'};

export function resultOf(check: CheckName, ...findings: readonly CheckFinding[]): CheckResult {
  return {check, by: `${check} 1.0`, end: finished, findings, durationMs: 800};
}

export function begun(of = tree, checks: readonly CheckName[] = ['sparse', 'checkpatch']): Event {
  return {type: 'examination.started', task: T1, tree: of, checks};
}

export function checked(result: CheckResult, of = tree): Event {
  return {type: 'check.finished', task: T1, tree: of, result};
}

export function over(of = tree, how: ExaminationEnd = 'finished'): Event {
  return {type: 'examination.ended', task: T1, tree: of, how};
}

/** All of one, from its beginning to its end. */
export function examined(of: typeof tree, ...results: readonly CheckResult[]): readonly Event[] {
  return [
    begun(
      of,
      results.map(({check}) => check),
    ),
    ...results.map((result) => checked(result, of)),
    over(of),
  ];
}
