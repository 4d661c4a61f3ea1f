// The crash that a run's build is to have mended: before anything is believed of the new build, the old one is to be seen to crash
// again. It follows from the journal alone, so that a session that is taken up again knows it too.
import type {Run} from './entities.ts';
import type {RunId} from './ids.ts';
import type {State} from './state.ts';

export interface Mended {
  readonly koPath: string;
  readonly elfBuildId: string;
  readonly acceptance: Run['acceptance'];
  readonly how: 'oopsed' | 'panicked' | 'hung';
  readonly title: string;
}

/** Null where nothing crashed, where it was asked already, or where the very same build runs again. */
export function mendedOf({runs, builds}: State, id: RunId): Mended | null {
  const at = runs.findIndex((run) => run.id === id);
  const run = runs[at];
  if (run === undefined) return null;
  const before = runs.slice(0, at).filter(({task}) => task === run.task);
  const crashedAt = before.findLastIndex(({verdict}) => verdict?.kind === 'crashed');
  const crashed = before[crashedAt];
  if (crashed?.verdict?.kind !== 'crashed') return null;
  if (before.slice(crashedAt + 1).some(({reproduction}) => reproduction !== undefined)) return null;
  const builtOf = (wanted: Run) => {
    const result = builds.find((build) => build.id === wanted.build)?.result;
    return result?.kind === 'built' ? result : null;
  };
  const [old, now] = [builtOf(crashed), builtOf(run)];
  if (old === null || old.elfBuildId === now?.elfBuildId) return null;
  const {koPath, elfBuildId} = old;
  const {how, why} = crashed.verdict;
  return {koPath, elfBuildId, acceptance: crashed.acceptance, how, title: crashed.reports[0]?.title ?? why};
}
