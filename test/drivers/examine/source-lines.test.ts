import assert from 'node:assert/strict';
import {mkdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {CheckFinding} from '../../../src/core/examination.ts';
import {readSources, sourcesIn, withLines} from '../../../src/drivers/examine/static/source-lines.ts';
import {temporaryFolder} from '../../temporary.ts';

test("the module's files are its C, below it too; a link is not followed", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'sub'));
  for (const name of ['b.c', 'a.h', 'Kbuild', '.allocators.h', 'sub/c.c'])
    await writeFile(join(folder, name), `${name}\n`);
  await symlink('/etc/hostname', join(folder, 'd.c'));
  assert.deepEqual(await sourcesIn(folder), ['a.h', 'b.c', 'd.c', 'sub/c.c']);
  assert.deepEqual([...(await readSources(folder)).keys()], ['a.h', 'b.c', 'sub/c.c']);
});

const finding: CheckFinding = {
  ...{class: 'other', severity: 'minor', file: 'a.c', line: 2},
  ...{claim: 'something', evidence: 'a.c:2: something'},
};
const evidence = (given: Partial<CheckFinding>) =>
  withLines({by: 'x', end: {kind: 'finished', looked: 'y'}, findings: [{...finding, ...given}]}, sources).findings[0]
    ?.evidence;
const sources = new Map([['a.c', ['one', '\ttwo();', '']]]);

test('evidence of one line gets the line; a path, an empty line and another file stay as they are', () => {
  assert.equal(evidence({}), 'a.c:2: something\ntwo();');
  assert.equal(evidence({evidence: 'a\nb'}), 'a\nb');
  assert.equal(evidence({line: 3}), 'a.c:2: something');
  assert.equal(evidence({line: 9}), 'a.c:2: something');
  assert.equal(evidence({file: 'b.c'}), 'a.c:2: something');
});
