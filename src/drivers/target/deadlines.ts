// How long the driver waits for a target in each phase, from the target's own numbers: each rung of the recovery starts
// when what the kernel or its watchdog would have done by itself is overdue.
import type {DetectorTimes} from './kernel-arguments.ts';
import type {Lifecycle} from './lifecycle-state.ts';

/** A reboot resets the machine many times within some milliseconds, and the console's last bytes come after the first. */
const settleMs = 300;

/** By then each of the kernel's own detectors would have spoken. */
export function silenceMs(times: DetectorTimes): number {
  const slowest = Math.max(
    times.softLockupSeconds,
    times.rcuStallSeconds,
    times.hungTaskSeconds + times.hungTaskCheckSeconds,
  );
  return 1000 * (slowest + times.dumpSeconds);
}

/** When the state may not be left as it is any longer; null while nothing is awaited. */
export function deadlineOf(state: Lifecycle, times: DetectorTimes): number | null {
  const {phase, heartbeatMs, spokeMs} = state;
  const watchdogMs = 1000 * (times.hardwareWatchdogSeconds + times.dumpSeconds);
  // On a machine whose processors are all busy, a panic took ten seconds from its first line to the reset.
  const rebootMs = 1000 * (times.panicRebootSeconds + 4 * times.dumpSeconds);
  switch (phase.name) {
    case 'off':
    case 'starting':
    case 'lost':
      return null;
    case 'booting':
      return Math.min(phase.sinceMs + 1000 * times.bootSeconds, Math.max(phase.sinceMs, spokeMs) + 2 * watchdogMs);
    case 'harvesting':
    case 'up':
      // A kernel that prints and prints is no healthier for it when nothing else runs there.
      return Math.min(Math.max(heartbeatMs, spokeMs) + silenceMs(times), heartbeatMs + 2 * watchdogMs);
    case 'hung':
      return Math.max(phase.sinceMs, heartbeatMs + watchdogMs);
    case 'oopsed':
      return phase.sinceMs + 2000 * times.dumpSeconds;
    case 'panicked':
    case 'interrupted':
      return phase.sinceMs + rebootMs;
    case 'examining':
    case 'resetting':
      return phase.sinceMs + 2000 * times.dumpSeconds;
    case 'settling':
      return phase.sinceMs + settleMs;
    default:
      return phase satisfies never;
  }
}
