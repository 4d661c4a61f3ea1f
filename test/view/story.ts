import {defaultExamine} from '../../src/core/examine-settings.ts';
import {buildId, callId, constraintId, findingId, runId, sessionId, turnId} from '../../src/core/ids.ts';
import {defaultLimits} from '../../src/core/limits.ts';
import {Scenario, startMs} from './scenario.ts';
import {accept, asks} from './story-endings.ts';
import {
  A1,
  A2,
  A3,
  A4,
  bootText,
  firstTree,
  model,
  oopsText,
  planOf,
  report,
  secondTree,
  T1,
  T2,
  task,
  usage,
  words,
} from './story-pieces.ts';

export type Stage = 'start' | 'working' | 'crash' | 'asks' | 'accepted';

/** The story up to a stage. */
export function told(stage: Stage): Scenario {
  const story = new Scenario();
  begin(story);
  if (stage === 'start') return story;
  planAndWrite(story);
  if (stage === 'working') return story;
  crash(story);
  if (stage === 'crash') return story;
  recover(story);
  if (stage === 'asks') return asks(story);
  return accept(story);
}

function begin(story: Scenario): void {
  story.tell(
    {
      type: 'session.started',
      session: sessionId('2026-01-05T09-00-00'),
      requirement: {
        name: 'ringlog',
        module: 'ringlog',
        minutes: 20,
        goal: 'Write a Linux kernel module `ringlog` that provides the misc character device `/dev/ringlog`,\na byte ring shared by all openers.\n\n- `write(2)` appends.',
        devices: [],
      },
      constraints: [],
      models: {scheduler: model, planner: model, executor: model, reviewer: model, verifier: model},
      label: {kind: 'tape', name: 'ringlog', about: 'hand-written words; everything else is real'},
      limits: defaultLimits,
      workspace: 'quarterdeck-work/ringlog',
      kernelRelease: '6.1.0-56-amd64',
      attended: true,
      examine: defaultExamine,
    },
    {type: 'power.requested', act: 'on', by: 'house'},
    {type: 'target.poweredOn', boot: 1, accelerator: 'tcg'},
    {type: 'assignment.started', assignment: A1, role: 'scheduler', purpose: 'breakDown'},
    {type: 'turn.asked', assignment: A1, turn: turnId(A1, 1), messages: []},
  );
  story.caughtUp().at(2);
}

function boot(story: Scenario, number: number): void {
  story
    .console(bootText)
    .tell({type: 'target.bootStarted', boot: number, release: '6.1.0-56-amd64'})
    .at((story.nowMs - startMs) / 1000 + 4)
    .tell({
      type: 'target.cameUp',
      boot: number,
      release: '6.1.0-56-amd64',
      bootId: `boot-${number}`,
      heartbeatSeconds: 20,
    })
    .pulse();
}

function planAndWrite(story: Scenario): void {
  boot(story.at(3), 1);
  story.tell({type: 'power.ended', act: 'on'}).at(19);
  const call = (assignment: typeof A1, name: string, given: unknown, turn = 1) => [
    {
      type: 'turn.answered',
      turn: turnId(assignment, turn),
      text: words[`${assignment}.${turn}`] ?? '',
      calls: [{providerId: `${assignment}-${turn}`, name, argumentsJson: JSON.stringify(given)}],
      usage: usage(21_400, 1_900),
    } as const,
    {type: 'tool.started', call: callId(turnId(assignment, turn), 1)} as const,
  ];
  const returned = (assignment: typeof A1, output: string, turn = 1) =>
    ({type: 'tool.returned', call: callId(turnId(assignment, turn), 1), ok: true, output}) as const;
  story.tell(
    ...call(A1, 'create_tasks', {tasks: [{}, {}]}),
    task(T1, 'module skeleton: the device and its size parameter', 'load', []),
    task(T2, 'the ring: read, write, poll, used, clear', 'accept', [T1]),
    returned(A1, 'created:\nT1 module skeleton\nT2 the ring'),
    {type: 'assignment.ended', assignment: A1, how: 'finished', why: '2 tasks'},
    {type: 'task.advanced', task: T1, stage: 'planning', because: 'the Planner is free'},
    {type: 'assignment.started', assignment: A2, role: 'planner', purpose: 'plan', task: T1},
    {type: 'turn.asked', assignment: A2, turn: turnId(A2, 1), messages: []},
  );
  story
    .at(48)
    .tell(
      ...call(A2, 'propose_plan', {choice: 'own ring, one mutex'}),
      planOf(T1),
      returned(A2, 'taken: own ring, one mutex'),
      {type: 'assignment.ended', assignment: A2, how: 'finished', why: 'planned'},
      {type: 'task.advanced', task: T1, stage: 'planned', because: 'chosen: own ring, one mutex'},
      {type: 'task.advanced', task: T1, stage: 'writing', because: 'planned, and nothing else is being written'},
      {type: 'assignment.started', assignment: A3, role: 'executor', purpose: 'write', task: T1},
      {type: 'turn.asked', assignment: A3, turn: turnId(A3, 1), messages: []},
    );
  story.at(92).tell(
    {
      type: 'constraint.added',
      constraint: {
        id: constraintId(1),
        text: 'no global mutable state outside one structure',
        scope: {kind: 'all'},
        strength: 'must',
        source: 'person',
        standing: 'recorded',
      },
    },
    ...call(A3, 'write_file', {path: 'ringlog.c', content: 'x'.repeat(4213)}),
    returned(A3, 'wrote ringlog.c, 4213 bytes'),
    {type: 'turn.asked', assignment: A3, turn: turnId(A3, 2), messages: []},
  );
  story.at(97).tell(...call(A3, 'build', {}, 2), {
    type: 'build.started',
    build: buildId(1),
    task: T1,
    call: callId(turnId(A3, 2), 1),
  });
  story.at(99).tell(
    {
      type: 'artefact.recorded',
      tree: firstTree,
      files: [
        {path: 'Kbuild', bytes: 22},
        {path: 'ringlog.c', bytes: 4213},
      ],
    },
    {
      type: 'build.finished',
      build: buildId(1),
      tree: firstTree,
      result: {kind: 'built', koPath: 'builds/B1/ringlog.ko', elfBuildId: '7c1d9e0a'},
      diagnostics: [],
      durationMs: 1_310,
    },
    returned(A3, 'Built in 1.3 s, build id 7c1d9e0a, without a warning.', 2),
    {type: 'turn.asked', assignment: A3, turn: turnId(A3, 3), messages: []},
  );
  story.console('[   14.128662] ringlog: loading out-of-tree module taints kernel.\n');
  story.at(110).pulse();
  story.at(114).delta({
    role: 'executor',
    turn: turnId(A3, 3),
    what: 'text',
    text: 'It builds clean. Before I try it: the reader must drop the mutex before it sleeps, else the writer that would wake it can never take it; wait_event_interruptible then re-checks und',
  });
}

function crash(story: Scenario): void {
  const turn = turnId(A3, 3);
  story.at(118).tell(
    {
      type: 'turn.answered',
      turn,
      text: 'It builds clean. The reader drops the mutex before it sleeps. Now on the target.',
      calls: [{providerId: 'x', name: 'try_on_target', argumentsJson: '{}'}],
      usage: usage(30_200, 800),
    },
    {type: 'tool.started', call: callId(turn, 1)},
    {
      type: 'run.started',
      run: runId(1),
      task: T1,
      build: buildId(1),
      tree: firstTree,
      acceptance: 'load',
      call: callId(turn, 1),
    },
  );
  story.at(120).pulse('ringlog').console('[   31.228662] ringlog: loaded, 4096 bytes\n');
  story.at(122).console(oopsText).tell({type: 'target.panicked', report}, {type: 'target.wasReset', cause: 'panic'});
  story.at(124).console(bootText).tell({type: 'target.bootStarted', boot: 2, release: '6.1.0-56-amd64'});
  story.at(127).tell({type: 'target.harvestStarted', boot: 2, bootStatus: 32});
}

function recover(story: Scenario): void {
  story.at(128).tell(
    {
      type: 'target.harvested',
      boot: 2,
      records: [
        {
          name: 'dmesg-ramoops-0',
          reason: 'Panic#2 Part1',
          bytes: 30_112,
          file: 'target/dmesg-ramoops-0',
          reports: [report],
        },
      ],
      unreadable: [],
    },
    {type: 'target.cameUp', boot: 2, release: '6.1.0-56-amd64', bootId: 'boot-2', heartbeatSeconds: 20},
    {
      type: 'run.finished',
      run: runId(1),
      verdict: {kind: 'crashed', how: 'panicked', stage: 'accept', why: report.title},
      reports: [report],
      durationMs: 9_400,
    },
    {type: 'tool.returned', call: callId(turnId(A3, 3), 1), ok: false, output: 'Panicked at the stage "accept".'},
    {type: 'turn.asked', assignment: A3, turn: turnId(A3, 4), messages: []},
  );
  story.pulse();
  story.at(161).tell(
    {
      type: 'turn.answered',
      turn: turnId(A3, 4),
      text: 'The wait queue was never initialised: ringlog_read sleeps on it before anybody made it. I set it up before misc_register.',
      calls: [
        {
          providerId: 'r',
          name: 'replace_in_file',
          argumentsJson: JSON.stringify({path: 'ringlog.c', old: 'a\nb\n', new: 'a\nb\nc\nd\n'}),
        },
        {providerId: 'b', name: 'build', argumentsJson: '{}'},
        {providerId: 's', name: 'submit_work', argumentsJson: JSON.stringify({summary: 'A ring behind one mutex.'})},
      ],
      usage: usage(41_000, 2_100),
    },
    {type: 'tool.returned', call: callId(turnId(A3, 4), 1), ok: true, output: 'replaced in ringlog.c'},
    {type: 'build.started', build: buildId(2), task: T1, call: callId(turnId(A3, 4), 2)},
  );
  story.at(163).tell(
    {
      type: 'build.finished',
      build: buildId(2),
      tree: secondTree,
      result: {kind: 'built', koPath: 'builds/B2/ringlog.ko', elfBuildId: '91ce'},
      diagnostics: [],
      durationMs: 1_180,
    },
    {type: 'tool.returned', call: callId(turnId(A3, 4), 2), ok: true, output: 'Built in 1.2 s.'},
    {type: 'work.submitted', task: T1, tree: secondTree, summary: 'A ring behind one mutex.'},
    {
      type: 'tool.returned',
      call: callId(turnId(A3, 4), 3),
      ok: true,
      output: 'handed to the Reviewer: tree 9be41d7702c5, B2',
    },
    {type: 'assignment.ended', assignment: A3, how: 'finished', why: 'submitted'},
    {type: 'task.advanced', task: T1, stage: 'reviewing', because: 'submitted by the Executor'},
    {type: 'assignment.started', assignment: A4, role: 'reviewer', purpose: 'review', task: T1},
    {type: 'turn.asked', assignment: A4, turn: turnId(A4, 1), messages: []},
  );
  story.at(190).pulse();
  story.tell(
    {
      type: 'turn.answered',
      turn: turnId(A4, 1),
      text: 'I read ringlog_init for what is undone when a step fails.',
      calls: [
        {
          providerId: 'f',
          name: 'report_finding',
          argumentsJson: JSON.stringify({severity: 'major', claim: 'leak on the error path of ringlog_init'}),
        },
      ],
      usage: usage(28_000, 1_400),
    },
    {
      type: 'finding.reported',
      finding: findingId(2),
      task: T1,
      severity: 'major',
      class: 'leak',
      file: 'ringlog.c',
      line: 118,
      claim: 'leak on the error path of ringlog_init',
      evidence: 'the ring from kvmalloc is not freed when misc_register fails',
      requirement: 'leaves nothing registered',
      tree: secondTree,
      blocking: true,
    },
    {type: 'tool.returned', call: callId(turnId(A4, 1), 1), ok: true, output: 'F2 noted, it blocks'},
    {type: 'turn.asked', assignment: A4, turn: turnId(A4, 2), messages: []},
  );
}
