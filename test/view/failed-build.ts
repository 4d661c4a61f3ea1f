// A patch, and a build that fails on it: the compiler's words go to the Executor in full.
import {assignmentId, buildId, callId, turnId} from '../../src/core/ids.ts';
import type {Scenario} from './scenario.ts';
import {T2, usage} from './story-pieces.ts';

const assignment = assignmentId(90);
const turn = turnId(assignment, 1);
const patch =
  '*** Begin Patch\n*** Update File: ringlog.c\n@@\n-\treturn 0;\n+\treturn kfifo_len(&ring->fifo);\n*** End Patch';

export const compilerWords = `The build failed after 1.1 s, with 1 error.
ringlog.c: In function 'ringlog_poll':
ringlog.c:88:16: error: implicit declaration of function 'kfifo_len'; did you mean 'kfifo_in'?
   88 |         return kfifo_len(&ring->fifo);
      |                ^~~~~~~~~
      |                kfifo_in
ringlog.c:90:1: warning: control reaches end of non-void function
Next: mend it, and build again.`;

export function failedBuild(story: Scenario): void {
  const build = buildId(9);
  story.at(200).tell(
    {type: 'assignment.started', assignment, role: 'executor', purpose: 'write', task: T2},
    {type: 'turn.asked', assignment, turn, messages: []},
    {
      type: 'turn.answered',
      turn,
      text: 'poll asks the fifo itself.',
      calls: [
        {providerId: 'p', name: 'apply_patch', argumentsJson: JSON.stringify({patch})},
        {providerId: 'b', name: 'build', argumentsJson: '{}'},
      ],
      usage: usage(30_000, 400),
    },
    {
      type: 'tool.returned',
      call: callId(turn, 1),
      ok: true,
      output: 'patched ringlog.c',
      wrote: true,
      diff: 'ringlog.c +1 -1\n@@ line 88\n \tstruct ring *ring = file->private_data;\n-\treturn 0;\n+\treturn kfifo_len(&ring->fifo);\n }',
    },
    {type: 'build.started', build, task: T2, call: callId(turn, 2)},
    {
      type: 'build.finished',
      build,
      result: {kind: 'failed'},
      diagnostics: [
        {level: 'error', file: 'ringlog.c', line: 88, text: "implicit declaration of function 'kfifo_len'"},
        {level: 'warning', file: 'ringlog.c', line: 90, text: 'control reaches end of non-void function'},
      ],
      durationMs: 1_100,
    },
    {type: 'tool.returned', call: callId(turn, 2), ok: false, output: compilerWords},
  );
}
