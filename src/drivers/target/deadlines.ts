// How long the driver waits for a target in each phase, from the target's own numbers: each rung of the recovery starts
// when what the kernel or its watchdog would have done by itself is overdue.
import type {Rung} from '../../core/target-events.ts';
import type {DetectorTimes} from './kernel-arguments.ts';
import type {Lifecycle} from './lifecycle-state.ts';

/** A reboot resets the machine many times within some milliseconds, and the console's last bytes come after the first. */
const settleMs = 300;

/** By then each of the kernel's own detectors would have spoken. */
export function silenceMs(times: DetectorTimes): number {
  if (times.silenceSeconds !== undefined) return 1000 * times.silenceSeconds;
  const slowest = Math.max(
    times.softLockupSeconds,
    times.rcuStallSeconds,
    times.hungTaskSeconds + times.hungTaskCheckSeconds,
  );
  return 1000 * (slowest + times.dumpSeconds);
}

/** How long after its last heartbeat a target's hardware watchdog has fired: what the target said of it counts first. */
function watchdogMs({hello}: Lifecycle, times: DetectorTimes): number {
  return 1000 * ((hello?.heartbeatSeconds ?? times.hardwareWatchdogSeconds) + times.dumpSeconds);
}

/** What a rung may take to bring a reset about; for the watchdog what is left of its time, never less than nothing. */
export function rungMs(rung: Rung, state: Lifecycle, atMs: number, times: DetectorTimes): number {
  switch (rung) {
    case 'kernel':
      // A report that is no panic should be followed by one; a panic by the reboot.
      return state.ending.panicked ? rebootMs(times) : 2000 * times.dumpSeconds;
    case 'watchdog':
      return Math.max(0, state.heartbeatMs + watchdogMs(state, times) - atMs);
    case 'nmi':
    case 'sysrq':
      return rebootMs(times);
    case 'reset':
    case 'cycle':
      return 2000 * times.dumpSeconds;
    case 'restart':
      return 1000 * times.bootSeconds;
    default:
      return rung satisfies never;
  }
}

/** How long a rung may be in the taking. */
function takeMs(times: DetectorTimes): number {
  return 1000 * (times.takeSeconds ?? 2 * times.dumpSeconds);
}

/** On a machine whose processors are all busy, a panic took ten seconds from its first line to the reset. */
function rebootMs(times: DetectorTimes): number {
  return 1000 * (times.panicRebootSeconds + 4 * times.dumpSeconds);
}

/** When the state may not be left as it is any longer; null while nothing is awaited. */
export function deadlineOf(state: Lifecycle, times: DetectorTimes): number | null {
  const {phase, heartbeatMs, spokeMs, lineLost} = state;
  if (phase.name === 'off' || phase.name === 'starting' || phase.name === 'lost') return null;
  // Without its line a target can't be judged; it is given the time of a boot to come back.
  if (lineLost !== undefined) return lineLost.sinceMs + 1000 * times.bootSeconds;
  switch (phase.name) {
    case 'restoring':
      // A system that goes on pets its watchdog by then.
      return phase.sinceMs + watchdogMs(state, times);
    case 'booting':
      return Math.min(
        phase.sinceMs + 1000 * times.bootSeconds,
        Math.max(phase.sinceMs, spokeMs) + 2 * watchdogMs(state, times),
      );
    case 'harvesting':
    case 'up':
      // A kernel that prints and prints is no healthier for it when nothing else runs there.
      return Math.min(Math.max(heartbeatMs, spokeMs) + silenceMs(times), heartbeatMs + 2 * watchdogMs(state, times));
    case 'saving':
      return phase.sinceMs + 1000 * times.bootSeconds;
    case 'examining':
      return phase.sinceMs + 2000 * times.dumpSeconds;
    case 'recovering':
      return phase.untilMs ?? phase.sinceMs + takeMs(times);
    case 'settling':
      return phase.sinceMs + settleMs;
    default:
      return phase satisfies never;
  }
}
