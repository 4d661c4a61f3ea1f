// What the roles make of their own work, told over a story: an acceptance that waits, hypotheses, a review in passes, an answer.
import type {Event} from '../../src/core/events.ts';
import {
  assignmentId,
  blobHash,
  constraintId,
  findingId,
  hypothesisId,
  runId,
  taskId,
  treeHash,
} from '../../src/core/ids.ts';
import {reviewPasses} from '../../src/core/review.ts';
import type {Scenario} from './scenario.ts';

const draft = {
  markdown: '---\nname: tally\nmodule: tally\nminutes: 20\n---\nWrite a module `tally` that keeps one sum.\n',
  script: '#!/bin/sh\ninsmod "$KO" || exit 1\n[ "$(cat /sys/kernel/tally/sum)" = 0 ] || exit 1\nrmmod tally\n',
  programs: [{name: 'probe', source: 'int main(void)\n{\n\treturn 0;\n}\n'}],
};
const requirement = {name: 'tally', module: 'tally', minutes: 20, goal: 'Write a module `tally`.', devices: []};

/** A goal's session, in which the Planner has proposed what it is held against. */
export function proposesAcceptance(story: Scenario): void {
  const started = story.entries.map(({event}) => event).find((event) => event.type === 'session.started');
  if (started === undefined) throw new Error('the story begins with its session');
  const label = {kind: 'live', provider: 'openai'} as const;
  story.tell(
    {...started, constraints: [], requirement, label, acceptance: 'person'},
    {
      type: 'acceptance.proposed',
      ...{draft, blob: blobHash('ab'.repeat(32)), by: 'planner', requirement, constraints: []},
    },
  );
}

export function refusesEdit(story: Scenario): void {
  proposesAcceptance(story);
  story.tell({type: 'acceptance.refused', why: 'task.md:4:10: minutes is "ten": it must be a number'});
}

/** On top of a crash: two causes that were thought of, a review of the mended tree, a constraint that is answered. */
export function rolesAtWork(story: Scenario): void {
  const [task, tree] = [taskId(2), treeHash('9'.repeat(40))];
  const stated = (ordinal: number, cause: string, place: string): Event => ({
    type: 'hypothesis.stated',
    ...{
      hypothesis: hypothesisId(ordinal),
      task,
      run: runId(ordinal),
      title: 'BUG',
      cause,
      evidence: ['RIP'],
      places: [place],
    },
    expects: 'the write returns',
  });
  const found = (ordinal: number, claim: string): Event => ({
    type: 'finding.reported',
    ...{
      finding: findingId(20 + ordinal),
      task,
      severity: 'major',
      class: 'race',
      file: 'ringlog.c',
      line: 90 + ordinal,
      claim,
    },
    ...{evidence: 'the path', requirement: 'no byte is duplicated', tree, blocking: true},
  });
  const review = {assignment: assignmentId(40), task, tree};
  story.tell(
    stated(1, 'The reader frees the buffer while a writer copies into it.', 'ringlog.c:88'),
    {
      type: 'hypothesis.settled',
      hypothesis: hypothesisId(1),
      how: 'disproved',
      run: runId(2),
      why: 'the same crash came back',
    },
    stated(
      2,
      'The wait queue is never initialised: its list is NULL where an empty one points at itself.',
      'ringlog.c:212',
    ),
    {
      type: 'hypothesis.settled',
      hypothesis: hypothesisId(2),
      how: 'confirmed',
      run: runId(3),
      why: 'the old build crashed again',
    },
    ...reviewPasses.slice(0, 5).map((pass): Event => ({type: 'pass.finished', ...review, pass, lookedAt: 'ringlog.c'})),
    found(1, 'two writers can tear a byte'),
    {type: 'finding.judged', finding: findingId(21), stands: false, why: 'the mutex is held over both copies'},
    {
      type: 'constraint.answered',
      ...{constraint: constraintId(1), touches: [taskId(1), task], recheck: [taskId(1)]},
      says: 'The ring is one allocated structure; the frame of T1 has a global pointer and is checked again.',
    },
  );
}
