// A real target for one test, with all that it told; closed after it.
import type {TestContext} from 'node:test';
import type {KernelNow} from '../../../src/core/link.ts';
import type {TargetEvent} from '../../../src/core/target-events.ts';
import {createBuilder} from '../../../src/drivers/build/builder.ts';
import {findTools} from '../../../src/drivers/host/tools.ts';
import {detectorTimes} from '../../../src/drivers/target/kernel-arguments.ts';
import {createQemuTarget, type QemuTarget} from '../../../src/drivers/target/qemu-target.ts';
import type {QemuTargetOptions} from '../../../src/drivers/target/target-options.ts';
import type {CaptureReader} from '../../../src/drivers/target/task-run.ts';
import {temporaryFolder} from '../../temporary.ts';
import {cacheFolder, kernelForTests} from './kernel-for-tests.ts';

export interface TargetForTests {
  readonly target: QemuTarget;
  readonly capture: CaptureReader;
  readonly folder: string;
  readonly events: readonly TargetEvent[];
  /** Resolves with the next event of this type, told after the call. */
  next(type: TargetEvent['type']): Promise<TargetEvent>;
  pulses(): number;
  /** What the kernel said with the newest of them. */
  kernelNow(): KernelNow | undefined;
  /** Resolves when the console has said it. */
  says(what: RegExp): Promise<void>;
  /** Events as words: their type, and what matters of it. */
  story(): readonly string[];
}

const memoryMiB = 256;

/** What differs from an ordinary target. */
export type TargetForTestsOptions = Partial<
  Pick<QemuTargetOptions, 'times' | 'busybox' | 'cpus' | 'cacheFolder' | 'devices' | 'machine' | 'kernel' | 'memoryMiB'>
>;

export async function targetForTests(t: TestContext, differing: TargetForTestsOptions = {}): Promise<TargetForTests> {
  const folder = await temporaryFolder(t);
  const events: TargetEvent[] = [];
  const waiting: {readonly type: TargetEvent['type']; readonly resolve: (event: TargetEvent) => void}[] = [];
  const listening = new Set<() => void>();
  let console = Buffer.alloc(0);
  let pulses = 0;
  let kernelNow: KernelNow | undefined;
  const options = {
    qemu: toolForTests('qemu-system-x86_64'),
    busybox: toolForTests('busybox'),
    kernel: differing.kernel ?? (await kernelForTests()),
    ...{cacheFolder, folder, memoryMiB, cpus: 1, devices: [], times: detectorTimes, accelerator: 'tcg' as const},
    ...differing,
  };
  const target = createQemuTarget(options, {
    event(event) {
      events.push(event);
      for (const {type, resolve} of waiting) if (type === event.type) resolve(event);
    },
    console(bytes) {
      console = Buffer.concat([console, bytes]);
      for (const look of listening) look();
    },
    pulse(kernel) {
      pulses += 1;
      kernelNow = kernel;
    },
  });
  t.after(() => target.close());
  return {
    target,
    folder,
    events,
    capture: {position: () => console.length, read: async (from, to) => console.subarray(from, to)},
    next: (type) => new Promise((resolve) => waiting.push({type, resolve})),
    pulses: () => pulses,
    kernelNow: () => kernelNow,
    says: (what) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!what.test(console.toString('latin1'))) return;
          listening.delete(look);
          resolve();
        };
        listening.add(look);
        look();
      }),
    story: () => events.map(words),
  };
}

export async function builderForTests() {
  return createBuilder({kernel: await kernelForTests(), bwrap: toolForTests('bwrap'), unsafeHostBuild: false});
}

export function toolForTests(name: string): string {
  const path = findTools(true).found[name];
  if (path === undefined) throw new Error(`${name} is not installed; \`npm test\` says how to get it`);
  return path;
}

function words(event: TargetEvent): string {
  const name = event.type.slice('target.'.length);
  switch (event.type) {
    case 'target.wasReset':
      return `${name} ${event.cause}`;
    case 'target.harvested':
      return `${name} ${event.records.map(({reason}) => reason?.split('#')[0] ?? 'no head').join('+') || 'nothing'}`;
    case 'target.bootStarted':
    case 'target.cameUp':
    case 'target.poweredOn':
      return `${name} ${event.boot}`;
    case 'target.rungTaken':
      return `rung ${event.rung}`;
    case 'target.evidenceTaken':
      return `${event.what} by ${event.rung}`;
    default:
      return name;
  }
}
