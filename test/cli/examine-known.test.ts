// What an earlier examination told is known by its words and its place: it is told in a line, and the exit status is not of it.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {examineStatus} from '../../src/cli/examine.ts';
import {parseKnown, readKnown, withoutKnown} from '../../src/cli/examine-known.ts';
import {examinationJson, findingRows} from '../../src/cli/examine-rows.ts';
import type {CheckFinding} from '../../src/core/examination.ts';
import {resultOf, unlock} from '../core/examined-states.ts';
import {temporaryFolder} from '../temporary.ts';

const at = (within: string, line: number): CheckFinding => ({...unlock, line, anchor: {within, text: 'return n;'}});
const first = at('int read(void)', 40);
const signed: CheckFinding = {
  ...first,
  alsoBy: ['coccinelle'],
  signs: [{...first, check: 'coccinelle', claim: 'returns locked'}],
};
const kept = (...findings: readonly CheckFinding[]) =>
  parseKnown(examinationJson('ringlog', [resultOf('sparse', ...findings)])) ??
  assert.fail('it was printed by ourselves');

function check(
  what: string,
  known: readonly CheckFinding[],
  now: readonly CheckFinding[],
  fresh: readonly number[],
): void {
  test(what, () => {
    const parted = withoutKnown([resultOf('sparse', ...now)], kept(...known));
    assert.deepEqual(
      parted.results[0]?.findings.map(({line}) => line),
      fresh,
    );
    assert.equal(parted.known.length, now.length - fresh.length);
  });
}

check('the same is known, at another line', [first], [{...first, line: 90}], []);
check('in another function it is new', [first], [at('int poll(void)', 40)], [40]);
check('of another class it is new', [first], [{...first, class: 'deadlock'}], [40]);
check('twice it is known once', [first], [first, {...first, line: 60}], [60]);
check('nothing is known of nothing', [], [first], [40]);

test('what was told beside another check then is known by itself now', () => {
  const alone = {...first, line: 50, claim: 'returns locked'};
  assert.equal(withoutKnown([resultOf('coccinelle', alone)], kept(signed)).known.length, 1);
  assert.equal(withoutKnown([resultOf('coccinelle', {...alone, claim: 'other'})], kept(signed)).known.length, 0);
});

test('the exit status and the sum are of what is new, and what is known stands in a line', () => {
  const {results, known} = withoutKnown([resultOf('sparse', first)], kept(first));
  assert.equal(examineStatus(results), 0);
  assert.deepEqual(findingRows(results, results, known), [
    '',
    `known: major: missing unlock ringlog.c:40 (sparse): ${unlock.claim}`,
    '',
    '0 new findings, 1 known; sparse came to its end',
  ]);
});

test('a file that is none of ours is refused, one that holds nonsense knows nothing', async (t) => {
  const folder = await temporaryFolder(t);
  const file = join(folder, 'known.json');
  await assert.rejects(readKnown(file), /known.json is not there; .* writes one/);
  await assert.rejects(readKnown(folder), /is a folder, not what/);
  for (const text of ['', '[]', '{"module":"a"}', '{"results":{}}']) {
    await writeFile(file, text);
    await assert.rejects(readKnown(file), /is not what `quarterdeck examine --json` prints/, text);
  }
  for (const results of [[1], [{check: 'sparse', findings: [{class: 1, claim: 'c'}, null]}], [{findings: [{}]}]]) {
    assert.deepEqual(parseKnown(JSON.stringify({results})), []);
  }
});
