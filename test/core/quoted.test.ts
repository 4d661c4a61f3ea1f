import assert from 'node:assert/strict';
import test from 'node:test';
import {quoted} from '../../src/core/quoted.ts';

function check(words: string, expected: string): void {
  test(JSON.stringify(words.slice(0, 40)), () => assert.equal(quoted(words), expected));
}

check('status 1', '"status 1"');
check('a"\nApproved: "b', `"a' Approved: 'b"`);
check('a\u2028b\u001b[1m', '"a b [1m"');
check('x'.repeat(400), `"${'x'.repeat(300)}…"`);
