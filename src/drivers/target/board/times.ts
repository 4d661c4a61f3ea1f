// The deadlines of a board, from what its configuration says. How its kernel's own detectors are set is not known; they are taken to speak
// within the silence that is a hang.
import type {BoardSettings, PowerAct} from '../../../core/target-settings.ts';
import type {DetectorTimes} from '../kernel-arguments.ts';

/** To print and save a report at 115200 baud. */
const dumpSeconds = 5;
const hungTaskCheckSeconds = 2;
/** What a command's process is given to end after its deadline. */
const killSeconds = 2;
const sysrqSeconds = 15;
const slowestSecondsMin = 4;
const heartbeatSecondsMax = 10;

export function boardTimes(settings: BoardSettings): DetectorTimes {
  const {silenceSeconds, watchdogSeconds, panicRebootSeconds, bootSeconds} = settings;
  const slowest = Math.max(slowestSecondsMin, silenceSeconds - dumpSeconds);
  return {
    softLockupSeconds: 2 * Math.floor(slowest / 4),
    rcuStallSeconds: Math.floor(slowest / 2) + 1,
    hungTaskSeconds: slowest - hungTaskCheckSeconds,
    hungTaskCheckSeconds,
    // A board without a watchdog is waited for no longer than its silence.
    hardwareWatchdogSeconds: watchdogSeconds ?? silenceSeconds,
    ...{silenceSeconds, panicRebootSeconds, dumpSeconds, bootSeconds, takeSeconds: takeSeconds(settings)},
  };
}

/** By then each act has ended by its own deadline; SysRq prints and syncs. */
function takeSeconds({power: {on, off, cycle, reset}}: BoardSettings): number {
  const offAndOn = secondsOf(off) + secondsOf(on);
  return sysrqSeconds + Math.max(secondsOf(reset), cycle === undefined ? offAndOn : secondsOf(cycle));
}

function secondsOf(act: PowerAct | undefined): number {
  if (act === undefined) return 0;
  return act.kind === 'command' ? act.deadlineSeconds + killSeconds : act.milliseconds / 1000;
}

/** How often a board that is idle is asked whether it lives, so that several answers may get lost before it counts as silent. */
export function heartbeatSeconds({silenceSeconds}: BoardSettings): number {
  return Math.max(1, Math.min(heartbeatSecondsMax, silenceSeconds / 4));
}

/** Three bytes to the hardware watchdog in the time that it waits for one; 0 without one. */
export function feedSeconds({watchdogSeconds}: BoardSettings): number {
  return watchdogSeconds === undefined ? 0 : Math.max(1, Math.floor(watchdogSeconds / 3));
}

export function bytesPerSecondOf({line, transfer}: BoardSettings): number {
  const ofLine = line.kind === 'serial' ? line.baudRate / 10 : 11_520;
  const ofTransfer = transfer.kind === 'console' ? transfer.bytesPerSecondMax : undefined;
  return Math.min(ofLine, ofTransfer ?? ofLine);
}
