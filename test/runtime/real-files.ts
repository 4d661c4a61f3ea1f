// A session whose journal, blobs and workspace are real files, so that a process of it can be killed and another can go on; its
// model, compiler and target are the test doubles.
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {fold} from '../../src/core/reduce.ts';
import type {State} from '../../src/core/state.ts';
import {systemClock} from '../../src/drivers/clock.ts';
import {openBlobs} from '../../src/drivers/session/blobs.ts';
import {sessionPathsOf} from '../../src/drivers/session/folders.ts';
import {openJournal} from '../../src/drivers/session/journal.ts';
import {readJournal} from '../../src/drivers/session/read-journal.ts';
import {lockSession} from '../../src/drivers/session/sessions.ts';
import {openWorkspace} from '../../src/drivers/workspace/workspace.ts';
import type {World} from '../../src/ports.ts';
import {reopeningEvents} from '../../src/runtime/reopen.ts';
import {runSession} from '../../src/runtime/session.ts';
import type {Supervisor} from '../../src/runtime/supervisor.ts';
import {started} from '../core/states.ts';
import {ableModel} from './ringlog.ts';
import {testWorld} from './world.ts';

export interface RealSession {
  readonly supervisor: Supervisor;
  readonly ended: Promise<State>;
  close(): Promise<void>;
}

export const placesIn = (folder: string) => ({
  paths: sessionPathsOf(join(folder, 'session')),
  workspace: join(folder, 'work'),
});

/** New, or taken up where the journal ends. Null where another process has it. */
export async function openReal(folder: string, around: (world: World) => World): Promise<RealSession | null> {
  const {paths, workspace: workFolder} = placesIn(folder);
  await mkdir(paths.folder, {recursive: true});
  const unlock = await lockSession(paths);
  if (unlock === null) return null;
  const known = await readJournal(paths.journal).catch(() => null);
  const state = fold(known?.entries ?? []);
  const workspace = await openWorkspace(workFolder, process.env, join(paths.folder, 'seen'));
  const journal = await openJournal(paths.journal, known?.lengthBytes ?? 0);
  let supervisor: Supervisor | null = null;
  const doubles = testWorld(ableModel(() => supervisor?.state() ?? state));
  const world = around({...doubles, clock: systemClock, journal, workspace, blobs: openBlobs(paths.blobs)});
  const reopening = {state, lostEvents: 0};
  const bug = Promise.withResolvers<never>();
  bug.promise.catch(() => {});
  supervisor = runSession(
    world,
    state.seq === 0
      ? {kind: 'new', events: [started({workspace: workFolder})]}
      : {kind: 'resumed', state, events: await reopeningEvents(workspace, reopening)},
    bug.reject,
  );
  doubles.connect(supervisor);
  return {
    supervisor,
    ended: Promise.race([supervisor.ended, bug.promise]),
    async close() {
      await journal.close();
      await workspace.close();
      await unlock();
    },
  };
}
