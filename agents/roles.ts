// Who the four agents are, as data: what each is there for, what it is told, and which tools it has.
import type {Role} from '../src/core/roles.ts';
import {executorPrompt} from './prompts/executor.ts';
import {plannerPrompt} from './prompts/planner.ts';
import {reviewerPrompt} from './prompts/reviewer.ts';
import {schedulerPrompt} from './prompts/scheduler.ts';
import {verifierPrompt} from './prompts/verifier.ts';
import {during, type Tool} from './tool.ts';
import {proposeAcceptance} from './toolbox/acceptance.ts';
import {build, submitWork, tryOnTarget} from './toolbox/executor.ts';
import {applyPatch, listFiles, readFile, readLines, replaceInFile, searchFiles, writeFile} from './toolbox/folder.ts';
import {stateHypothesis} from './toolbox/hypothesis.ts';
import {kernelTools} from './toolbox/kernel.ts';
import {askPerson} from './toolbox/person.ts';
import {proposePlan} from './toolbox/planner.ts';
import {finishPass, judgeFinding, showChange} from './toolbox/review-passes.ts';
import {giveVerdict, reportFinding} from './toolbox/reviewer.ts';
import {createTasks, writeNote} from './toolbox/scheduler.ts';
import {answerConstraint, cancelTask, orderTasks, reopenTask, splitTask} from './toolbox/task-order.ts';
import {answerStatement, concludeOpinion, readRecords} from './toolbox/verifier.ts';

export interface Agent {
  /** One line, for a person. */
  readonly duty: string;
  readonly prompt: string;
  readonly tools: readonly Tool[];
}

export const agents: Readonly<Record<Role, Agent>> = {
  scheduler: {
    duty: 'makes, orders and reopens tasks, hears the person, and sums up',
    prompt: schedulerPrompt,
    tools: [
      ...during(['breakDown', 'heed'], [createTasks]),
      ...during(['heed'], [splitTask, orderTasks, cancelTask, reopenTask, answerConstraint]),
      writeNote,
      askPerson,
    ],
  },
  planner: {
    duty: 'weighs two or more approaches for a task and chooses one; writes what a goal is held against',
    prompt: plannerPrompt,
    tools: [
      listFiles,
      readFile,
      readLines,
      searchFiles,
      ...kernelTools,
      ...during(['plan'], [proposePlan]),
      ...during(['accept'], [proposeAcceptance]),
      askPerson,
    ],
  },
  executor: {
    duty: 'writes the C and the Kbuild file until they build clean and hold on the target',
    prompt: executorPrompt,
    tools: [
      listFiles,
      readFile,
      readLines,
      searchFiles,
      writeFile,
      replaceInFile,
      applyPatch,
      ...kernelTools,
      stateHypothesis,
      build,
      tryOnTarget,
      submitWork,
      askPerson,
    ],
  },
  reviewer: {
    duty: 'finds what is wrong in the submitted tree, pass by pass, tries to disprove it, or approves',
    prompt: reviewerPrompt,
    tools: [
      listFiles,
      readFile,
      readLines,
      searchFiles,
      showChange,
      ...kernelTools,
      ...during(['review'], [reportFinding, finishPass, giveVerdict]),
      ...during(['disprove'], [judgeFinding]),
    ],
  },
  verifier: {
    duty: 'answers whether the code does what the person says it ought to, with evidence',
    prompt: verifierPrompt,
    tools: [listFiles, readFile, readLines, searchFiles, readRecords, ...kernelTools, answerStatement, concludeOpinion],
  },
};
