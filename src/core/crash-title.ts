// What a crash is known by from run to run: the title of its report, or what the run says where there is none.
import type {Run} from './entities.ts';

export type CrashTitle = string;

export function crashTitleOf({verdict, reports}: Pick<Run, 'verdict' | 'reports'>): CrashTitle | null {
  return verdict?.kind === 'crashed' ? (reports[0]?.title ?? verdict.why) : null;
}
