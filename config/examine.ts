// What a submitted tree is put through before it is reviewed, as a person sets it.
import {z} from 'zod';
import {defaultExamine, type ExamineSettings} from '../src/core/examine-settings.ts';

export const examineSchema = z.strictObject({
  /** The checks that read the source: the compiler's warnings and analyser, sparse, checkpatch, coccinelle, smatch. */
  static: z.boolean().optional(),
  /** The trials on the sanitizer kernel; `auto`: where it is built. */
  dynamic: z.enum(['auto', 'off']).optional(),
  /** Of one examination in all. */
  deadlineSeconds: z.number().int().positive().optional(),
});

export function examineOf(written: z.infer<typeof examineSchema> = {}): ExamineSettings {
  const given = Object.entries(written).filter(([, value]) => value !== undefined);
  return {...defaultExamine, ...Object.fromEntries(given)};
}
