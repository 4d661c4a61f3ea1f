// A second opinion, as it goes on after a stage of the story.
import {assignmentId, callId, messageId, opinionId, statementId, treeHash, turnId} from '../../src/core/ids.ts';
import {noUsage} from '../../src/core/state.ts';
import type {Scenario} from './scenario.ts';

const opinion = opinionId(1);
const assignment = assignmentId(90);
const turn = turnId(assignment, 1);

export function asksOpinion(story: Scenario): void {
  story.tell(
    {
      type: 'opinion.asked',
      opinion,
      statements: [
        'A reader of an empty ring sleeps until a byte comes, and wakes up for a signal.',
        'The module frees everything when misc_register fails.',
        'Two writers never interleave the bytes of one write.',
      ],
    },
    {type: 'opinion.pinStarted', opinion},
    {
      type: 'opinion.pinned',
      opinion,
      tree: treeHash('7d1f3c5a9b2e4d6f8a0c7d1f3c5a9b2e4d6f8a0c'),
      commit: '4be1a90c3d5e7f1a2b3c',
    },
    {type: 'assignment.started', assignment, role: 'verifier', purpose: 'opinion'},
    {type: 'turn.asked', assignment, turn, messages: []},
  );
}

export function givesOpinion(story: Scenario): void {
  asksOpinion(story);
  const call = {providerId: 'c1', name: 'read_file', argumentsJson: '{"path":"ringlog.c"}'};
  story.tell(
    {type: 'turn.answered', turn, text: 'I read the ring and its callers first.', calls: [call], usage: noUsage},
    {type: 'tool.returned', call: callId(turn, 1), ok: true, output: ' 1  // SPDX-License-Identifier: GPL-2.0'},
    {
      type: 'opinion.statementAnswered',
      opinion,
      statement: statementId(opinion, 1),
      verdict: 'confirmed',
      places: [{file: 'ringlog.c', line: 61, text: 'ret = wait_event_interruptible(log->readers, log->used > 0);'}],
      says: 'The reader waits interruptibly and hands the signal on; the writer wakes it after it has put its bytes in.',
    },
    {
      type: 'opinion.statementAnswered',
      opinion,
      statement: statementId(opinion, 2),
      verdict: 'contradicted',
      places: [
        {file: 'ringlog.c', line: 118, text: 'ret = misc_register(&ringlog_device);'},
        {file: 'ringlog.c', line: 120, text: 'return ret;'},
      ],
      says: 'misc_register can fail after the buffer was allocated, and line 120 returns without freeing it.',
    },
    {
      type: 'opinion.statementAnswered',
      opinion,
      statement: statementId(opinion, 3),
      verdict: 'notDecided',
      places: [],
      says: 'No run with two writers is recorded for this tree, and the lock is dropped between two chunks.',
    },
    {type: 'opinion.concluded', opinion, summary: 'One holds, one does not, one takes a test with two writers.'},
    {
      type: 'message.queued',
      message: messageId(90),
      to: 'verifier',
      about: 'redirect',
      text: 'Is the free in exit enough?',
    },
  );
}
