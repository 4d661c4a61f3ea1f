// A workspace in a folder of its own, and another session's view of the same folder.
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {type OpenWorkspace, openWorkspace} from '../../../src/drivers/workspace/workspace.ts';
import {temporaryFolder} from '../../temporary.ts';

export const environment = {PATH: process.env['PATH'], HOME: '/nonexistent'};

export interface Opened {
  readonly folder: string;
  readonly workspace: OpenWorkspace;
  /** As after a core that ended: what the Executor had seen is remembered. */
  again(): Promise<OpenWorkspace>;
}

export async function opened(t: TestContext): Promise<Opened> {
  const top = await temporaryFolder(t);
  const [folder, memory] = [join(top, 'work'), join(top, 'seen')];
  let workspace = await openWorkspace(folder, environment, memory);
  t.after(() => workspace.close());
  return {
    folder,
    workspace,
    async again() {
      await workspace.close();
      workspace = await openWorkspace(folder, environment, memory);
      return workspace;
    },
  };
}

export const patchOf = (...lines: readonly string[]): string =>
  ['*** Begin Patch', ...lines, '*** End Patch'].join('\n');
