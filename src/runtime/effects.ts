// Runs what was journaled as intended, and tells how it ended. Each effect ends in at least one event, whatever happens.
import {recordsText} from '../../agents/records.ts';
import type {Effect} from '../core/effects.ts';
import type {Event} from '../core/events.ts';
import type {TaskId, TreeHash, TurnId} from '../core/ids.ts';
import {linesShown} from '../core/lines-shown.ts';
import {openOpinionOf} from '../core/open-opinion.ts';
import {numberedText} from '../core/quote-places.ts';
import {assignmentOfCall} from '../core/reduce-agents.ts';
import type {Role} from '../core/roles.ts';
import type {State} from '../core/state.ts';
import {isWriting} from '../core/world-tool.ts';
import type {CommitRefusal, ToolAnswer, World} from '../ports.ts';
import {askModel} from './ask-model.ts';
import {checkAcceptance} from './check-acceptance.ts';
import {describeChange} from './describe-change.ts';
import {examine} from './examine.ts';
import {messageOf} from './insist.ts';
import {raise} from './raise.ts';
import {runBuild} from './run-build.ts';
import {runOnTarget} from './run-on-target.ts';
import {checkAnswer, pinOpinion} from './second-opinion.ts';
import type {CoreAccess, EffectRunner} from './supervisor.ts';

export function createEffects(world: World): EffectRunner {
  const asking = new Map<TurnId, AbortController>();
  const examining = new Map<TaskId, AbortController>();
  /** Aborted when the session has ended. */
  const session = new AbortController();

  async function ask(effect: Extract<Effect, {effect: 'askModel'}>, core: CoreAccess): Promise<void> {
    const controller = new AbortController();
    asking.set(effect.turn, controller);
    try {
      await askModel(world, effect, core, controller.signal);
    } finally {
      asking.delete(effect.turn);
    }
  }

  async function examineTree(effect: Extract<Effect, {effect: 'examine'}>, core: CoreAccess): Promise<void> {
    const controller = new AbortController();
    examining.set(effect.task, controller);
    await examine(world, effect, core, AbortSignal.any([controller.signal, session.signal]));
    if (examining.get(effect.task) === controller) examining.delete(effect.task);
  }

  return async (effect, core) => {
    switch (effect.effect) {
      case 'askModel':
        return ask(effect, core);
      case 'cancelAsk':
        return asking.get(effect.turn)?.abort();
      case 'useTool':
        return runTool(world, effect, core);
      case 'build':
        return runBuild(world, effect, core, session.signal);
      case 'run':
        return runOnTarget(world, effect, core, session.signal);
      case 'commit':
        return commit(world, effect, core);
      case 'pinOpinion':
        return pinOpinion(world, effect, core);
      case 'checkAnswer':
        return checkAnswer(world, effect, core);
      case 'checkAcceptance':
        return checkAcceptance(world, effect, core);
      case 'describeChange':
        return describeChange(world, effect, core);
      case 'examine':
        return examineTree(effect, core);
      case 'cancelExamination':
        return examining.get(effect.task)?.abort();
      case 'power':
        return switchPower(world, effect, core);
      case 'shutDown':
        session.abort();
        return shutDown(world);
      default:
        return effect satisfies never;
    }
  };
}

async function shutDown({target, screens}: World): Promise<void> {
  await target.close().catch((error: unknown) => {
    screens.trouble(`the target could not be shut down: ${messageOf(error)}`);
  });
}

type ToolEffect = Extract<Effect, {effect: 'useTool'}>;

/** A fault goes to the person; the role that waits for the tool is told only that it could not be run. */
async function runTool(world: World, {call, tool}: ToolEffect, core: CoreAccess): Promise<void> {
  const wrote = isWriting(tool);
  try {
    const {ok, output, diff} = await answerOf(world, tool, core.state(), assignmentOfCall(core.state(), call)?.role);
    const more = {...(wrote && ok ? {wrote} : {}), ...(diff === undefined ? {} : {diff})};
    void core.tell([{type: 'tool.returned', call, ok, output, ...more}]);
  } catch (error) {
    const output = 'not run: the machinery failed, not you; a person was told. Try again.';
    const source = ofKernel.has(tool.tool) ? 'build' : 'workspace';
    const help = 'see core.log and `quarterdeck doctor`, look at the disk; then continue (P)';
    void core.tell([{type: 'tool.returned', call, ok: false, output, wrote}]);
    await raise(core, source, `${tool.tool} failed: ${messageOf(error)}`, help);
  }
}

const ofKernel: ReadonlySet<string> = new Set(['searchKernel', 'lookUp', 'findExamples']);

function answerOf(world: World, tool: ToolEffect['tool'], state: State, reader: Role | undefined): Promise<ToolAnswer> {
  switch (tool.tool) {
    case 'listFiles':
      return world.workspace.list(tool.tree);
    case 'readFile':
      return readFile(world, tool, reader);
    case 'searchFiles':
      return world.workspace.search(tool.words, tool.tree);
    case 'readRecords':
      return Promise.resolve({ok: true, output: recordsText(state, tool.id, pinnedTree(state))});
    case 'searchKernel':
      return world.kernelDocs.answer({ask: 'search', words: tool.query});
    case 'lookUp':
      return world.kernelDocs.answer({ask: 'lookUp', names: tool.names});
    case 'findExamples':
      return world.kernelDocs.answer({ask: 'examples', symbol: tool.symbol});
    case 'showChange':
      return showChange(world, tool);
    case 'writeFile':
      return world.workspace.write(tool.path, tool.content);
    case 'replaceInFile':
      return world.workspace.replace(tool.path, tool.old, tool.new);
    case 'applyPatch':
      return world.workspace.patch(tool.patch);
    default:
      return tool satisfies never;
  }
}

async function readFile(
  {workspace}: World,
  {path, tree, numbered, lines}: Extract<ToolEffect['tool'], {tool: 'readFile'}>,
  reader: Role | undefined,
): Promise<ToolAnswer> {
  const answer = await workspace.read(path, tree, reader);
  if (!answer.ok) return answer;
  const text = numbered ? numberedText(answer.output) : answer.output;
  return {...answer, output: linesShown(text, lines, 'read_lines shows the others')};
}

async function showChange(
  {workspace}: World,
  {tree, since, path}: Extract<ToolEffect['tool'], {tool: 'showChange'}>,
): Promise<ToolAnswer> {
  const answer = await workspace.difference(tree, since, path);
  const rest = path === null ? 'name one file, or read the files' : 'read_lines shows the file itself';
  return answer.ok ? {...answer, output: linesShown(answer.output, undefined, rest)} : answer;
}

function pinnedTree(state: State): TreeHash | undefined {
  const pin = openOpinionOf(state)?.pin;
  return pin?.at === 'pinned' ? pin.tree : undefined;
}

/** Asked for again until it is done or the session ends: the workspace looks first whether it was. */
async function commit(world: World, effect: Extract<Effect, {effect: 'commit'}>, core: CoreAccess): Promise<void> {
  const help = 'mend the workspace repository; then continue (P)';
  while (core.state().session.phase !== 'ended') {
    try {
      const made = await world.workspace.commit(effect.tree, effect.message);
      return core.tell(
        typeof made === 'string'
          ? [{type: 'commit.ended', task: effect.task, commit: made}]
          : refusedEvents(effect.task, made),
      );
    } catch (error) {
      await raise(core, 'workspace', `the commit failed: ${messageOf(error)}`, help);
      await core.until(({session, faults}) => session.phase === 'ended' || faults.every(({cleared}) => cleared));
    }
  }
}

/** What was committed meanwhile is an edit like any other: the folder is taken anew with it, built and reviewed. */
function refusedEvents(task: TaskId, {refused, paths}: CommitRefusal): readonly Event[] {
  return [
    {type: 'commit.refused', task, why: refused},
    ...paths.map((path): Event => ({type: 'artefact.touched', path})),
    {type: 'task.advanced', task, stage: 'writing', because: refused},
  ];
}

async function switchPower(world: World, {act}: Extract<Effect, {effect: 'power'}>, core: CoreAccess): Promise<void> {
  const why = await switched(world, act).catch((error: unknown) => messageOf(error));
  void core.tell([{type: 'power.ended', act}]);
  if (why === null) return;
  await raise(
    core,
    'target',
    `the target can't be switched (${act}): ${why}`,
    'see `quarterdeck doctor`; then continue (P), or reset it (R)',
  );
}

/** Null, or why the target is not as it should be. */
async function switched({target}: World, act: 'on' | 'reset' | 'off'): Promise<string | null> {
  if (act === 'off') {
    await target.powerOff();
    return null;
  }
  const readiness = act === 'on' ? await target.powerOn() : await target.reset();
  return readiness.kind === 'up' ? null : `it did not come up: ${readiness.why}`;
}
