// What a submitted tree is put through before it is reviewed, as a person sets it.
import {z} from 'zod';
import {dynamicChecks, staticChecks} from '../src/core/examination.ts';
import {defaultExamine, type ExamineSettings} from '../src/core/examine-settings.ts';

export const examineSchema = z.strictObject({
  /** The checks that read the source: the compiler's warnings and analyser, sparse, checkpatch, coccinelle, smatch; or those that are named. */
  static: z.union([z.boolean(), z.array(z.enum(staticChecks))]).optional(),
  /** The trials on the sanitizer kernel where it is built; `auto`: all of them; or those that are named. */
  dynamic: z.union([z.enum(['auto', 'off']), z.array(z.enum(dynamicChecks))]).optional(),
  /** Of one examination in all. */
  deadlineSeconds: z.number().int().positive().optional(),
});

export function examineOf(written: z.infer<typeof examineSchema> = {}): ExamineSettings {
  const given = Object.entries(written).filter(([, value]) => value !== undefined);
  return {...defaultExamine, ...Object.fromEntries(given)};
}
