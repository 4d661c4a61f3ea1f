// One panic and one hang, provoked on a real QEMU by the self-test itself.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import test from 'node:test';
import {type SelfTestSources, selfTestTarget} from '../../../src/drivers/target/self-test.ts';
import {buildModule} from '../../build-module.ts';
import {builderForTests, targetForTests} from './target-for-tests.ts';

test('a panic and a hang come back by themselves, each with its record', async (t) => {
  const {target, folder, events, story} = await targetForTests(t);
  const builder = await builderForTests();
  const buildHang = async (sources: SelfTestSources) => {
    const built = await buildModule(builder, folder, sources);
    return built.kind === 'built' ? built : {fault: JSON.stringify(built)};
  };
  const findings = await selfTestTarget({target, buildModule: buildHang, onLine: () => {}});
  assert.deepEqual(
    findings.map(({provoked, cameBack}) => ({provoked, cameBack})),
    [
      {provoked: 'panic', cameBack: true},
      {provoked: 'hang', cameBack: true},
    ],
  );
  assert.deepEqual(story(), [
    ...['poweredOn 1', 'bootStarted 1', 'cameUp 1'],
    ...['panicked', 'rung kernel', 'wasReset panic', 'bootStarted 2', 'harvestStarted', 'harvested Panic', 'cameUp 2'],
    ...['hung', 'rung watchdog', 'watchdogFired', 'rung nmi', 'panicked', 'backtrace by nmi', 'wasReset watchdog'],
    ...['bootStarted 3', 'harvestStarted', 'harvested Panic', 'cameUp 3'],
  ]);
  for (const event of events) {
    if (event.type === 'target.watchdogFired') assert.match(event.registers, /CPU#0[\s\S]*RIP=/);
    if (event.type === 'target.hung') assert.match(event.lastLines.join('\n'), /quarterdeck_hang/);
    if (event.type === 'target.harvestStarted') assert.equal(event.bootStatus, event.boot === 3 ? 32 : 0);
  }
  assert.match(await readFile(findings[1]?.file ?? '', 'utf8'), /hang_with_interrupts_off\+0x/);
});
