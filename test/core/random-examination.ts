// The part of examinations in a session that is played by chance.
import type {PersonCommand} from '../../src/core/commands.ts';
import type {Event} from '../../src/core/events.ts';
import type {CheckEnd} from '../../src/core/examination.ts';
import {checkAtWork} from '../../src/core/examined.ts';
import type {State} from '../../src/core/state.ts';
import {leak, unlock} from './examined-states.ts';
import type {Draw} from './random-calls.ts';

/** The check that is at work ends; with the last of them, or before it, the examination does. */
export function examinationMoves({examinations}: State, draw: Draw): readonly (readonly Event[])[] {
  return examinations
    .filter(({end}) => end === undefined)
    .flatMap((examination): readonly (readonly Event[])[] => {
      const {task, tree} = examination;
      const check = checkAtWork(examination);
      const ended: Event = {type: 'examination.ended', task, tree, how: draw(8) === 0 ? 'fault' : 'finished'};
      if (check === undefined || draw(6) === 0) return [[ended]];
      const end: CheckEnd = draw(4) === 0 ? {kind: 'stopped', why: 'late'} : {kind: 'finished', looked: 'it'};
      const findings = [[], [], [unlock], [leak, {...unlock, severity: 'note'} as const]][draw(4)] ?? [];
      const result = {check, by: 'a double', end, findings, durationMs: 1};
      return [[{type: 'check.finished', task, tree, result}]];
    });
}

/** A finding is dismissed, or taken up again. */
export function dismissalCommands({findings}: State, draw: Draw): readonly PersonCommand[] {
  const finding = findings[draw(Math.max(1, findings.length))]?.id;
  if (finding === undefined) return [];
  return [
    {do: 'dismissFinding', finding, why: 'the caller holds the lock'},
    {do: 'takeUpFinding', finding},
  ];
}
