// The list of sessions as text for a plain terminal: two lines each, so that it reads the same on a narrow one.
import {crashesOf} from '../core/crash-counts.ts';
import type {Standing} from '../core/session-standing.ts';
import type {State} from '../core/state.ts';
import {counted, oneLine} from './formats.ts';
import {moneySpent} from './session-status.ts';
import {cutText, type Width, wrapText} from './spans.ts';
import {modelLabel} from './title-line.ts';

export interface ListedSession {
  readonly id: string;
  /** When its journal was last written to. */
  readonly changedAtMs: number;
  readonly standing: Standing;
  readonly state: State;
}

export interface ListLook {
  readonly nowMs: number;
  readonly columns: number;
  readonly width: Width;
}

export const noSessions =
  'There is no session yet. `quarterdeck` begins one on the shipped task, `quarterdeck --task DIR` on one of yours.';

export function sessionLines(sessions: readonly ListedSession[], {nowMs, columns, width}: ListLook): readonly string[] {
  const idCells = Math.max(0, ...sessions.map(({id}) => id.length));
  const ageCells = Math.max(0, ...sessions.map(({changedAtMs}) => age(nowMs - changedAtMs).length));
  const cut = (line: string): string => cutText(line, columns, width, '…');
  const lines = sessions.flatMap(({id, changedAtMs, standing, state}) => [
    cut(`${id.padEnd(idCells)}  ${age(nowMs - changedAtMs).padEnd(ageCells)}  ${standingText(standing)}`),
    cut(`  ${aboutOf(state).join(' · ')}`),
  ]);
  const end = whyNoneToResume(sessions);
  return end === null ? lines : [...lines, '', ...wrapText(end, columns, width)];
}

/** Null where one can be resumed. */
function whyNoneToResume(sessions: readonly ListedSession[]): string | null {
  const has = (kind: Standing['kind']): boolean => sessions.some(({standing}) => standing.kind === kind);
  if (has('left')) return null;
  if (has('running') || has('paused'))
    return 'None was left, so there is nothing to resume; `quarterdeck attach ID` shows one that runs.';
  return has('damaged')
    ? 'None can be resumed as it is; `quarterdeck sessions --salvage ID` makes a new one of what a damaged one still holds.'
    : 'All have ended, so there is nothing to resume; `quarterdeck report ID` tells of one, `quarterdeck replay ID` plays it.';
}

function aboutOf(state: State): readonly string[] {
  if (state.requirement === undefined) return ['nothing of it can be read'];
  const {counts, requirement, workspace} = state;
  return [
    oneLine(requirement.name),
    modelLabel(state),
    moneySpent(state),
    `${counted(counts.builds, 'build')}, ${counted(counts.runs, 'run')}, ${counted(crashesOf(state), 'crash', 'crashes')}`,
    oneLine(workspace),
  ];
}

const outcomes = {accepted: 'accepted', 'not-accepted': 'not accepted', stopped: 'stopped'} as const;

export function standingText(standing: Standing): string {
  switch (standing.kind) {
    case 'running':
      return `running (process ${standing.pid})`;
    case 'paused':
      return `paused: ${oneLine(standing.why)} (process ${standing.pid})`;
    case 'ended':
      return `${outcomes[standing.outcome]}: ${oneLine(standing.why)}`;
    case 'left':
      return 'left, to be resumed';
    case 'damaged':
      return `damaged at line ${standing.line} of its journal: ${standing.why}`;
    default:
      return standing satisfies never;
  }
}

/** How long ago, in one unit. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} days ago`;
}

/** The same for programs. Times are ISO 8601; money in dollars, `costIsEstimated` where a provider told no numbers. */
export function sessionJson(session: ListedSession, isoTime: (ms: number) => string): object {
  const {id, changedAtMs, standing, state} = session;
  const {counts, requirement} = state;
  const usages = Object.values(state.agents).map(({usage}) => usage);
  const {kind, ...known} = standing;
  return {
    id,
    state: kind,
    ...known,
    startedAt: state.startedAtMs === 0 ? null : isoTime(state.startedAtMs),
    changedAt: isoTime(changedAtMs),
    task: requirement?.name ?? null,
    model: requirement === undefined ? null : modelLabel(state),
    costDollars: usages.reduce((sum, {costMicrodollars}) => sum + costMicrodollars, 0) / 1_000_000,
    costIsEstimated: usages.some(({estimated}) => estimated === true),
    events: state.seq,
    ...counts,
    crashes: crashesOf(state),
    commit: state.lastCommit ?? null,
    workspace: state.workspace === '' ? null : state.workspace,
  };
}
