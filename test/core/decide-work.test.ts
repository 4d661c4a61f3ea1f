// From a build to a verdict: what the Executor's and the Reviewer's calls bring about, and when they are refused.
import type {ToolCommand} from '../../src/core/commands.ts';
import {defaultLimits, openMax} from '../../src/core/limits.ts';
import {gives, refuses} from './decisions.ts';
import {
  after,
  atCallOf,
  built,
  call,
  constraintAdded,
  crashed,
  found,
  judged,
  notAccepted,
  ran,
  report,
  submitted,
  T1,
  T2,
  tree,
} from './states.ts';

const c = call();
const build: ToolCommand = {do: 'build', call: c};
const tryOnTarget: ToolCommand = {do: 'tryOnTarget', call: c};
const submitWork: ToolCommand = {do: 'submitWork', call: c, summary: 'the ring'};
const reportFinding = {
  do: 'reportFinding',
  call: c,
  severity: 'major',
  class: 'leak',
  file: 'ringlog.c',
  line: 9,
  claim: 'a leak',
  evidence: 'see',
  requirement: 'nothing is left behind',
} as const;
const giveVerdict = {do: 'giveVerdict', call: c, verdict: 'approve', summary: 'read', resolved: []} as const;

const executor = atCallOf('executor');
const clean = after(executor, ...built());
gives('a build begins', executor, build, {type: 'tool.started'}, {type: 'build.started', task: T1, call: c});
refuses(
  'a build beyond those of the task',
  after(atCallOf('executor', {limits: {...defaultLimits, buildsPerTask: 1}}), ...built()),
  build,
  /all 1 builds of T1 are spent; a person decides/,
);
gives('a try begins', clean, tryOnTarget, {type: 'tool.started'}, {type: 'run.started', tree, call: c});
gives(
  'a try of a folder whose change was taken back needs no build',
  after(clean, {type: 'artefact.touched', path: 'a.c'}, {type: 'artefact.restored', tree}),
  tryOnTarget,
  {type: 'tool.started'},
  {type: 'run.started', tree, call: c},
);
for (const command of [tryOnTarget, submitWork]) {
  refuses(`${command.do} of nothing`, executor, command, /nothing was built yet; build first/);
  refuses(
    `${command.do} of a folder that was changed`,
    after(clean, {type: 'artefact.touched', path: 'a.c'}),
    command,
    /changed since the last build; build first/,
  );
  refuses(
    `${command.do} after a failed build`,
    after(executor, ...built({kind: 'failed'})),
    command,
    /the last build failed; mend it/,
  );
  refuses(
    `${command.do} with warnings`,
    after(executor, ...built({levels: ['warning']})),
    command,
    /B1 has warnings; mend them/,
  );
  refuses(
    `${command.do} after a build that was interrupted`,
    after(clean, {
      type: 'build.finished',
      build: 'B1' as never,
      tree,
      result: {kind: 'interrupted'},
      diagnostics: [],
      durationMs: 0,
    }),
    command,
    /did not come to its end; build again/,
  );
}
refuses(
  'a try of what keeps crashing',
  after(
    clean,
    ...[1, 2, 3, 4, 5].flatMap((ordinal) => ran({ordinal, trial: true, verdict: crashed, reports: [report]})),
  ),
  tryOnTarget,
  /T1 has brought the target down 5 times; a person decides/,
);
gives(
  'work goes to the Reviewer',
  clean,
  submitWork,
  {type: 'work.submitted', tree},
  {type: 'task.advanced', stage: 'reviewing'},
  {type: 'tool.returned', ok: true},
  {type: 'assignment.ended', how: 'finished'},
);
refuses(
  'a tree that was sent back',
  after(clean, submitted(), judged('change')),
  submitWork,
  /this very tree was handed in before and the Reviewer sent it back/,
);
refuses(
  'a tree that did not pass its run',
  after(clean, submitted(), judged('approve'), ...ran({verdict: notAccepted})),
  submitWork,
  /did not pass its run on the target, R1/,
);

const reviewer = atCallOf('reviewer');
const finding = (change: Partial<Extract<ToolCommand, {do: 'reportFinding'}>>): ToolCommand => ({
  ...reportFinding,
  ...change,
});
const verdict = (change: Partial<Extract<ToolCommand, {do: 'giveVerdict'}>>): ToolCommand => ({
  ...giveVerdict,
  ...change,
});
gives(
  'a major finding with its requirement blocks',
  reviewer,
  reportFinding,
  {
    type: 'finding.reported',
    blocking: true,
    tree,
  },
  {output: 'F1 noted; it blocks if it stands'},
);
gives('a finding without a requirement does not block', reviewer, finding({requirement: null}), {blocking: false}, {});
gives('a minor finding does not block', reviewer, finding({severity: 'minor'}), {blocking: false}, {});
refuses(
  'a finding in a file that is not there',
  reviewer,
  finding({file: 'other.c'}),
  /other\.c is not in the tree under review; its files are ringlog\.c/,
);
refuses('the same finding twice', after(reviewer, found(1, {line: 9})), reportFinding, /reported already, as F1/);
refuses(
  'more findings than are needed',
  after(reviewer, ...Array.from({length: openMax.findingsPerTask}, (_, index) => found(index + 20))),
  reportFinding,
  /32 findings are open already; those are enough/,
);
refuses(
  'an approval over a blocking finding',
  after(reviewer, found()),
  giveVerdict,
  /F1 \(the ring leaks\) is open and blocks; name it in "resolved"/,
);
refuses('a change for no reason', reviewer, verdict({verdict: 'change'}), /no blocking finding is open/);
refuses('a finding resolved that is none', reviewer, verdict({resolved: ['F7']}), /there is no finding F7/);
refuses(
  'a finding of another task',
  after(reviewer, found(1, {task: T2})),
  verdict({resolved: ['F1']}),
  /no finding F1/,
);
gives(
  'an approval ends the review',
  after(reviewer, found()),
  verdict({resolved: ['F1']}),
  {type: 'verdict.given', verdict: 'approve', tree, constraintRevision: 0},
  {type: 'tool.returned', output: 'approved'},
  {type: 'assignment.ended'},
);
gives(
  'a verdict counts for the constraints that the Reviewer was asked under',
  after(reviewer, constraintAdded()),
  giveVerdict,
  {type: 'verdict.given', constraintRevision: 0},
  {},
  {},
);
refuses(
  'a review of work that was not submitted',
  {...reviewer, tasks: reviewer.tasks.map(({submitted: _none, ...task}) => task)},
  giveVerdict,
  /no work was submitted/,
);
