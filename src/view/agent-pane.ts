// The pane of an agent: what it has made stays at the top while there is room, what it does comes in at the bottom.
import type {Charged} from '../core/budget.ts';
import {type CrewRole, crew, roleNames} from '../core/roles.ts';
import {activityRows, questionRows} from './activity-rows.ts';
import {agentStatus} from './agent-status.ts';
import {tightestRow} from './budget-rows.ts';
import {contextRow} from './context-row.ts';
import {executorRows} from './executor-rows.ts';
import type {Live} from './live.ts';
import {openMessageRows} from './message-rows.ts';
import {type Block, framed, innerHeight, innerWidth, type Place, scrollFoot} from './pane-view.ts';
import type {Pen} from './pen.ts';
import {plannerEmpty, plannerRows} from './planner-rows.ts';
import {named} from './rebinding/named.ts';
import {reviewerEmpty, reviewerRows} from './reviewer-rows.ts';
import {schedulerEmpty, schedulerRows} from './scheduler-rows.ts';
import {type Row, span, wrapRows} from './spans.ts';
import type {Extent, Scroll} from './ui.ts';

export interface PaneBlock {
  readonly block: Block;
  readonly extent: Extent;
}

export function agentPane(
  live: Live,
  role: CrewRole,
  {place, focused, scroll}: {readonly place: Place; readonly focused: boolean; readonly scroll: Scroll},
  pen: Pen,
): PaneBlock {
  const {rows, extent} = agentContent(live, role, innerWidth(place), innerHeight(place), scroll, pen);
  const number = crew.indexOf(role) + 1;
  const block = framed(
    {
      place,
      border: focused ? 'accent' : 'dim',
      title: [span(`${number} `, 'dim'), span(roleNames[role], focused ? 'chosen' : 'strong')],
      status: [agentStatus(live, role, pen)],
      foot: scrollFoot(extent, pen),
      meter: metersRow(live, role, pen),
      rows,
    },
    pen,
  );
  return {block, extent};
}

/** The budget goes first: where there is no room for both, the context is cut. */
function metersRow(live: Live, role: CrewRole, pen: Pen): Row {
  const budget = tightestRow(live.state, chargedIn(live, role), pen);
  const context = contextRow(live, role, pen);
  return budget.length > 0 && context.length > 0 ? [...budget, span('  '), ...context] : [...budget, ...context];
}

/** The task that it is at work on counts as well. */
function chargedIn({state}: Live, role: CrewRole): Charged {
  const task = state.assignments.find((assignment) => assignment.role === role)?.task;
  return {role, ...(task === undefined ? {} : {task})};
}

interface Content {
  readonly rows: readonly Row[];
  readonly extent: Extent;
}

function agentContent(live: Live, role: CrewRole, cells: number, height: number, scroll: Scroll, pen: Pen): Content {
  const head = headRows(live, role, cells, pen);
  const tail = activityRows(live, role, cells, pen, height >= unfoldingRows);
  const all = head.length > 0 && tail.length > 0 ? [...head, [], ...tail] : [...head, ...tail];
  if (all.length === 0) {
    const extent = {from: 0, to: 0, first: 0, total: 0, follows: true};
    return {rows: wrapRows(named(emptyText(role), pen), 'dim', cells, pen.width).slice(0, height), extent};
  }
  const asked =
    questionRows(live.state, role, cells, pen).length + openMessageRows(live.state, role, cells, pen).length;
  const from = fromOf(scroll, all.length, height);
  if (from !== null && all.length > height) {
    const to = Math.min(all.length, from + height);
    return {rows: all.slice(from, to), extent: {from, to, first: 0, total: all.length, follows: false}};
  }
  const pinned = all.length <= height ? all : pinnedRows(head, tail, height, asked, pen);
  const start = Math.max(0, all.length - height);
  return {rows: pinned, extent: {from: start, to: all.length, first: 0, total: all.length, follows: true}};
}

/** A pane that high has room for what was changed, not only for how much. */
const unfoldingRows = 24;

/** The first row shown, or null where the end is followed. */
function fromOf(scroll: Scroll, total: number, height: number): number | null {
  const last = Math.max(0, total - height);
  switch (scroll.kind) {
    case 'follow':
      return null;
    case 'top':
      return Math.min(last, Math.max(0, scroll.line));
    case 'bottom':
      return Math.min(last, Math.max(0, scroll.line - height + 1));
    default:
      return scroll satisfies never;
  }
}

/**
 * Where both don't fit, what is going on gets at least two fifths of the pane, and what was made the rest. What waits for
 * an answer is shown whole.
 */
function pinnedRows(
  head: readonly Row[],
  tail: readonly Row[],
  height: number,
  wanted: number,
  pen: Pen,
): readonly Row[] {
  if (head.length === 0) return tail.slice(-height);
  if (tail.length === 0) return cutShort(head, height, pen);
  const least = Math.max(Math.min(tail.length, Math.max(2, Math.floor(height * 0.4))), Math.min(wanted, height));
  const headCount = Math.min(head.length, height - least - 1);
  if (headCount < 1) return tail.slice(-height);
  return [...cutShort(head, headCount, pen), [], ...tail.slice(-(height - headCount - 1))];
}

/** The first rows; the last one shows that there are more. */
function cutShort(rows: readonly Row[], count: number, {glyphs}: Pen): readonly Row[] {
  const last = rows[count - 1];
  if (rows.length <= count || last === undefined) return rows;
  return [...rows.slice(0, count - 1), [...last, span(` ${glyphs.ellipsis}`, 'dim')]];
}

function headRows({state}: Live, role: CrewRole, cells: number, pen: Pen): readonly Row[] {
  switch (role) {
    case 'scheduler':
      return schedulerRows(state, cells, pen);
    case 'planner':
      return plannerRows(state, cells, pen);
    case 'reviewer':
      return reviewerRows(state, cells, pen);
    case 'executor':
      return executorRows(state, cells, pen);
    default:
      return role satisfies never;
  }
}

function emptyText(role: CrewRole): string {
  switch (role) {
    case 'scheduler':
      return schedulerEmpty;
    case 'planner':
      return plannerEmpty;
    case 'reviewer':
      return reviewerEmpty;
    case 'executor':
      return 'Nothing written yet. What the Executor writes, builds and tries on the target comes in here, as it happens.';
    default:
      return role satisfies never;
  }
}
