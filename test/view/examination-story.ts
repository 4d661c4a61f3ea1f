// A tree that the machine looks at, for the screens: one check at work, or all of them over.
import type {Event} from '../../src/core/events.ts';
import type {CheckName, CheckResult, Sign} from '../../src/core/examination.ts';
import {checkFindingId} from '../../src/core/ids.ts';
import type {Scenario} from './scenario.ts';
import {secondTree, T1} from './story-pieces.ts';

const of = {task: T1, tree: secondTree};
const told = (result: CheckResult, leftOut = 0): Event => ({
  ...{type: 'check.finished', ...of, result},
  ...(leftOut === 0 ? {} : {leftOut}),
});

const clean = told({
  ...{check: 'compiler', by: 'gcc 12.2.0', findings: [], durationMs: 2706},
  end: {kind: 'finished', looked: 'the module compiled and linked at W=1'},
});

const leakOfLog: Sign = {
  ...{check: 'analyzer', class: 'leak on an error path', severity: 'minor', file: 'ringlog.c', line: 120},
  ...{claim: 'leak of ‘log’ (CWE-401)', evidence: 'ringlog.c:120: leak of ‘log’'},
};

const results: readonly Event[] = [
  clean,
  told(
    {
      ...{check: 'checkpatch', by: 'checkpatch.pl of 6.1.158', durationMs: 640},
      end: {kind: 'finished', looked: 'every source file, line by line'},
      findings: [
        {
          ...{class: 'style', severity: 'note', file: 'ringlog.c', line: 12, claim: 'line of 104 columns'},
          evidence: 'WARNING: line length of 104 exceeds 100 columns',
        },
      ],
    },
    3,
  ),
  told({
    ...{check: 'smatch', by: 'nothing', findings: [], durationMs: 1},
    end: {kind: 'notRun', why: 'smatch is not installed'},
  }),
  told({
    ...{check: 'allocations', by: 'the sanitizer kernel 6.1.158-sanitizer', durationMs: 41_000},
    end: {kind: 'stopped', why: 'it had not ended after 40 s; 4 of 14 allocations had failed'},
    findings: [
      {
        ...{class: 'leak on an error path', severity: 'major', file: 'ringlog.c', line: 118, failedAllocation: 3},
        claim: '64 bytes that ringlog_init allocated are not freed',
        signs: [leakOfLog],
        evidence:
          'unreferenced object 0xffff888003a4c000 (size 64):\n  backtrace:\n    ringlog_init+0x20/0x90 [ringlog]',
      },
    ],
  }),
];

function submits(story: Scenario, ...dynamic: readonly CheckName[]): Scenario {
  const begun: Event = {
    ...{type: 'examination.started', ...of},
    checks: ['compiler', 'checkpatch', 'smatch', ...dynamic],
  };
  return story.tell(
    {type: 'work.submitted', ...of, summary: 's'},
    {type: 'task.advanced', task: T1, stage: 'reviewing', because: 'submitted'},
    begun,
  );
}

/** There is no kernel that notices; the first check has found nothing, the second is at work. */
export function examines(story: Scenario): void {
  submits(story).tell(clean);
}

export function examinedTree(story: Scenario): void {
  submits(story, 'allocations').tell(...results, {type: 'examination.ended', ...of, how: 'finished'});
}

/** The person has dismissed what one of the checks found. */
export function dismissesFound(story: Scenario): void {
  examinedTree(story);
  story.tell({
    ...{type: 'finding.dismissed', finding: checkFindingId(2), task: T1, by: 'person'},
    why: 'misc_register keeps it: ringlog_exit gives it back',
  });
}

/** Nothing is found by any of them. */
export function examinedClean(story: Scenario): void {
  const kernel = 'the sanitizer kernel 6.1.158-sanitizer';
  submits(story, 'leaks', 'parallel').tell(
    clean,
    ...(['checkpatch', 'smatch'] as const).map((check) =>
      told({
        ...{check, by: `${check} of 6.1.158`, findings: [], durationMs: 1_400},
        end: {kind: 'finished', looked: 'every source file'},
      }),
    ),
    ...(['leaks', 'parallel'] as const).map((check) =>
      told({
        ...{check, by: kernel, findings: [], durationMs: 61_000},
        end: {kind: 'finished', looked: 'accept.sh in four processes at once, twice'},
      }),
    ),
    {type: 'examination.ended', ...of, how: 'finished'},
  );
}

/** The person did not wait for the last two. */
export function skipsChecks(story: Scenario): void {
  submits(story, 'leaks', 'parallel').tell(...results.slice(0, 3), {
    ...{type: 'examination.ended', ...of, how: 'skipped'},
    why: 'the person did not want to wait for it',
  });
}
