// For tests of checks that run the module: the host's own examiner, on the kernels of the cache, and what it comes to for a module of the fixtures.
import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {type OpenExaminer, openExaminer} from '../../../src/cli/open-examiner.ts';
import {readTask, type TaskFiles} from '../../../src/cli/read-task.ts';
import type {CheckFinding, CheckResult, DynamicCheck} from '../../../src/core/examination.ts';
import {cacheFolderOf} from '../../../src/drivers/session/folders.ts';
import {prepareHost} from '../../../src/setup/prepare.ts';
import {loadFixtures, writeVariant} from '../../fixtures/modules/load.ts';
import type {Variant} from '../../fixtures/modules/variant.ts';
import {temporaryFolder} from '../../temporary.ts';

const cacheFolder = cacheFolderOf(process.env);

export async function openForTest(folder: string, task?: TaskFiles): Promise<OpenExaminer> {
  const host = await prepareHost({cacheFolder, say: () => {}, tell: () => {}});
  if ('fault' in host) throw new Error(host.fault);
  const prepared = {kernel: host.kernel, tools: host.tools, accelerator: 'tcg'} as const;
  const given = {prepared, cacheFolder, folder, unsafeHostBuild: false, say: () => {}};
  return openExaminer(task === undefined ? given : {...given, task});
}

/** What these checks say of one module of `test/fixtures/modules`, as planted or clean. */
export async function examined(
  t: TestContext,
  name: string,
  variant: Variant,
  checks: readonly DynamicCheck[],
): Promise<readonly CheckResult[]> {
  const fixture = (await loadFixtures()).find((one) => one.name === name);
  assert.ok(fixture !== undefined, `there is no fixture ${name}`);
  const folder = await temporaryFolder(t);
  const {sourceFolder, taskFolder} = await writeVariant(fixture, variant, folder);
  const {examiner, close} = await openForTest(folder, await readTask(taskFolder));
  try {
    const request = {module: name, sourceFolder, acceptance: 'accept', whose: 'own', checks} as const;
    return await examiner.examine(request, () => {}, new AbortController().signal);
  } finally {
    await close();
  }
}

/** All of them came to their end, and none of them said anything. */
export function assertLeftAlone(results: readonly CheckResult[], checks: readonly DynamicCheck[]): void {
  assert.deepEqual(
    results.flatMap(({findings}) => findings.map(({claim, evidence}) => `${claim}\n${evidence}`)),
    [],
  );
  assert.deepEqual(
    results.map(({check, end}) => `${check} ${end.kind}`),
    checks.map((check) => `${check} finished`),
  );
}

export const classesOf = (findings: readonly CheckFinding[]) => [...new Set(findings.map(({class: is}) => is))];
