// Every fault that a module can provoke on the kernel at hand, provoked again on a real target: the report has the title of
// the stored log, and is blamed on the line that did it. What follows a crash is other tests' business: once the kernel has reset itself, its
// target is switched off, and the next fault starts from the saved state.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {blamedPlace} from '../../../src/core/crash-source.ts';
import {locateReports} from '../../../src/drivers/symbols/crash-source.ts';
import {openSpan} from '../../../src/drivers/target/capture-span.ts';
import {deliver} from '../../../src/drivers/target/deliver.ts';
import {blaming, crashOf} from '../../../src/drivers/target/run-crash.ts';
import {moduleFile, runFolder} from '../../../src/drivers/target/run-scripts.ts';
import type {CrashReport} from '../../../src/kernel/report.ts';
import {temporaryFolder} from '../../temporary.ts';
import {builderForTests, type TargetForTests, targetForTests} from '../target/target-for-tests.ts';
import {blamedLine, type FaultLog, faultLogs, faultsFolder} from './fault-logs.ts';

/** Much of a fault is waiting for a detector. */
const targetsAtOnce = 2;
const module = 'faults';

test('each fault is named and blamed on its line', {concurrency: targetsAtOnce}, async (t) => {
  const koPath = await buildFaults(t);
  const free = await Promise.all(Array.from({length: targetsAtOnce}, () => targetForTests(t)));
  const check = (log: FaultLog) =>
    t.test(log.fault, async () => {
      const target = free.pop();
      assert.ok(target);
      try {
        await checkFault(target, koPath, log);
      } finally {
        free.push(target);
      }
    });
  await Promise.all(faultLogs().map(check));
});

async function buildFaults(t: TestContext): Promise<string> {
  const artefactFolder = join(await temporaryFolder(t), 'out');
  const builder = await builderForTests();
  const built = await builder.build({module, sourceFolder: faultsFolder, artefactFolder, deadlineSeconds: 120});
  if (built.kind !== 'built') return assert.fail(JSON.stringify(built));
  assert.deepEqual(built.diagnostics, []);
  return built.koPath;
}

async function checkFault(on: TargetForTests, koPath: string, log: FaultLog): Promise<void> {
  const reports = await provoke(on, koPath, log);
  const room = {folders: [faultsFolder], anywhere: false};
  const [report] = await locateReports(reports, {kos: [koPath], sourceFolder: faultsFolder}, room);
  assert.ok(report, 'there is a report');
  const place = blamedPlace(report);
  assert.deepEqual(
    {title: report.title, file: place?.file, line: place?.line},
    {title: report.title === log.orTitle ? log.orTitle : log.title, file: 'faults.c', line: blamedLine(log.fault)},
    JSON.stringify(report.source?.places),
  );
  const [excerpt] = report.source?.excerpts ?? [];
  assert.ok(excerpt?.lines[excerpt.line - excerpt.firstLine]?.includes(`BLAME ${log.fault}`));
}

/** What the console said of it, until the kernel had reset itself. */
async function provoke(on: TargetForTests, koPath: string, {fault}: FaultLog): Promise<readonly CrashReport[]> {
  const {target, capture} = on;
  assert.equal((await target.clean('saved')).kind, 'up');
  const request = {module, koPath, buildId: '', acceptance: 'load', acceptDeadlineSeconds: 60, loadCycles: 1} as const;
  assert.equal(await deliver(target, {...request, files: []}), null);
  const span = openSpan(capture);
  const mark = target.mark();
  const isAtLoad = fault === 'null_setup' || fault === 'null_init';
  const use = isAtLoad ? ` at_load=${fault}` : `; echo ${fault} > /sys/kernel/debug/faults; sleep 5`;
  const reset = on.next('target.wasReset');
  const script = `insmod ${moduleFile(module)}${use}`;
  const ended = target.exec({script, directory: runFolder, deadlineSeconds: 60, outputBytesMax: 4096});
  await reset;
  await ended;
  assert.ok(crashOf(target.since(mark)), 'the target tells of a crash');
  await target.powerOff();
  return blaming(await span.reports(), module);
}
