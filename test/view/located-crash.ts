// One more crash after the story's, whose report says where in the source it was.
import {runId} from '../../src/core/ids.ts';
import {report} from './located-report.ts';
import type {Scenario} from './scenario.ts';

export function locatedCrash(story: Scenario): void {
  const {source: _source, ...printed} = report;
  story
    .at(150)
    .tell({type: 'target.panicked', report: printed})
    .at(160)
    .tell({
      type: 'run.finished',
      run: runId(1),
      verdict: {kind: 'crashed', how: 'panicked', stage: 'accept', why: report.title},
      reports: [report],
      durationMs: 9_400,
    });
}
