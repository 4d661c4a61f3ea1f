// A folder for one test, gone after it.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** Whoever opens something is told what closes it: a test, or a script. */
export interface Closing {
  after(close: () => unknown): void;
}

export async function temporaryFolder(t: Closing): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-test-'));
  t.after(() => rm(folder, {recursive: true, force: true}));
  return folder;
}
