// The first message of an assignment: what the role is set to do, and what it needs to know for that. It stays the same while the
// assignment lasts; what moves meanwhile stands in the newest message.
import type {Assignment, Plan, Requirement, Task} from '../src/core/entities.ts';
import {cutText} from '../src/core/limits.ts';
import type {State} from '../src/core/state.ts';
import {evidenceSections} from './evidence.ts';
import {fenced} from './fence.ts';
import {opinionPurpose} from './opinion-text.ts';

export function briefText(state: State, assignment: Assignment): string {
  const task = state.tasks.find(({id}) => id === assignment.task);
  const plan = task && state.plans.find(({id}) => id === task.plan);
  if (assignment.purpose === 'opinion') return opinionBrief(state, assignment);
  const sections = [
    `# Your assignment\n${purposeText(assignment, task)}`,
    ...(state.requirement === undefined ? [] : [requirementText(state.requirement)]),
    ...tasksSection(state, task),
    ...(task === undefined ? [] : [taskText(task)]),
    ...(plan === undefined || assignment.purpose === 'plan' ? [] : [planText(plan)]),
    ...evidenceSections(state, assignment, task),
    ...earlierWords(state, assignment),
  ];
  return sections.join('\n\n');
}

/** The Verifier learns nothing of what the other roles made of the work. */
function opinionBrief({requirement}: State, assignment: Assignment): string {
  const head = `# Your assignment\n${purposeText(assignment, undefined)}`;
  return requirement === undefined ? head : `${head}\n\n${requirementText(requirement)}`;
}

function purposeText({purpose}: Assignment, task: Task | undefined): string {
  const it = task === undefined ? 'the task' : `${task.id} "${task.title}"`;
  switch (purpose) {
    case 'breakDown':
      return 'Break the goal down into tasks: call create_tasks once.';
    case 'heed':
      return 'The person has said something while the work goes on. Take it in: make tasks of it if it means more work, and end with write_note.';
    case 'conclude':
      return 'All tasks have ended. Sum up for the person what came of them: call write_note once.';
    case 'plan':
      return `Plan ${it}: find out what you need to know, then call propose_plan once.`;
    case 'write':
      return `Write ${it}: from the plan to a module that builds without a warning and holds on the target; then call submit_work.`;
    case 'mend':
      return `Mend ${it}: what was submitted or tried did not hold. Below is what was found, with its evidence. Mend all of it, build, try it on the target, and call submit_work.`;
    case 'review':
      return `Review the submitted tree of ${it}: report each finding with report_finding, then call give_verdict once.`;
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

function tasksSection({tasks}: State, own: Task | undefined): readonly string[] {
  const others = tasks.filter(({id}) => id !== own?.id);
  if (others.length === 0) return [];
  const lines = others.map(
    ({id, title, goal, dependsOn}) =>
      `- ${id} "${title}"${dependsOn.length === 0 ? '' : ` (after ${dependsOn.join(', ')})`}: ${cutText(goal, 600)}`,
  );
  return [`# ${own === undefined ? 'Tasks' : 'Other tasks, not yours now'}\n${lines.join('\n')}`];
}

function taskText({id, title, goal, acceptance, dependsOn}: Task): string {
  const accepted =
    acceptance === 'accept'
      ? "Accepted when it loads, passes the whole of the person's acceptance script, and unloads, with a clean console."
      : 'Accepted when it loads and unloads with a clean console; the acceptance script does not run yet.';
  const after = dependsOn.length === 0 ? '' : `\nIt builds on ${dependsOn.join(', ')}, whose work is in the folder.`;
  return `# The task ${id} "${title}"\n${goal.trim()}\n\n${accepted}${after}`;
}

function planText({criteria, approaches, choice, why}: Plan): string {
  const chosen = approaches.find(({name}) => name === choice);
  const lost = approaches
    .filter(({name}) => name !== choice)
    .map(({name, summary}) => `- ${name}: ${cutText(summary, 400)}`);
  const weights = criteria.map(({name, weight}) => `${name} (${weight})`).join(', ');
  const body = [
    `Approach: ${choice}`,
    ...(chosen === undefined
      ? []
      : [
          chosen.summary,
          `Data: ${chosen.dataStructures}`,
          `Locking: ${chosen.locking}`,
          `Kernel API: ${chosen.kernelApi.join(', ')}`,
          `Risks: ${chosen.risks.map((risk) => `\n- ${risk}`).join('')}`,
        ]),
    `Why: ${why}`,
    `Judged by: ${weights}`,
    `Not chosen:\n${lost.join('\n')}`,
  ];
  return `# The plan\n${fenced("the Planner's plan", body.join('\n\n'))}`;
}

const wordsShown = 5;

/** Words of an earlier assignment of this role; those of this one stand in its history. */
function earlierWords({messages}: State, {id, role}: Assignment): readonly string[] {
  const heard = messages.filter(
    ({to, about, fate}) =>
      to === role && about === 'redirect' && fate.kind === 'acknowledged' && !fate.turn.startsWith(`${id}.`),
  );
  if (heard.length === 0) return [];
  return [
    `# What the person told you earlier\n${heard
      .slice(-wordsShown)
      .map(({text}) => `- ${text}`)
      .join('\n')}`,
  ];
}
