// The examiner of this host: the one place where checks meet what they need. What runs the module is here only where there is a kernel for it.
import {fileURLToPath} from 'node:url';
import {type CheckName, staticChecks} from '../core/examination.ts';
import {systemClock} from '../drivers/clock.ts';
import {createExaminer} from '../drivers/examine/examiner.ts';
import {openStaticChecks} from '../drivers/examine/static/static-checks.ts';
import type {Examiner} from '../ports.ts';
import type {Prepared} from './prepare.ts';
import type {TaskFiles} from './read-task.ts';

const rulesFolder = fileURLToPath(new URL('../../config/examine', import.meta.url));

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

export interface OpenExaminer {
  readonly examiner: Examiner;
  close(): Promise<void>;
}

export async function openExaminer(place: ExaminerPlace): Promise<OpenExaminer> {
  const {prepared, cacheFolder, unsafeHostBuild, deadlineSeconds} = place;
  const reading = openStaticChecks({
    kernel: prepared.kernel,
    bwrap: prepared.tools.bwrap,
    ...{cacheFolder, rulesFolder, unsafeHostBuild},
  });
  const checks = reading.map((check) => (deadlineSeconds === undefined ? check : {...check, deadlineSeconds}));
  return {examiner: createExaminer({checks, whyNot, clock: systemClock}), close: async () => {}};
}

function whyNot(check: CheckName): string {
  if (staticChecks.some((name) => name === check)) return 'there is no such check here yet';
  return 'it needs a kernel with sanitizers; `quarterdeck kernel build --profile sanitizer` makes one';
}
