// The reports of a run with what the source says of them, as far as the module's debug data leads.
import type {LocatedReport} from '../core/crash-source.ts';
import {locateReports} from '../drivers/symbols/crash-source.ts';
import type {CrashReport} from '../kernel/report.ts';

/** Never rejects: a crash is told even where nothing more can be found out about it. */
export async function withSource(
  reports: readonly CrashReport[],
  koPath: string,
  sourceFolder: string,
): Promise<readonly LocatedReport[]> {
  try {
    return await locateReports(reports, {kos: [koPath], sourceFolder}, {folders: [sourceFolder], anywhere: false});
  } catch {
    return reports;
  }
}
