// How a kernel that notices is run. All that it does takes several times as long, and a host that is busy meanwhile must not look like a
// module that hangs.
import type {DetectorTimes} from '../../target/kernel-arguments.ts';

export const noticingTimes: DetectorTimes = {
  softLockupSeconds: 12,
  rcuStallSeconds: 15,
  hungTaskSeconds: 18,
  hungTaskCheckSeconds: 2,
  hardwareWatchdogSeconds: 40,
  panicRebootSeconds: 1,
  dumpSeconds: 10,
  bootSeconds: 240,
};

/** KUnit runs nothing unless it is told to (lib/kunit/test.c, `enable`). */
export const noticingArguments: readonly string[] = ['kunit.enable=1'];
