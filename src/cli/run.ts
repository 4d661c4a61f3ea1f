// `quarterdeck run`: reads what was asked for, prepares the host, starts the core, and opens the deck over it.
import {rm, stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import type {AcceptanceApproval} from '../core/acceptance.ts';
import {allAsk} from '../core/approval.ts';
import {
  cacheFolderOf,
  type SessionPaths,
  sessionPathsOf,
  sessionsFolderOf,
  socketPathBytesMax,
} from '../drivers/session/folders.ts';
import {newSessionId} from '../drivers/session/sessions.ts';
import {requireNoAsking} from './approvals.ts';
import type {RunArguments} from './arguments.ts';
import {chooseModel} from './choose-model.ts';
import {chooseTarget} from './choose-target.ts';
import {chosenConstraints} from './chosen-constraints.ts';
import {offerUnended} from './offer.ts';
import {prepare} from './prepare.ts';
import {readConfiguration} from './read-configuration.ts';
import {readDeck} from './read-deck.ts';
import {readTask, shippedTasks, taskOfGoal, workspaceFor} from './read-task.ts';
import {beginTape} from './record.ts';
import {CommandFault} from './say.ts';
import {spawnCore} from './spawn-core.ts';
import {type StartFile, writeStartFile} from './start-file.ts';
import {requireTerminal, watchSession} from './watch-session.ts';

/** `answered`: whether a session that has not ended is in the way was asked before. */
export async function runCommand(asked: RunArguments, offer: 'answered' | 'open' = 'open'): Promise<number> {
  const environment = process.env;
  const configured = await readConfiguration({
    environment,
    directory: process.cwd(),
    ...(asked.config === undefined ? {} : {file: asked.config}),
    ...(asked.model === undefined ? {} : {model: asked.model}),
  });
  const configuration = asked.ask ? {...configured, approve: allAsk} : configured;
  if (asked.headless) requireNoAsking(configuration.approve);
  const acceptance = acceptanceOf(asked);
  const target = chooseTarget(configuration, asked.target);
  const task =
    asked.goal === undefined ? await readTask(asked.task ?? join(shippedTasks, 'ringlog')) : taskOfGoal(asked.goal);
  const {name} = task.requirement;
  const workspace = resolve(asked.workspace ?? workspaceFor(name));
  const constraintsFile = await chosenConstraints(asked.constraints, workspace);
  const {choice, label} = await chooseModel(asked, name, configuration, environment);
  const screen = await readDeck(asked);
  if (!asked.headless) requireTerminal(screen, withoutScreen);
  const taken = offer === 'answered' ? null : await offerUnended(workspace, asked.headless, screen);
  if (taken !== null) return taken();
  const prepared = await prepare(target);
  const id = newSessionId(Date.now(), name);
  const paths = pathsFor(id);
  const start: StartFile = {
    ...{version: 2, id, task, configuration, target, model: choice, label, workspace, attended: !asked.headless},
    ...(constraintsFile === undefined ? {} : {constraintsFile}),
    ...(acceptance === null ? {} : {acceptance}),
    ...{unsafeHostBuild: asked.unsafeHostBuild, cacheFolder: cacheFolderOf(environment), ...prepared},
  };
  if (choice.kind === 'live' && choice.record !== undefined) {
    await beginTape(choice.record, name, configuration, new Date().toISOString().slice(0, 10));
  }
  await writeStartFile(paths, start);
  try {
    if (asked.headless) return await (await import('./headless.ts')).headless(paths, start);
    await spawnCore(paths);
  } catch (error) {
    await forgetUnbegun(paths);
    throw error;
  }
  return watchSession(id, paths, screen);
}

export const withoutScreen =
  '`quarterdeck run --headless` works without one and prints events, `--screen-reader` prints plain lines';

/** A goal is held against nothing that nobody has approved. */
function acceptanceOf({goal, headless: isHeadless, approveAcceptance}: RunArguments): AcceptanceApproval | null {
  if (goal === undefined) return null;
  if (!isHeadless) return 'person';
  if (approveAcceptance) return 'flag';
  const words =
    'a goal gets its acceptance first, and with --headless nobody is there to read it: --approve-acceptance takes it unread; or leave --headless away, or write a task folder (--task)';
  throw new CommandFault(words, 2);
}

/** A session that was refused at its start has told nothing: there is nothing to come back to. */
async function forgetUnbegun(paths: SessionPaths): Promise<void> {
  const told = await stat(paths.journal).catch(() => null);
  if (told === null || told.size === 0) await rm(paths.folder, {recursive: true, force: true});
}

function pathsFor(id: string): SessionPaths {
  const paths = sessionPathsOf(join(sessionsFolderOf(process.env), id));
  const bytes = Buffer.byteLength(paths.socket);
  if (bytes <= socketPathBytesMax) return paths;
  throw new CommandFault(
    `the session's socket ${paths.socket} has ${bytes} bytes, and a socket's path may have ${socketPathBytesMax}; set XDG_STATE_HOME to a shorter path`,
    2,
  );
}
