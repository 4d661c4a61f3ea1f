// A short run of what test/fuzz/reports.ts does at length.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {openReportReader} from '../../src/kernel/find-reports.ts';
import {consoleFixtures} from './console-fixtures.ts';
import {diceOf} from './mutate.ts';
import {readMutated} from './read-mutated.ts';

const logs = [...consoleFixtures('.console'), ...consoleFixtures('.pstore')].map(({text}) => text);

test('no log, however broken, is more than the reader can take', () => {
  let found = 0;
  for (let seed = 0; seed < 300; seed++) {
    const {reports, wrong} = readMutated(logs, diceOf(seed));
    assert.deepEqual(wrong, [], `seed ${seed}`);
    found += reports.length;
  }
  assert.ok(found > 100, `only ${found} reports`);
});

test('any cut of a stream gives the same reports', () => {
  const texts = consoleFixtures('.console').map(({text}) => text.slice(-12_000));
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(fc.nat(12_000), {maxLength: 12}), (text, places) => {
      const whole = openReportReader();
      const cut = openReportReader();
      const bounds = [0, ...places.toSorted((a, b) => a - b), text.length];
      const pieces = bounds.slice(1).map((end, at) => text.slice(bounds[at], end));
      assert.deepEqual(
        [...pieces.flatMap((piece) => cut.take(piece)), ...cut.end()],
        [...whole.take(text), ...whole.end()],
      );
    }),
    {numRuns: 60},
  );
});
