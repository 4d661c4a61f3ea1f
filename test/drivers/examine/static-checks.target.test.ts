// Every static check for real: the sandbox, the headers of the target's kernel, the tools themselves.
import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {before, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {type CheckName, type CheckResult, staticChecks} from '../../../src/core/examination.ts';
import {foundBy} from '../../../src/core/join-findings.ts';
import {systemClock} from '../../../src/drivers/clock.ts';
import {createExaminer} from '../../../src/drivers/examine/examiner.ts';
import {openStaticChecks} from '../../../src/drivers/examine/static/static-checks.ts';
import {distributionSource} from '../../../src/drivers/kernel-build/find-source.ts';
import {cacheFolderOf} from '../../../src/drivers/session/folders.ts';
import type {Examiner} from '../../../src/ports.ts';
import {prepareHost} from '../../../src/setup/prepare.ts';
import {temporaryFolder} from '../../temporary.ts';
import {cleanModule, faultyModule} from './probe-modules.ts';

const cacheFolder = cacheFolderOf(process.env);
const rulesFolder = fileURLToPath(new URL('../../../config/examine', import.meta.url));
const quiet = {say: () => {}, tell: () => {}};
let examiner: Examiner;

before(async () => {
  const host = await prepareHost({cacheFolder, ...quiet, forTests: true});
  if ('fault' in host) throw new Error(host.fault);
  // The kernel's scripts lie in it.
  await distributionSource(cacheFolder, quiet);
  const {kernel, tools} = host;
  const checks = openStaticChecks({kernel, bwrap: tools.bwrap, cacheFolder, rulesFolder, unsafeHostBuild: false});
  examiner = createExaminer({checks, whyNot: () => 'it is none of these', clock: systemClock});
});

interface Listening {
  readonly told: () => void;
  readonly signal: AbortSignal;
}

async function examined(
  t: TestContext,
  source: string,
  checks: readonly CheckName[] = staticChecks,
  {told = () => {}, signal = new AbortController().signal}: Partial<Listening> = {},
): Promise<readonly CheckResult[]> {
  const folder = join(await temporaryFolder(t), 'source');
  await mkdir(folder);
  await writeFile(join(folder, 'probe.c'), source);
  await writeFile(join(folder, 'Kbuild'), 'obj-m := probe.o\n');
  return examiner.examine({module: 'probe', sourceFolder: folder, acceptance: 'load', checks}, told, signal);
}

const endings = (results: readonly CheckResult[]) => results.map(({check, end}) => `${check} ${end.kind}`);

test('a module with a fault of each kind: each check sees its own, and what several see is told once', async (t) => {
  const results = await examined(t, faultyModule);
  assert.deepEqual(endings(results).slice(0, 5), [
    'compiler finished',
    'analyzer finished',
    'sparse finished',
    'checkpatch finished',
    'coccinelle finished',
  ]);
  const found = foundBy(results);
  const classes = new Set(found.filter(({finding}) => finding.severity === 'major').map(({finding}) => finding.class));
  for (const wanted of [
    'use after free',
    'leak on an error path',
    'uninitialised value',
    'unchecked user copy',
    'missing unlock',
    'sleeping in atomic',
    'armed at unload',
    'out of bounds',
  ] as const) {
    assert.ok(classes.has(wanted), `${wanted} is not among ${[...classes].join(', ')}`);
  }
  const freed = found.find(({finding}) => finding.class === 'use after free')?.finding;
  assert.ok((freed?.alsoBy?.length ?? 0) > 0, JSON.stringify(freed));
  assert.ok(found.every(({finding}) => finding.file === undefined || finding.file === 'probe.c'));
  assert.ok(found.some(({check, finding}) => check === 'checkpatch' && finding.severity === 'note'));
});

test("a clean module: nothing is found, of the kernel's headers neither", async (t) => {
  const results = await examined(t, cleanModule);
  assert.deepEqual(
    foundBy(results).map(({check, finding}) => `${check}: ${finding.line}: ${finding.claim}`),
    [],
  );
  assert.ok(results.filter(({end}) => end.kind === 'finished').length >= 5, endings(results).join());
});

test('a module that names no licence, and one that does not compile', async (t) => {
  const unlicensed = await examined(t, cleanModule.replace(/MODULE_LICENSE.*\n/, ''), ['compiler', 'sparse']);
  assert.deepEqual(
    foundBy(unlicensed).map(({finding}) => `${finding.severity} ${finding.class}`),
    ['critical missing licence'],
  );
  assert.deepEqual(endings(unlicensed), ['compiler finished', 'sparse finished']);
  const broken = await examined(t, `${cleanModule}nonsense;;(\n`, ['compiler', 'analyzer', 'sparse']);
  assert.deepEqual(endings(broken), ['compiler stopped', 'analyzer stopped', 'sparse stopped']);
  assert.deepEqual(
    foundBy(broken).map(({finding}) => `${finding.severity} ${finding.class} ${finding.file}`),
    ['critical does not build probe.c'],
  );
});

test('an examination that is called off while a tool runs ends, and says so', async (t) => {
  const controller = new AbortController();
  // The next check has begun by then.
  const told = () => void setImmediate(() => controller.abort());
  const results = await examined(t, faultyModule, ['compiler', 'coccinelle'], {told, signal: controller.signal});
  assert.deepEqual(endings(results), ['compiler finished', 'coccinelle stopped']);
});
