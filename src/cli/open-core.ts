// Ties one session's core together: every driver behind its port, the supervisor over them, the socket for screens. The one
// place where all of it is known.
import {mkdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {Entry, Event} from '../core/events.ts';
import {sessionId} from '../core/ids.ts';
import {fold} from '../core/reduce.ts';
import {initialState, type State} from '../core/state.ts';
import {createBuilder} from '../drivers/build/builder.ts';
import {systemClock} from '../drivers/clock.ts';
import {openScreens, type ScreensServer} from '../drivers/screens.ts';
import {openBlobs} from '../drivers/session/blobs.ts';
import {type Capture, openCapture} from '../drivers/session/capture.ts';
import type {SessionPaths} from '../drivers/session/folders.ts';
import {openJournal} from '../drivers/session/journal.ts';
import {entriesBetween, readJournal} from '../drivers/session/read-journal.ts';
import {watchFolder} from '../drivers/watch.ts';
import {type OpenWorkspace, openWorkspace} from '../drivers/workspace/workspace.ts';
import type {Screens, Target, TargetSink, World} from '../ports.ts';
import {messageOf} from '../runtime/insist.ts';
import {reopeningEvents} from '../runtime/reopen.ts';
import {runSession, type SessionStart} from '../runtime/session.ts';
import type {Supervisor} from '../runtime/supervisor.ts';
import {checkAcceptance} from './check-acceptance.ts';
import {damageWords} from './damage-words.ts';
import {followConstraints} from './follow-constraints.ts';
import {lockBoard} from './lock-target.ts';
import {openModel, roleModelsOf} from './open-model.ts';
import {openTarget} from './open-target.ts';
import {openTaskRunner} from './open-task-runner.ts';
import {tellPersonChanges} from './person-changes.ts';
import {CommandFault} from './say.ts';
import {openSessionDocs} from './session-docs.ts';
import {openSessionExaminer, sanitizerOf} from './session-examiner.ts';
import {sessionTask} from './session-task.ts';
import type {StartFile} from './start-file.ts';

export interface CoreListener {
  entries(entries: readonly Entry[]): void;
  /** The journal or the capture can't be written, in words; null when it can again. */
  trouble(what: string | null): void;
  /** An impossible state: the journal is whole up to here, nothing that follows can be trusted. */
  bug(error: unknown): void;
}

export interface OpenCore {
  readonly supervisor: Supervisor;
  /** Ends everything that is open; the session must have ended or is left to be resumed. */
  close(): Promise<void>;
}

export async function openCore(paths: SessionPaths, start: StartFile, listener: CoreListener): Promise<OpenCore> {
  const unlock = await lockBoard(start.target, `session ${start.id}: \`quarterdeck attach ${start.id}\` shows it`);
  for (const folder of [paths.folder, paths.target, paths.builds]) await mkdir(folder, {recursive: true, mode: 0o700});
  const known = await readJournal(paths.journal).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (known?.damage) {
    throw new CommandFault(damageWords(start.id, paths.journal, known.damage), 3);
  }
  const workspace = await openWorkspace(start.workspace, process.env, paths.seen).catch((error: unknown) => {
    throw new CommandFault(messageOf(error), 2);
  });
  const journal = await openJournal(paths.journal, known?.lengthBytes ?? 0);
  let supervisor: Supervisor | null = null;
  // A screen is there before the session is; what it asks meanwhile waits.
  const opened = Promise.withResolvers<Supervisor>();
  let screens: ScreensServer | null = null;
  const capture = await openCapture(paths.capture, (what) => {
    screens?.trouble(what);
    listener.trouble(what);
  });
  const sink = sinkOf(
    capture,
    () => supervisor,
    () => screens,
    () => kernelDocs.warm(),
  );
  const target = openTarget({
    settings: start.target,
    prepared: start,
    cacheFolder: start.cacheFolder,
    folder: paths.target,
    devices: start.task.requirement.devices,
    by: () => `session ${start.id}`,
    bootsBefore: known === null ? 0 : fold(known.entries).target.boot,
    sink,
  });
  screens = await openScreens({
    socketPath: paths.socket,
    newestSeq: known?.entries.at(-1)?.seq ?? 0,
    entriesFrom: (fromSeq, toSeq) => entriesBetween(paths.journal, fromSeq, toSeq),
    onCommand: async (command) => (await opened.promise).ask(command),
    onType: (bytes) => target.writeConsole(bytes),
    capture,
    onBreak: () =>
      target.sendBreak().then(
        () => null,
        (fault: unknown) => ({refused: `BREAK was not sent: ${messageOf(fault)}`}),
      ),
  });
  const builder = createBuilder({
    kernel: start.kernel,
    bwrap: start.tools.bwrap,
    unsafeHostBuild: start.unsafeHostBuild,
  });
  const blobs = openBlobs(paths.blobs);
  const taskNow = () => sessionTask(start.task, supervisor?.state() ?? initialState, blobs);
  const runner = openTaskRunner({
    ...{task: taskNow, target, capture, builder, folder: join(paths.builds, 'programs')},
    sourceOf: (koPath) => join(dirname(koPath), '..', 'source'),
  });
  const kernelDocs = openSessionDocs(start, (event) => void supervisor?.tell([event]));
  const world: World = {
    clock: systemClock,
    journal,
    blobs,
    screens: heard(screens, listener),
    model: await openModel(start, paths.folder, workspace, process.env),
    workspace,
    target,
    consoleBytes: () => capture.position(),
    async build(tree, signal) {
      const folder = join(paths.builds, tree.slice(0, 16));
      const sourceFolder = join(folder, 'source');
      await workspace.layOut(tree, sourceFolder);
      const {module} = (await taskNow()).requirement;
      const {deadlineSeconds} = start.configuration.build;
      return builder.build({module, sourceFolder, artefactFolder: join(folder, 'out'), deadlineSeconds}, signal);
    },
    run: (request, signal) => runner.run(request, signal),
    checkAcceptance: (draft) =>
      checkAcceptance(draft, {
        ...(start.tools.busybox === undefined ? {} : {busybox: start.tools.busybox}),
        ...{builder, folder: join(paths.builds, 'proposed'), module: start.task.requirement.module},
      }),
    examine: openSessionExaminer({
      ...{start, taskNow, folder: join(paths.builds, 'examined')},
      layOut: (tree, folder) => workspace.layOut(tree, folder),
    }),
    kernelDocs,
  };
  supervisor = runSession(world, await sessionStart(workspace, start, known), (error) => listener.bug(error));
  const running = supervisor;
  opened.resolve(running);
  const changes = tellPersonChanges(workspace, systemClock, {
    tell: (events) => void running.tell(events),
    stateNow: running.state,
  });
  const watch = await watchFolder(start.workspace, (path) => changes.touched(path));
  const constraints = await followConstraints(paths, start, running);
  return {
    supervisor,
    async close() {
      await running.leave();
      await watch.close();
      changes.close();
      constraints.close();
      await closeTarget(target);
      await unlock();
      await screens.close();
      await capture.close();
      await journal.close();
      await workspace.close();
      kernelDocs.close();
    },
  };
}

function sinkOf(
  capture: Capture,
  core: () => Supervisor | null,
  screens: () => ScreensServer | null,
  onUp: () => void,
): TargetSink {
  return {
    event(event) {
      core()?.tell([event]);
      if (event.type === 'target.cameUp') onUp();
    },
    console(bytes) {
      const fromByte = capture.position();
      capture.write(bytes);
      screens()?.console(fromByte, bytes);
    },
    pulse: (kernel) => screens()?.pulse(systemClock.nowMs(), kernel),
  };
}

function heard(screens: ScreensServer, listener: CoreListener): Screens {
  return {
    entries(entries) {
      screens.entries(entries);
      listener.entries(entries);
    },
    delta: (delta) => screens.delta(delta),
    trouble(what) {
      screens.trouble(what);
      listener.trouble(what);
    },
  };
}

async function sessionStart(
  workspace: OpenWorkspace,
  start: StartFile,
  known: Awaited<ReturnType<typeof readJournal>> | null,
): Promise<SessionStart> {
  const sanitizer = await sanitizerOf(start);
  if (known === null || known.entries.length === 0) {
    return {kind: 'new', events: [startedEvent(start, workspace.keptBefore, sanitizer)]};
  }
  const state: State = fold(known.entries);
  const {attended} = start;
  const lostEvents = known.tornBytes > 0 ? 1 : 0;
  return {
    kind: 'resumed',
    state,
    events: await reopeningEvents(workspace, {state, lostEvents, attended, ...sanitizer}),
  };
}

function startedEvent(
  start: StartFile,
  keptBefore: string | undefined,
  sanitizer: {readonly sanitizer?: string},
): Event {
  const {id, task, configuration, label, workspace, kernel, attended, acceptance} = start;
  const {requirement, constraints} = task;
  const models = roleModelsOf(configuration);
  const {limits, approve, budgets, prompts, examine} = configuration;
  const kernelRelease = kernel.release;
  return {
    ...{type: 'session.started', session: sessionId(id), requirement, constraints, models, label, limits},
    ...{workspace, kernelRelease, attended, approve, budgets, prompts, examine, ...sanitizer},
    ...(acceptance === undefined ? {} : {acceptance}),
    ...(keptBefore === undefined ? {} : {keptBefore}),
  };
}

/** What it rejects with no longer matters: the process ends, and QEMU with it. */
async function closeTarget(target: Target): Promise<void> {
  await target.close().catch(() => {});
}
