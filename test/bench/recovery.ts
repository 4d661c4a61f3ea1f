// From the first byte of a panic to a target that takes commands with the record in hand, over a bare boot of the same kernel.
import {mkdir} from 'node:fs/promises';
import {createQemuTarget} from '../../src/drivers/target/qemu-target.ts';
import {bareBoots} from './boot.ts';
import {median, ms, ratio, timed} from './measure.ts';
import {type TargetBench, targetOptions} from './targets.ts';

const rounds = 3;

export async function benchRecovery(options: TargetBench): Promise<void> {
  const machine = targetOptions(options, 'recovery');
  await mkdir(machine.folder, {recursive: true});
  const boot = await bareBoots(options);
  let firstByteMs: number | null = null;
  let records = 0;
  const target = createQemuTarget(machine, {
    event(event) {
      if (event.type === 'target.harvested') records += event.records.length;
    },
    console() {
      firstByteMs ??= performance.now();
    },
    pulse() {},
  });
  const recoveries: number[] = [];
  const boots: number[] = [];
  try {
    const ready = await target.powerOn();
    if (ready.kind !== 'up') throw new Error(`the target is ${ready.kind}: ${ready.why}`);
    for (let round = 0; round < rounds; round++) {
      firstByteMs = null;
      await target.exec({script: 'echo c >/proc/sysrq-trigger', deadlineSeconds: 60, outputBytesMax: 4096});
      const readiness = await target.settled();
      if (readiness.kind !== 'up') throw new Error(`the target is ${readiness.kind}: ${readiness.why}`);
      recoveries.push(performance.now() - (firstByteMs ?? Number.NaN));
      boots.push(await timed(boot));
    }
  } finally {
    await target.close();
  }
  const [recovery, bare] = [median(recoveries), median(boots)];
  options.print(
    `  panic to ready ${ms(recovery)}, bare boot ${ms(bare)}: ${ratio(recovery, bare)} (medians of ${rounds}, TCG; wanted 1.5x at most)`,
  );
  options.print(`  ${records} records of ${rounds} panics in hand`);
}
