// What a commit says: what the task was, why it was done this way, and what evidence stands behind it.
import type {RunPasses, Task} from './entities.ts';
import type {Evidence} from './gate.ts';
import type {State} from './state.ts';

export function commitMessageOf(state: State, task: Task, {tree, build, verdict, run}: Evidence): string {
  const plan = state.plans.find(({id}) => id === task.plan);
  const module = state.requirement?.module ?? 'module';
  const mended = state.findings.filter((finding) => finding.task === task.id && finding.state === 'mended');
  const dismissed = state.findings.filter((finding) => finding.task === task.id && finding.state === 'dismissed');
  const how = run.acceptance === 'accept' ? 'loaded, accepted by accept.sh' : 'loaded';
  const sections = [
    `${module}: ${task.title}`,
    task.goal.trim(),
    plan ? wrapped(`Approach: ${plan.choice}. ${plan.why.trim()}`) : '',
    mended.length > 0
      ? `Mended on the way:\n${mended.map(({id, severity, claim}) => wrapped(`- ${id} (${severity}) ${claim}`, '  ')).join('\n')}`
      : '',
    dismissed.length > 0
      ? `Dismissed by the person:\n${dismissed.map(({id, severity, claim, dismissal}) => wrapped(`- ${id} (${severity}) ${claim}: ${dismissal?.why ?? ''}`, '  ')).join('\n')}`
      : '',
    [
      'Evidence:',
      `- tree ${tree}`,
      `- ${build.id}: built without warnings for kernel ${state.kernelRelease}`,
      wrapped(
        `- review: approved under constraint revision ${verdict.constraintRevision}: ${verdict.summary.trim()}`,
        '  ',
      ),
      wrapped(
        `- ${run.id}: ${how}, unloaded, loaded and unloaded again, console clean${startsOf(run.passes)}, ${seconds(run.durationMs)}`,
        '  ',
      ),
    ].join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function startsOf(passes: RunPasses | undefined): string {
  if (passes === undefined || passes.wanted === 1) return '';
  return `, on ${passes.made} clean starts of the target${passes.last === 'booted' ? ', the last from a real boot' : ''}`;
}

/** What git users expect of a body. A word that is longer stands alone; line ends that were written stay. */
const columns = 72;

function wrapped(text: string, indent = ''): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, indent))
    .join('\n');
}

function wrappedLine(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

function seconds(durationMs: number | undefined): string {
  return durationMs === undefined ? 'time unknown' : `${(durationMs / 1000).toFixed(1)} s`;
}
