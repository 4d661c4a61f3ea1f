// Acts that wait for the person's word: asked about before anything of them is journaled, done or told as refused after it.
import {type ApprovalPolicy, allAsk, allAuto, allow, allowAlways, refuse} from '../../src/core/approval.ts';
import type {PersonCommand} from '../../src/core/commands.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {
  A1,
  advanced,
  after,
  assigned,
  built,
  call,
  called,
  created,
  judged,
  openGate,
  poweredUp,
  started,
  stateOf,
  submitted,
  T1,
} from './states.ts';

const asking = (approve: ApprovalPolicy, attended = true): State =>
  stateOf(
    started({approve, attended}),
    ...poweredUp,
    created(),
    advanced('writing'),
    ...built(),
    assigned('executor', 'write', A1),
    ...called(['build', 'try_on_target']),
  );
const answers = (answer: string): PersonCommand => ({do: 'answer', question: 'Q1' as never, answer});

/** The state in which the act that the command asks for waits. */
function waiting(state: State, command: Parameters<typeof decide>[1]): State {
  const decision = decide(state, command);
  if (isRefusal(decision)) throw new Error(decision.refused);
  return after(state, ...decision);
}

const buildNow = {do: 'build', call: call(1)} as const;
const held = waiting(asking(allAsk), buildNow);

gives('a build that waits for a word is a question, and no build', asking(allAsk), buildNow, {
  type: 'question.asked',
  by: 'house',
  call: call(1),
  choices: [allow, allowAlways, refuse],
});
gives(
  'what is not asked about begins',
  asking({...allAsk, build: 'auto'}),
  buildNow,
  {type: 'tool.started'},
  {
    type: 'build.started',
  },
);
gives(
  'allowed, it begins',
  held,
  answers(allow),
  {type: 'question.answered'},
  {type: 'tool.started'},
  {
    type: 'build.started',
  },
);
gives(
  'allowed always, it begins, and the policy is another',
  held,
  answers(allowAlways),
  {type: 'question.answered'},
  {type: 'approval.changed', act: 'build', to: 'auto'},
  {type: 'tool.started'},
  {type: 'build.started'},
);
gives(
  'after that no build is asked about',
  after(held, {type: 'approval.changed', act: 'build', to: 'auto'}),
  {do: 'build', call: call(2)},
  {type: 'tool.started'},
  {type: 'build.started'},
);
gives(
  "refused with words, they are the call's result",
  held,
  answers('mend the lock first'),
  {type: 'question.answered'},
  {type: 'tool.returned', call: call(1), ok: false, output: 'The person refuses the build: mend the lock first'},
);
refuses(
  'an act where nobody can approve it',
  asking(allAsk, false),
  buildNow,
  /nobody is there to approve this \(build\)/,
);

const tryNow = {do: 'tryOnTarget', call: call(2)} as const;
const touched = after(waiting(asking(allAsk), tryNow), {type: 'artefact.touched', path: 'ringlog.c'});
gives(
  'what was allowed is decided anew: the folder was changed meanwhile',
  touched,
  answers(allow),
  {type: 'question.answered'},
  {type: 'tool.returned', call: call(2), ok: false, output: 'the folder was changed since the last build; build first'},
);
gives(
  'a redirect that must be heard now takes the place of the word',
  held,
  {do: 'redirect', role: 'executor', text: 'smaller', now: true},
  {type: 'message.queued'},
  {type: 'message.urged'},
  {type: 'question.answered', answer: 'none: the person redirected instead'},
  {type: 'tool.returned', call: call(1)},
  {type: 'tool.returned', call: call(2)},
);

const resetAsks = asking({...allAuto, reset: 'ask'});
const runHeld = waiting(resetAsks, tryNow);
gives('a run waits where a reset would, since it resets the target', resetAsks, tryNow, {
  type: 'question.asked',
  text: 'Load B1 of T1 on the target, to try it? It switches or resets the target first.',
});
gives(
  'refused, nothing is switched',
  runHeld,
  answers(refuse),
  {type: 'question.answered'},
  {type: 'tool.returned', ok: false},
);
gives(
  'allowed always, neither is asked about any more',
  runHeld,
  answers(allowAlways),
  {type: 'question.answered'},
  {type: 'approval.changed', act: 'load', to: 'auto'},
  {type: 'approval.changed', act: 'reset', to: 'auto'},
  {type: 'tool.started'},
  {type: 'run.started'},
);
refuses(
  'a run that would reset the target where nobody can approve that',
  asking({...allAuto, reset: 'ask'}, false),
  tryNow,
  /nobody is there to approve this \(reset\)/,
);

const approved = stateOf(
  started({approve: allAsk}),
  ...poweredUp,
  created(),
  advanced('running'),
  ...built(),
  submitted(),
  judged('approve'),
);
const run = {do: 'startRun', task: T1} as const;
gives('the run that counts waits as well', approved, run, {type: 'question.asked', task: T1});
gives(
  'and begins when it is allowed',
  waiting(approved, run),
  answers(allow),
  {type: 'question.answered'},
  {
    type: 'run.started',
    task: T1,
  },
);
gives(
  'refused, its task goes back to the Executor with the words',
  waiting(approved, run),
  answers('not on this board'),
  {type: 'question.answered'},
  {type: 'task.advanced', stage: 'writing', because: 'you refused the run on the target: not on this board'},
  {type: 'message.queued', to: 'executor', text: 'The person refuses the run on the target: not on this board'},
);

const open = after(stateOf(...openGate), {type: 'approval.changed', act: 'commit', to: 'ask'}, advanced('committing'));
const commit = {do: 'startCommit', task: T1} as const;
gives('a commit waits', open, commit, {type: 'question.asked', task: T1, text: 'Commit T1 "the ring"?'});
gives(
  'and is made when it is allowed',
  waiting(open, commit),
  answers(allow),
  {type: 'question.answered'},
  {
    type: 'commit.started',
  },
);
gives('where nobody can approve it, its task fails', {...open, attended: false}, commit, {
  type: 'task.advanced',
  stage: 'failed',
});

const off = stateOf(started({approve: {...allAuto, reset: 'ask'}}));
gives('switching the target on waits', off, {do: 'powerOn'}, {type: 'question.asked', text: 'Switch the target on?'});
gives(
  'and is done when it is allowed',
  waiting(off, {do: 'powerOn'}),
  answers(allow),
  {type: 'question.answered'},
  {
    type: 'power.requested',
    by: 'house',
  },
);
gives("the person's own reset is never asked about", off, {do: 'resetTarget'}, {type: 'power.requested', by: 'person'});
