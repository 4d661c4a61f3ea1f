// Every fault that a module can provoke on the kernel at hand, provoked again on a real target: the report has the title of
// the stored log, and is blamed on the line that did it.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {blamedPlace} from '../../../src/core/crash-source.ts';
import {locateReports} from '../../../src/drivers/symbols/crash-source.ts';
import {runTask} from '../../../src/drivers/target/task-run.ts';
import {builderForTests, targetForTests} from '../target/target-for-tests.ts';
import {blamedLine, type FaultLog, faultLogs, faultsFolder} from './fault-logs.ts';

async function openFaults(t: TestContext) {
  const {target, capture, folder} = await targetForTests(t);
  const builder = await builderForTests();
  const artefactFolder = join(folder, 'out');
  const built = await builder.build({
    module: 'faults',
    sourceFolder: faultsFolder,
    artefactFolder,
    deadlineSeconds: 120,
  });
  if (built.kind !== 'built') return assert.fail(JSON.stringify(built));
  assert.deepEqual(built.diagnostics, []);
  const {koPath, buildId} = built;
  const ready = await target.powerOn();
  assert.equal(ready.kind, 'up');
  const provoke = async ({fault}: FaultLog) => {
    const isAtLoad = fault === 'null_setup' || fault === 'null_init';
    const accept = isAtLoad
      ? `insmod "$KO" at_load=${fault}`
      : `insmod "$KO"; echo ${fault} > /sys/kernel/debug/faults; sleep 5`;
    const outcome = await runTask({
      ...{target, capture, start: 'saved' as const},
      request: {
        ...{module: 'faults', koPath, buildId, acceptance: 'accept', acceptDeadlineSeconds: 60, loadCycles: 1},
        files: [{path: 'accept.sh', mode: 0o755, bytes: Buffer.from(accept)}],
      },
    });
    const room = {folders: [faultsFolder], anywhere: false};
    const [report] = await locateReports(outcome.reports, {kos: [koPath], sourceFolder: faultsFolder}, room);
    return {outcome, report};
  };
  return {provoke};
}

/** In two parts, so that neither keeps a shared machine for long. */
const logs = faultLogs();
const half = Math.ceil(logs.length / 2);

test('the first faults are named and blamed on their lines', (t) => checkAll(t, logs.slice(0, half)));
test('the other faults are named and blamed on their lines', (t) => checkAll(t, logs.slice(half)));

async function checkAll(t: TestContext, faults: readonly FaultLog[]): Promise<void> {
  const {provoke} = await openFaults(t);
  for (const log of faults) {
    await t.test(log.fault, async () => {
      const {outcome, report} = await provoke(log);
      assert.equal(outcome.result.kind, 'crashed', JSON.stringify(outcome.result));
      assert.ok(report, 'there is a report');
      const place = blamedPlace(report);
      assert.deepEqual(
        {title: report.title, file: place?.file, line: place?.line},
        {
          title: report.title === log.orTitle ? log.orTitle : log.title,
          ...{file: 'faults.c', line: blamedLine(log.fault)},
        },
        JSON.stringify(report.source?.places),
      );
      const [excerpt] = report.source?.excerpts ?? [];
      assert.ok(excerpt?.lines[excerpt.line - excerpt.firstLine]?.includes(`BLAME ${log.fault}`));
    });
  }
}
