// What the Reviewer may bring about. Only findings of at least major severity, held against a requirement and inside the
// work, may block; an approval with a blocking finding open is none.
import type {ToolCommand} from './commands.ts';
import {type Decision, done, finished} from './decision.ts';
import type {Assignment, Task} from './entities.ts';
import {blockingFindings} from './gate.ts';
import {type FindingId, findingId} from './ids.ts';
import {cutText, openMax} from './limits.ts';
import type {State} from './state.ts';

type ReviewCommand = Extract<ToolCommand, {do: 'reportFinding' | 'giveVerdict'}>;

export function decideReview(state: State, assignment: Assignment, command: ReviewCommand): Decision {
  const task = state.tasks.find(({id}) => id === assignment.task);
  if (task?.submitted === undefined) return {refused: 'no work was submitted for this task'};
  return command.do === 'reportFinding'
    ? reportFinding(state, task, task.submitted, command)
    : giveVerdict(state, assignment, task, task.submitted, command);
}

function reportFinding(
  state: State,
  task: Task,
  tree: NonNullable<Task['submitted']>,
  command: Extract<ReviewCommand, {do: 'reportFinding'}>,
): Decision {
  const files = state.artefact?.tree === tree ? state.artefact.files : [];
  if (!files.some(({path}) => path === command.file)) {
    return {
      refused: `${command.file} is not in the tree under review; its files are ${files.map(({path}) => path).join(', ')}`,
    };
  }
  const twin = state.findings.find((old) => old.state === 'open' && old.task === task.id && isSame(old, command));
  if (twin) return {refused: `this is reported already, as ${twin.id}`};
  const open = state.findings.filter((old) => old.state === 'open' && old.task === task.id);
  if (open.length >= openMax.findingsPerTask) {
    return {refused: `${open.length} findings are open already; those are enough to send it back: give your verdict`};
  }
  const finding = findingId(state.ordinals.findings + 1);
  const {severity, file, line, requirement} = command;
  const blocking = (severity === 'critical' || severity === 'major') && requirement !== null;
  return [
    {
      type: 'finding.reported',
      finding,
      task: task.id,
      severity,
      class: cutText(command.class, 80),
      file,
      line,
      claim: cutText(command.claim, 1000),
      evidence: cutText(command.evidence, 4000),
      ...(requirement === null ? {} : {requirement: cutText(requirement, 1000)}),
      tree,
      blocking,
    },
    done(command.call, `${finding} noted${blocking ? ', it blocks' : '; it does not block'}`),
  ];
}

function isSame(
  old: {readonly file?: string; readonly line?: number; readonly class: string},
  other: typeof old,
): boolean {
  return old.file === other.file && old.line === other.line && old.class === other.class;
}

function giveVerdict(
  state: State,
  assignment: Assignment,
  task: Task,
  tree: NonNullable<Task['submitted']>,
  command: Extract<ReviewCommand, {do: 'giveVerdict'}>,
): Decision {
  const own = state.findings.filter((finding) => finding.task === task.id);
  const unknown = command.resolved.find((id) => !own.some((finding) => finding.id === id));
  if (unknown !== undefined) return {refused: `there is no finding ${unknown} on this task`};
  const resolved = own.filter(({id}) => command.resolved.includes(id)).map(({id}): FindingId => id);
  const open = blockingFindings(state, task.id).filter(({id}) => !resolved.includes(id));
  if (command.verdict === 'approve' && open.length > 0) {
    return {
      refused: `${open.map(({id, claim}) => `${id} (${claim})`).join(', ')} is open and blocks; name it in "resolved" if it is mended`,
    };
  }
  if (command.verdict === 'change' && open.length === 0) {
    return {
      refused:
        'no blocking finding is open: report what must change as a finding of major severity, with the requirement it breaks, or approve',
    };
  }
  const {constraintRevision} = assignment;
  const {verdict} = command;
  const summary = cutText(command.summary.trim(), 4000);
  return [
    {type: 'verdict.given', task: task.id, tree, verdict, summary, resolved, constraintRevision},
    done(command.call, verdict === 'approve' ? 'approved' : 'sent back to the Executor'),
    finished(assignment, verdict),
  ];
}
