// What the person saves in their file of constraints becomes constraints, while the core runs.
import {constraintsTemplate, parseConstraintsFile} from '../core/constraints-file.ts';
import {type FollowedFile, followFile, writeOnce} from '../drivers/follow-file.ts';
import type {SessionPaths} from '../drivers/session/folders.ts';
import type {Supervisor} from '../runtime/supervisor.ts';
import type {StartFile} from './start-file.ts';

export async function followConstraints(
  paths: Pick<SessionPaths, 'constraints'>,
  {constraintsFile}: Pick<StartFile, 'constraintsFile'>,
  core: Pick<Supervisor, 'ask' | 'state'>,
): Promise<FollowedFile> {
  const file = constraintsFile ?? paths.constraints;
  // Where it was read before and is gone, the template in its place would lift all that it said.
  const isNew = core.state().constraintsFile === undefined;
  if (constraintsFile === undefined && isNew) await writeOnce(file, constraintsTemplate);
  return followFile(file, async (read) => {
    const said =
      'text' in read ? parseConstraintsFile(read.text) : {constraints: [], complaints: [{line: 0, why: read.why}]};
    await core.ask({do: 'takeConstraintsFile', file, ...said});
  });
}
