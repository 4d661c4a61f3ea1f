// What an examiner is opened over.
import type {Prepared} from './prepare.ts';
import type {TaskFiles} from './read-task.ts';

export interface ExaminerPlace {
  readonly prepared: Prepared;
  readonly cacheFolder: string;
  /** For what comes about, gone with whoever made it. */
  readonly folder: string;
  readonly unsafeHostBuild: boolean;
  /** Whose acceptance the module is run through. */
  readonly task?: TaskFiles;
  /** Of each check, in place of its own. */
  readonly deadlineSeconds?: number;
  readonly say: (words: string) => void;
}
