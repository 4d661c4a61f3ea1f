// What was asked, done and found in a session, with its evidence and its cost, as Markdown: a function of the state alone. The state
// keeps the newest of everything; where older ones were let go, the report says how many.

import type {Standing} from '../../core/session-standing.ts';
import type {State} from '../../core/state.ts';
import {duration} from '../formats.ts';
import {standingText} from '../session-rows.ts';
import {elapsedMs, moneySpent} from '../session-status.ts';
import {modelLabel} from '../title-line.ts';
import {askedLines} from './asked.ts';
import {costLines} from './cost.ts';
import {doneLines} from './done.ts';
import {evidenceLines} from './evidence.ts';
import {foundLines} from './found.ts';
import {leftLines} from './left.ts';
import {lookedForLines} from './looked-for.ts';
import {inline, table} from './markdown.ts';
import {opinionLines} from './opinions.ts';
import {saidLines} from './said.ts';

export interface Reported {
  readonly id: string;
  readonly standing: Standing;
  readonly state: State;
  /** How a moment is written. */
  readonly time: (ms: number) => string;
}

/** Ends with a newline. */
export function reportOf({id, standing, state, time}: Reported): string {
  const name = state.requirement?.name ?? 'nothing was begun';
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['What was asked', askedLines(state)],
    ['What was done', doneLines(state)],
    ['What was found', foundLines(state)],
    ['What was looked for', lookedForLines(state)],
    ['Second opinions', opinionLines(state)],
    ['Evidence', evidenceLines(state)],
    ['What was said', saidLines(state)],
    ['Cost', costLines(state)],
    ['What was left', leftLines(state)],
  ];
  return [
    `# ${inline(name)}: session ${inline(id)}`,
    '',
    ...table(['', ''], headRows({id, standing, state, time})),
    ...sections.flatMap(([title, lines]) => ['', `## ${title}`, '', ...lines]),
    '',
  ].join('\n');
}

function headRows({standing, state, time}: Reported): readonly (readonly [string, string])[] {
  return [
    ['stands', standingText(standing)],
    ['began', state.startedAtMs === 0 ? '' : time(state.startedAtMs)],
    ['last event', `${time(state.newestAtMs)} (number ${state.seq})`],
    ['time of work', duration(elapsedMs(state, state.newestAtMs))],
    ['model', modelLabel(state)],
    ['cost', moneySpent(state)],
    ['kernel', state.kernelRelease],
    ['workspace', state.workspace],
    ['commit', state.lastCommit ?? 'nothing was committed'],
  ];
}
