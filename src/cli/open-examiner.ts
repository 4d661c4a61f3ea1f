// The examiner of this host: the one place where checks meet what they need. What runs the module is here only where there is a kernel for it.
import {fileURLToPath} from 'node:url';
import {systemClock} from '../drivers/clock.ts';
import {createExaminer} from '../drivers/examine/examiner.ts';
import {openStaticChecks} from '../drivers/examine/static/static-checks.ts';
import type {Examiner} from '../ports.ts';
import type {ExaminerPlace} from './examiner-place.ts';
import {openDynamic} from './open-dynamic.ts';

const rulesFolder = fileURLToPath(new URL('../../config/examine', import.meta.url));

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
  const trying = await openDynamic(place);
  const all = [...reading, ...trying.checks];
  const checks = all.map((check) => (deadlineSeconds === undefined ? check : {...check, deadlineSeconds}));
  const whyNot = (): string => 'there is no such check here yet';
  return {examiner: createExaminer({checks, whyNot, clock: systemClock}), close: trying.close};
}
