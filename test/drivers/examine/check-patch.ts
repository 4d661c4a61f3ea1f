// Runs one of the house's semantic patches on a few lines of C: the fault is told, and what looks like it is not.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {findTool} from '../../../src/drivers/host/find-tool.ts';
import {runTool} from '../../../src/drivers/process.ts';
import {parseCoccinelle} from '../../../src/kernel/reports.ts';
import {temporaryFolder} from '../../temporary.ts';

const spatch = findTool('spatch');
export const skip = spatch === null ? 'spatch is not installed' : false;
const rules = fileURLToPath(new URL('../../../config/examine', import.meta.url));

/** Each line of `source` that ends with a remark `FAULT` or `HINT` is told, as that, and no other. */
export async function check(t: TestContext, rule: string, source: string): Promise<void> {
  const file = join(await temporaryFolder(t), 'a.c');
  await writeFile(file, source);
  const options = ['--very-quiet', '--no-show-diff', '-D', 'report', '--cocci-file', join(rules, `${rule}.cocci`)];
  const told = parseCoccinelle(await runTool(spatch ?? '', [...options, file])).map(
    ({line, level}) => `${line} ${level === 'warning' ? 'HINT' : 'FAULT'}`,
  );
  const meant = source
    .split('\n')
    .flatMap((line, at) => [...line.matchAll(/\/\* (FAULT|HINT) \*\/$/g)].map(([, word]) => `${at + 1} ${word}`));
  assert.deepEqual([...new Set(told)].sort(), meant.sort());
}
