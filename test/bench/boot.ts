// From nothing to a target that takes commands, over QEMU alone with the same kernel and initramfs until its shell is there.
import {spawn} from 'node:child_process';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {guestImage} from '../../src/drivers/target/guest-image.ts';
import {
  detectorTimes,
  kernelArguments,
  ramoopsArguments,
  ramoopsZone,
} from '../../src/drivers/target/kernel-arguments.ts';
import {createQemuTarget} from '../../src/drivers/target/qemu-target.ts';
import {compared, ms, ratio, timed} from './measure.ts';
import {memoryMiB, type TargetBench, targetOptions} from './targets.ts';

export async function benchBoot(options: TargetBench): Promise<void> {
  const {kernel} = options;
  const machine = targetOptions(options, 'target');
  await mkdir(machine.folder, {recursive: true});
  const ours = async (): Promise<void> => {
    const target = createQemuTarget(machine, {event: () => {}, console: () => {}, pulse: () => {}});
    const readiness = await target.powerOn();
    if (readiness.kind !== 'up') throw new Error(`the target is ${readiness.kind}: ${readiness.why}`);
    await target.close();
  };
  const {firstMs, secondMs} = await compared(3, ours, await bareBoots(options));
  options.print(`  ready ${ms(firstMs)}, QEMU alone ${ms(secondMs)}: ${ratio(firstMs, secondMs)} (medians of 3, TCG)`);
  const compressed = join(kernel.image, '..', 'boot', `vmlinuz-${kernel.release}`);
  const bzImage = await timed(await bareBoots(options, compressed));
  options.print(`  QEMU alone with the bzImage ${ms(bzImage)}: ${ratio(bzImage, secondMs)} of the unpacked vmlinux`);
}

/** What boots QEMU alone with the kernel and initramfs that a target would boot. */
export async function bareBoots(
  options: Pick<TargetBench, 'kernel' | 'tools' | 'cacheFolder'>,
  image: string = options.kernel.image,
): Promise<() => Promise<void>> {
  const {kernel, tools, cacheFolder} = options;
  const zone = ramoopsZone(memoryMiB);
  const initramfs = await guestImage({
    ...{kernel, cacheFolder, busybox: tools.busybox, ramoopsArguments: ramoopsArguments(zone)},
    heartbeatSeconds: detectorTimes.hardwareWatchdogSeconds,
  });
  return () => bareBoot(tools.qemu, image, initramfs, kernelArguments(detectorTimes, zone).join(' '));
}

/** Until busybox's init offers its shell on the console. */
function bareBoot(qemu: string, image: string, initramfs: string, append: string): Promise<void> {
  const words = [
    '-nodefaults',
    '-no-user-config',
    '-display',
    'none',
    '-machine',
    'pc',
    '-accel',
    'tcg',
    '-cpu',
    'max',
  ];
  const rest = ['-m', `${memoryMiB}M`, '-kernel', image, '-initrd', initramfs, '-append', append, '-serial', 'stdio'];
  const devices = ['-device', 'i6300esb', '-device', 'virtio-serial-pci', '-device', 'pvpanic'];
  const child = spawn(qemu, [...words, ...rest, ...devices], {stdio: ['ignore', 'pipe', 'inherit']});
  return new Promise((resolve, reject) => {
    let tail = '';
    child.once('error', reject);
    child.once('close', () => reject(new Error(`QEMU ended before its shell was there: ${tail}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-400);
      if (!tail.includes('activate this console')) return;
      child.removeAllListeners('close');
      child.once('close', () => resolve());
      child.kill('SIGKILL');
    });
  });
}
