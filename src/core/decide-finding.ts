// A finding of the Reviewer: at a line that is there, held against a sentence that was said. It blocks when it is major and lies
// inside the change; any other is listed and kept.
import type {ToolCommand} from './commands.ts';
import {type Decision, done} from './decision.ts';
import type {Finding, Task} from './entities.ts';
import {findingId, type TreeHash} from './ids.ts';
import {cutText, openMax} from './limits.ts';
import {mappingRefusal} from './mapping.ts';
import type {ReviewedFile} from './review.ts';
import {changeOf, isInsideChange} from './reviews.ts';
import {isSame as isSameWording} from './same-finding.ts';
import type {State} from './state.ts';

type Report = Extract<ToolCommand, {do: 'reportFinding'}>;

export function reportFinding(state: State, task: Task, tree: TreeHash, command: Report): Decision {
  const place = placeOf(state, task, command);
  if ('refused' in place) return place;
  const refused = mappingRefusal(state, task, command.requirement) ?? openRefusal(state, task, command);
  if (refused !== null) return {refused};
  const finding = findingId(state.ordinals.findings + 1);
  const {severity, file, line, requirement} = command;
  const why = whyNotBlocking(command, place.file);
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
      blocking: why === null,
    },
    done(command.call, `${finding} noted; ${why === null ? 'it blocks if it stands' : `it does not block: ${why}`}`),
  ];
}

function placeOf(
  state: State,
  task: Task,
  {file: path, line}: Report,
): {readonly file: ReviewedFile} | {readonly refused: string} {
  const files = changeOf(state, task)?.files ?? [];
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) {
    return {
      refused: `${path} is not in the tree under review; its files are ${files.map((one) => one.path).join(', ')}`,
    };
  }
  if (line > file.lines) return {refused: `${path} has ${file.lines} lines; there is no line ${line}`};
  return {file};
}

function whyNotBlocking({severity, requirement}: Report, file: ReviewedFile): string | null {
  if (severity !== 'critical' && severity !== 'major') return `it is ${severity}`;
  if (requirement === null) return 'it names no requirement and no constraint';
  return isInsideChange(file) ? null : `${file.path} is not part of this change`;
}

function openRefusal(state: State, task: Task, command: Report): string | null {
  const open = state.findings.filter((old) => old.state === 'open' && old.task === task.id);
  const twin = open.find((old) => isSame(old, command));
  if (twin) return `this is reported already, as ${twin.id}`;
  const disproved = state.findings.find(
    (old) => old.state === 'disproved' && old.tree === task.submitted && isSame(old, command),
  );
  if (disproved) return `this is ${disproved.id}, which was disproved: ${disproved.judgement?.why ?? ''}`;
  const dismissed = state.findings.find((old) => old.state === 'dismissed' && isTold(old, task, command));
  if (dismissed) {
    return `this is ${dismissed.id}, which the person has dismissed: ${dismissed.dismissal?.why ?? ''}; what goes beyond it has another line or another class`;
  }
  return open.length >= openMax.findingsPerTask
    ? `${open.length} findings are open already; those are enough to send it back: give your verdict`
    : null;
}

/** In the same tree a place is enough; lines move from there on, and the words are what is left. */
function isTold(old: Finding, {id, submitted}: Task, command: Report): boolean {
  if (isSameWording(old, command)) return true;
  return old.task === id && old.tree === submitted && isSame(old, command);
}

function isSame(
  old: {readonly file?: string; readonly line?: number; readonly class: string},
  other: typeof old,
): boolean {
  return old.file === other.file && old.line === other.line && old.class === other.class;
}
