// The first message of an assignment: what the role is set to do, and what it needs to know for that. It is told from what the assignment
// was begun on, and so stays the same while it lasts; what moves meanwhile stands in the newest message.
import {asBriefed} from '../src/core/briefing.ts';
import type {Assignment, Requirement, Task} from '../src/core/entities.ts';
import {cutText, openMax} from '../src/core/limits.ts';
import type {CuttableSection} from '../src/core/prompt-budget.ts';
import type {State} from '../src/core/state.ts';
import {evidencePieces} from './evidence.ts';
import type {Piece} from './fit.ts';
import {opinionPurpose} from './opinion-text.ts';
import {planPieces} from './plan-text.ts';
import {cutToFit, gone, pieceOf, type Section, shortened, uncut} from './section.ts';

/** The parts of it that are never cut stand first, since the others share what room is left. */
export function briefSections(
  now: State,
  assignment: Assignment,
  budgetOf: (section: CuttableSection, fixed: readonly Section[]) => number,
): readonly Section[] {
  const state = asBriefed(now, assignment.id);
  const task = state.tasks.find(({id}) => id === assignment.task);
  const first = uncut('assignment', true, `# Your assignment\n${purposeText(assignment, task)}`);
  const requirement = uncut(
    'requirement',
    true,
    state.requirement === undefined ? '' : requirementText(state.requirement),
  );
  // The Verifier learns nothing of what the other roles made of the work.
  if (assignment.purpose === 'opinion') return [...first, ...requirement];
  const own = uncut('task', true, task === undefined ? '' : taskText(task));
  const fixed = [...first, ...requirement, ...own];
  const part = (name: CuttableSection, pieces: readonly Piece<string>[]): readonly Section[] =>
    cutToFit(name, true, pieces, budgetOf(name, fixed));
  const plan = state.plans.find(({id}) => id === task?.plan);
  return [
    ...first,
    ...requirement,
    ...part('tasks', taskPieces(state, task)),
    ...own,
    ...part('plan', plan === undefined || assignment.purpose === 'plan' ? [] : planPieces(plan)),
    ...part('evidence', evidencePieces(state, assignment, task)),
    ...part('earlier', earlierWords(state, assignment)),
  ];
}

function purposeText({purpose}: Assignment, task: Task | undefined): string {
  const it = task === undefined ? 'the task' : `${task.id} "${task.title}"`;
  switch (purpose) {
    case 'breakDown':
      return 'Break the goal down into tasks: call create_tasks once.';
    case 'accept':
      return 'Write what this goal will be held against: task.md, accept.sh and, where the shell is not enough, helper programs. Call propose_acceptance once.';
    case 'heed':
      return 'Something came up while the work goes on; it stands below. Take it in: change the tasks where that is called for, answer each constraint that has no answer, and end with write_note.';
    case 'conclude':
      return 'All tasks have ended. Sum up for the person what came of them: call write_note once.';
    case 'plan':
      return `Plan ${it}: find out what you need to know, then call propose_plan once.`;
    case 'write':
      return `Write ${it}: from the plan to a module that builds without a warning and holds on the target; then call submit_work.`;
    case 'mend':
      return `Mend ${it}: what was submitted or tried did not hold. Below is what was found, with its evidence. Mend all of it, build, try it on the target, and call submit_work.`;
    case 'review':
      return `Review the submitted tree of ${it}: go through it pass by pass, report each finding with report_finding, finish each pass with finish_pass, then call give_verdict once.`;
    case 'disprove':
      return `Try to disprove what a review of ${it} has found: read the code as if each finding were wrong, and say of each with judge_finding whether it stands.`;
    case 'opinion':
      return opinionPurpose;
    default:
      return purpose satisfies never;
  }
}

function requirementText({name, module, minutes, goal, devices}: Requirement): string {
  const more = devices.length === 0 ? '' : `; the target has the devices ${devices.join(', ')}`;
  return `# The requirement "${name}", in the person's words\n(module ${module}; ${minutes} minutes for all of it${more})\n\n${goal.trim()}`;
}

export function taskText({id, title, goal, acceptance, dependsOn}: Task): string {
  const accepted =
    acceptance === 'accept'
      ? "Accepted when it loads, passes the whole of the person's acceptance script, and unloads, with a clean console."
      : 'Accepted when it loads and unloads with a clean console; the acceptance script does not run yet.';
  const after = dependsOn.length === 0 ? '' : `\nIt builds on ${dependsOn.join(', ')}, whose work is in the folder.`;
  return `# The task ${id} "${title}"\n${goal.trim()}\n\n${accepted}${after}`;
}

function taskPieces({tasks}: State, own: Task | undefined): readonly Piece<string>[] {
  const others = tasks.filter(({id}) => id !== own?.id);
  if (others.length === 0) return [];
  return [pieceOf(`# ${own === undefined ? 'Tasks' : 'Other tasks, not yours now'}`), ...others.map(taskPiece)];
}

export function taskPiece({id, title, goal, dependsOn}: Task): Piece<string> {
  const head = `\n- ${id} "${title}"${dependsOn.length === 0 ? '' : ` (after ${dependsOn.join(', ')})`}`;
  return pieceOf(`${head}: ${cutText(goal, 600)}`, shortened(1, 'goals of other tasks', head), gone(2, 'other tasks'));
}

/** Words of an earlier assignment of this role; those of this one stand in its history. */
function earlierWords({messages}: State, {id, role}: Assignment): readonly Piece<string>[] {
  const heard = messages.filter(
    ({to, about, fate}) =>
      to === role && about === 'redirect' && fate.kind === 'acknowledged' && !fate.turn.startsWith(`${id}.`),
  );
  if (heard.length === 0) return [];
  const words = heard.slice(-openMax.messagesPerRole);
  return [
    pieceOf('# What the person told you earlier'),
    ...words.map(({text}) => pieceOf(`\n- ${text}`, gone(1, 'older messages of the person'))),
  ];
}
