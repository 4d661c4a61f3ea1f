// The tally of a session: each thing is counted once, where it is first known to have happened.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import type {Counts} from '../../src/core/state.ts';
import {built, crashed, created, notAccepted, poweredUp, ran, report, started, stateOf} from './states.ts';

const none: Counts = {builds: 0, runs: 0, oopses: 0, panics: 0, hangs: 0, watchdogReboots: 0, pstoreRecords: 0};

function counts(what: string, events: readonly Event[], expected: Partial<Counts>): void {
  test(what, () => {
    assert.deepEqual(stateOf(started(), ...poweredUp, created(), ...events).counts, {...none, ...expected});
  });
}

const hung: Event = {type: 'target.hung', silentSeconds: 20, lastLines: []};
const fired: Event = {type: 'target.watchdogFired', registers: 'r'};
const panicked: Event = {type: 'target.panicked', report};
const reset = (cause: 'watchdog' | 'panic' | 'person'): Event => ({type: 'target.wasReset', cause});
const boot = (number: number): readonly Event[] => [
  {type: 'target.bootStarted', boot: number, release: '6.1'},
  {type: 'target.cameUp', boot: number, release: '6.1', bootId: 'b'},
];
const explained: Event = {type: 'target.resetExplained', boot: 1, cause: 'watchdog'};
const record = {name: 'n', bytes: 1, file: 'f', reports: []};

counts('nothing', [], {});
counts('builds, whether they end well or not', [...built(), ...built({ordinal: 2, kind: 'failed'})], {builds: 2});
counts('no build that was refused or could not be run', [...ended('refused', 'fault', 'interrupted')], {});
counts(
  'runs, whatever they end in',
  [...ran(), ...ran({ordinal: 2, verdict: notAccepted}), ...ran({ordinal: 3, verdict: crashed})],
  {runs: 3},
);
counts(
  'no run that could not be made',
  [...ran({verdict: {kind: 'fault', why: 'w'}}), ...ran({ordinal: 2, verdict: {kind: 'interrupted'}})],
  {},
);
counts('an oops that ends in a panic as one crash: a panic', [{type: 'target.oopsed', report}, panicked], {panics: 1});
counts('an oops that the watchdog has to end as a hang', [{type: 'target.oopsed', report}, fired], {hangs: 1});
counts('a hang that the watchdog ends once', [hung, fired, reset('watchdog')], {hangs: 1, watchdogReboots: 1});
counts('a hang that was declared twice once', [hung, hung], {hangs: 1});
counts('a hang learnt from the watchdog', [fired, hung, reset('watchdog')], {hangs: 1, watchdogReboots: 1});
counts('a hang whose look ends in a panic stays a hang', [hung, panicked, fired, reset('panic')], {hangs: 1});
counts('a panic that the watchdog has to end', [panicked, fired, reset('watchdog')], {panics: 1, watchdogReboots: 1});
counts('two hangs in two boots', [hung, reset('watchdog'), ...boot(2), hung, reset('watchdog')], {
  ...{hangs: 2, watchdogReboots: 2},
});
counts(
  'a crash in each start, also of more than are kept',
  Array.from({length: 20}, (_, at) => [...boot(at + 2), hung]).flat(),
  {
    hangs: 20,
  },
);
counts('a hang that nobody saw, when it is learnt', [explained], {hangs: 1, watchdogReboots: 1});
counts('no hang that was seen, when it is explained', [hung, explained], {hangs: 1, watchdogReboots: 1});
counts('no reset of another cause', [reset('person'), reset('panic')], {});
counts(
  'every record of a harvest',
  [{type: 'target.harvested', boot: 2, records: [record, record], unreadable: ['x']}],
  {pstoreRecords: 2},
);

function ended(...kinds: readonly ('refused' | 'fault' | 'interrupted')[]): readonly Event[] {
  return kinds.map((kind, index): Event => {
    const result = kind === 'interrupted' ? {kind} : {kind, why: 'w'};
    return {type: 'build.finished', build: `B${index}` as never, result, diagnostics: [], durationMs: 0};
  });
}
