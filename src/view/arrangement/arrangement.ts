// How a person has arranged the panes: which are hidden, and which have more rows or fewer than by default.
import type {CrewRole} from '../../core/roles.ts';

type PaneId = CrewRole | 'target';

export interface Arrangement {
  readonly hidden: readonly PaneId[];
  /** Steps above or below what a pane has by default; absent: none. */
  readonly grown: Readonly<Partial<Record<PaneId, number>>>;
}

export const usualArrangement: Arrangement = {hidden: [], grown: {}};

/** Shares of the height by default, in parts of twenty: two rows of agents, and the console. */
const shares = {agents: 6, target: 8} as const;
const shareMin = 2;
export const grownMax = 14;

/** A row of agents grows by what each in it was given. */
export function shareOf(ids: readonly PaneId[], {grown}: Arrangement): number {
  const usual = ids[0] === 'target' ? shares.target : shares.agents;
  const grownTo = ids.reduce<number>((sum, id) => sum + (grown[id] ?? 0), usual);
  return Math.max(shareMin, grownTo);
}

export function grownBy(arrangement: Arrangement, id: PaneId, by: 1 | -1): Arrangement {
  const now = Math.min(grownMax, Math.max(-grownMax, (arrangement.grown[id] ?? 0) + by));
  return {...arrangement, grown: {...arrangement.grown, [id]: now}};
}

/** What is looked at is never hidden, whatever else is. */
export function shownPanes(all: readonly PaneId[], {hidden}: Arrangement, focus: PaneId): readonly PaneId[] {
  return all.filter((id) => id === focus || !hidden.includes(id));
}
