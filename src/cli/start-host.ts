// What the start screen finds on this host: the configuration, shipped tasks, sessions, the machine; and whether a choice can be done.
import {resolve} from 'node:path';
import type {Configuration} from '../../config/schema.ts';
import type {StartHost} from '../deck/start/start-host.ts';
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {listSessions} from '../drivers/session/sessions.ts';
import {messageOf} from '../runtime/insist.ts';
import type {ListedSession} from '../view/session-rows.ts';
import type {ModelAtHand, StartFacts, StartTarget} from '../view/start/start-facts.ts';
import type {Considered, Offer, StartChoice} from '../view/start/start-ui.ts';
import {chooseModel, tapedTasks} from './choose-model.ts';
import {completeFolder, expanded} from './complete-folder.ts';
import {watchChecks} from './doctor-command.ts';
import {missingKeyWords, rolesWithoutKey} from './model-keys.ts';
import {readConfiguration} from './read-configuration.ts';
import {readTask, shippedTaskFolders, taskOfGoal, workspaceFor} from './read-task.ts';
import {listedOf} from './sessions.ts';
import {unendedOn} from './unended.ts';

type Tell = (part: Partial<StartFacts>) => void;

export function openStartHost(environment: NodeJS.ProcessEnv): StartHost {
  const configuration = (): Promise<Configuration> => readConfiguration({environment, directory: process.cwd()});
  return {
    async lookAround(tell) {
      tell({folder: inHome(process.cwd(), environment)});
      await told(tell, async () => tell(chosenBy(await configuration(), environment)));
      await told(tell, async () => tell({tasks: await shippedOnes()}));
      await told(tell, () => tellSessions(tell, environment));
      await told(tell, () => watchChecks((checks) => tell({checks})));
    },
    complete: (path) => completeFolder(path, environment),
    consider: (choice) => considered(choice, configuration, environment),
  };
}

/** What can't be found out is said on the screen, and keeps nothing else from it. */
async function told(tell: Tell, find: () => Promise<void>): Promise<void> {
  await find().catch((error: unknown) => tell({trouble: messageOf(error)}));
}

function inHome(folder: string, {HOME: home = ''}: NodeJS.ProcessEnv): string {
  return home !== '' && (folder === home || folder.startsWith(`${home}/`)) ? `~${folder.slice(home.length)}` : folder;
}

function chosenBy(configuration: Configuration, environment: NodeJS.ProcessEnv): Partial<StartFacts> {
  const {target: first, targets} = configuration;
  const names = Object.keys(targets).toSorted((one, other) => Number(other === first) - Number(one === first));
  return {model: modelOf(configuration, environment), targets: names.map((name) => targetOf(name, targets[name]))};
}

function modelOf(configuration: Configuration, environment: NodeJS.ProcessEnv): ModelAtHand {
  const missing = rolesWithoutKey(configuration, environment);
  if (missing.length === 0) return {kind: 'live', name: configuration.models.executor.model};
  return {kind: 'none', how: `set ${missingKeyWords(configuration, missing)}`};
}

function targetOf(name: string, settings: Configuration['targets'][string] | undefined): StartTarget {
  if (settings === undefined) return {name, about: ''};
  if (settings.kind === 'qemu') return {name, about: `emulated: ${settings.machine}, ${settings.memoryMiB} MiB`};
  const {line} = settings;
  return {name, about: `a board on ${line.kind === 'tcp' ? `${line.host}:${line.port}` : line.path}`};
}

async function shippedOnes(): Promise<StartFacts['tasks']> {
  const taped = await tapedTasks();
  const folders = await shippedTaskFolders();
  return Promise.all(
    folders.map(async (folder) => {
      const {name, goal} = (await readTask(folder)).requirement;
      return {name, folder, about: goal.replaceAll('`', ''), hasTape: taped.has(name)};
    }),
  );
}

/** Sessions that are older are found by `quarterdeck sessions`. */
const sessionsMax = 50;

/** One after the other: a journal of a long session takes its memory while it is read. */
async function tellSessions(tell: Tell, environment: NodeJS.ProcessEnv): Promise<void> {
  const sessions: ListedSession[] = [];
  for (const found of (await listSessions(sessionsFolderOf(environment))).slice(0, sessionsMax)) {
    sessions.push(await listedOf(found));
    tell({sessions: [...sessions]});
  }
  tell({sessionsRead: 'all'});
}

async function considered(
  choice: StartChoice,
  configuration: () => Promise<Configuration>,
  environment: NodeJS.ProcessEnv,
): Promise<Considered> {
  if (choice.kind !== 'goal' && choice.kind !== 'task') return {kind: 'good'};
  try {
    const task =
      choice.kind === 'goal' ? taskOfGoal(choice.goal) : await readTask(expanded(choice.folder, environment));
    const {name} = task.requirement;
    await chooseModel({}, name, await configuration(), environment);
    const found = choice.isAnew ? null : await unendedOn(resolve(workspaceFor(name)));
    if (found === null) return {kind: 'good'};
    const {id, corePid} = found.session;
    const offer: Offer = {
      id,
      task: found.task,
      workspace: workspaceFor(name),
      isRunning: corePid !== undefined,
      instead: choice,
    };
    return {kind: 'offer', offer};
  } catch (error) {
    return {kind: 'refused', why: messageOf(error)};
  }
}
