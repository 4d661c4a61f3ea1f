// How the story goes on after the recovery: a person is asked, or all of it is accepted.
import type {Event} from '../../src/core/events.ts';
import {buildId, callId, findingId, messageId, questionId, runId, type TaskId, turnId} from '../../src/core/ids.ts';
import type {Scenario} from './scenario.ts';
import {A4, A5, A6, secondTree, T1, T2, usage} from './story-pieces.ts';

export function asks(story: Scenario): Scenario {
  story.at(196).tell(
    {type: 'agent.paused', role: 'executor'},
    {
      type: 'message.queued',
      message: messageId(1),
      to: 'executor',
      about: 'redirect',
      text: 'Free the ring in one place, at the end of init.',
    },
    {
      type: 'message.refused',
      message: messageId(1),
      why: 'recorded, but nobody takes it in: the model is the tape "ringlog", which can\'t answer',
    },
    {type: 'assignment.started', assignment: A5, role: 'planner', purpose: 'plan', task: T2},
    {type: 'turn.asked', assignment: A5, turn: turnId(A5, 1), messages: []},
    {
      type: 'turn.answered',
      turn: turnId(A5, 1),
      text: '',
      calls: [{providerId: 'q', name: 'ask_person', argumentsJson: JSON.stringify({question: 'May a write sleep?'})}],
      usage: usage(12_000, 300),
    },
    {
      type: 'question.asked',
      question: questionId(1),
      by: 'planner',
      text: 'May a write sleep while a reader copies out? The goal says that a write always succeeds in full, not how soon.',
      choices: ['yes, it may wait for the mutex', 'no, it must not sleep'],
      task: T2,
      call: callId(turnId(A5, 1), 1),
    },
  );
  return story.at(204);
}

export function accept(story: Scenario): Scenario {
  const done = (id: TaskId): readonly Event[] => [
    {type: 'task.advanced', task: id, stage: 'running', because: 'approved'},
    {type: 'task.advanced', task: id, stage: 'committing', because: 'accepted in R2'},
    {type: 'commit.started', task: id, tree: secondTree, message: 'ringlog: a byte ring'},
    {type: 'commit.ended', task: id, commit: 'c0ffee1234567890c0ffee1234567890c0ffee12'},
    {type: 'task.advanced', task: id, stage: 'done', because: 'commit c0ffee123456'},
  ];
  story.at(262).tell(
    {type: 'turn.answered', turn: turnId(A4, 2), text: '', calls: [], usage: usage(20_000, 700)},
    {
      type: 'verdict.given',
      task: T1,
      tree: secondTree,
      verdict: 'approve',
      summary: 'Every path of init undoes what it did; the reader sleeps without the mutex.',
      resolved: [findingId(2)],
      constraintRevision: 0,
    },
    {type: 'assignment.ended', assignment: A4, how: 'finished', why: 'approve'},
    {type: 'run.started', run: runId(2), task: T1, build: buildId(2), tree: secondTree, acceptance: 'load'},
  );
  story.at(281).tell(
    {type: 'run.finished', run: runId(2), verdict: {kind: 'accepted'}, reports: [], durationMs: 18_700},
    ...done(T1),
    ...done(T2),
    {type: 'assignment.started', assignment: A6, role: 'scheduler', purpose: 'conclude'},
    {
      type: 'note.written',
      by: 'scheduler',
      text: 'Both tasks are done. /dev/ringlog passed accept.sh with a clean console.',
    },
    {type: 'assignment.ended', assignment: A6, how: 'finished', why: 'noted'},
    {
      type: 'session.ended',
      outcome: 'accepted',
      why: 'every task passed its gate',
      ...story.live.state.counts,
      commit: 'c0ffee1234567890c0ffee1234567890c0ffee12',
    },
  );
  return story.at(300);
}
