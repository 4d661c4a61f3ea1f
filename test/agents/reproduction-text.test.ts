import assert from 'node:assert/strict';
import test from 'node:test';
import {passesText, reproductionText} from '../../agents/reproduction-text.ts';
import {runText} from '../../agents/results.ts';
import type {Reproduction} from '../../src/core/entities.ts';

const title = 'BUG: bad in ring_read';

function check(reproduction: Reproduction, expected: RegExp): void {
  test(JSON.stringify(reproduction), () => assert.match(reproductionText(reproduction), expected));
}

check({title, tries: 1, seen: 1}, /^The earlier crash "BUG: bad in ring_read" was seen again .*\(tried once\)\.$/);
check({title, tries: 3, seen: 1}, /was seen again .*\(tried 3 times\)/);
check(
  {title, tries: 3, seen: 0},
  /is unreproduced: .*\(tried 3 times\)\. That this build does not show it proves little/,
);
check({title, tries: 3, seen: 0, otherwise: 'hung at load: x'}, /It did this instead: "hung at load: x"\./);
check(
  {title, tries: 0, seen: 0, otherwise: 'no such file'},
  /could not be tried again .*: "no such file"\..*proves nothing/,
);
test('words of any length stay within a bound', () => {
  const long = 'x'.repeat(10_000);
  assert.ok(reproductionText({title: long, tries: 3, seen: 0, otherwise: long}).length < 1200);
});

test('a role is told of it below the verdict', () => {
  const text = runText({kind: 'accepted'}, [], undefined, {title, tries: 3, seen: 0});
  assert.match(text, /^Accepted: .*\n.*\nThe earlier crash .* is unreproduced/s);
});

test('which of the clean starts it was', () => {
  const wanted = 4;
  assert.equal(passesText(undefined), '');
  assert.equal(
    passesText({wanted, made: 4, last: 'booted'}),
    ' (clean start 4 of 4, from a real boot; those before it went well)',
  );
  assert.equal(passesText({wanted, made: 1, last: 'saved'}), ' (clean start 1 of 4, from a saved state)');
});
