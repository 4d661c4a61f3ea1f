// The numbers by which a target finds out that it hangs, and the kernel's command line that arms them. The detectors
// have an order: each must get its report out before the next, blunter one ends the boot.

/** Seconds. `softLockup` is what the kernel makes of `watchdog_thresh`: twice that. */
export interface DetectorTimes {
  readonly softLockupSeconds: number;
  readonly rcuStallSeconds: number;
  readonly hungTaskSeconds: number;
  readonly hungTaskCheckSeconds: number;
  readonly hardwareWatchdogSeconds: number;
  readonly panicRebootSeconds: number;
  /** To print and save a report, under emulation on a busy machine. */
  readonly dumpSeconds: number;
  /** From the first line of a boot to the agent's hello. */
  readonly bootSeconds: number;
  /** Silence that is a hang, where it does not follow from the detectors. */
  readonly silenceSeconds?: number;
  /** What taking a rung may last, where power is switched by something slow. */
  readonly takeSeconds?: number;
}

export const detectorTimes: DetectorTimes = {
  softLockupSeconds: 6,
  rcuStallSeconds: 8,
  hungTaskSeconds: 10,
  hungTaskCheckSeconds: 2,
  hardwareWatchdogSeconds: 20,
  panicRebootSeconds: 1,
  dumpSeconds: 5,
  bootSeconds: 120,
};

/** Where ramoops keeps its records: below the top of RAM, out of the kernel's hands. */
export interface RamoopsZone {
  readonly addressBytes: number;
  readonly sizeBytes: number;
}

const mebibyte = 1 << 20;
const belowTopBytes = 16 * mebibyte;

export function ramoopsZone(memoryMiB: number): RamoopsZone {
  return {addressBytes: memoryMiB * mebibyte - belowTopBytes, sizeBytes: mebibyte};
}

/** What is wrong with the order of the detectors, in words; nothing when it is right. */
export function detectorFaults(times: DetectorTimes): readonly string[] {
  const order: readonly (readonly [string, number])[] = [
    ['soft lockup', times.softLockupSeconds],
    ['RCU stall', times.rcuStallSeconds],
    ['hung task', times.hungTaskSeconds],
    ['hardware watchdog', times.hardwareWatchdogSeconds],
  ];
  const faults: string[] = [];
  for (const [at, [name, seconds]] of order.entries()) {
    const next = order[at + 1];
    if (next && seconds >= next[1]) faults.push(`${name} (${seconds} s) must come before ${next[0]} (${next[1]} s)`);
  }
  const slowest =
    Math.max(times.softLockupSeconds, times.hungTaskSeconds + times.hungTaskCheckSeconds) + times.dumpSeconds;
  if (times.hardwareWatchdogSeconds < slowest)
    faults.push(
      `hardware watchdog (${times.hardwareWatchdogSeconds} s) leaves no time for a report before ${slowest} s`,
    );
  if (times.softLockupSeconds % 2 !== 0) faults.push('soft lockup must be even: the kernel takes half of it');
  return faults;
}

/**
 * oops=panic and its kin: a kernel that is damaged reboots and hands over its log. slub_debug finds much of what KASAN
 * would; it spares the caches of ACPI's interpreter, which would cost an emulated boot three seconds. panic_on_taint takes
 * bad pages (0x20) and warnings that are no WARN, such as scheduling while atomic (0x200). An NMI that nobody expects is
 * the driver asking a hung kernel where it is. With console_msg_format=syslog each line of the console tells its level.
 * no_timer_check: on a busy host an emulated timer comes late, and the kernel would take it for a broken one and panic in its boot.
 */
export function kernelArguments(times: DetectorTimes, zone: RamoopsZone): readonly string[] {
  return [
    'console=ttyS0,115200',
    'ignore_loglevel',
    'console_msg_format=syslog',
    'oops=panic',
    `panic=${times.panicRebootSeconds}`,
    'panic_on_warn=1',
    'softlockup_panic=1',
    `watchdog_thresh=${times.softLockupSeconds / 2}`,
    `rcupdate.rcu_cpu_stall_timeout=${times.rcuStallSeconds}`,
    'sysctl.kernel.panic_on_rcu_stall=1',
    `sysctl.kernel.hung_task_timeout_secs=${times.hungTaskSeconds}`,
    `sysctl.kernel.hung_task_check_interval_secs=${times.hungTaskCheckSeconds}`,
    'sysctl.kernel.hung_task_panic=1',
    'unknown_nmi_panic=1',
    'panic_print=0x40',
    'slub_debug=FZPU;-,Acpi-*',
    'panic_on_taint=0x220',
    'sysrq_always_enabled',
    'no_timer_check',
    `memmap=${zone.sizeBytes / mebibyte}M$0x${zone.addressBytes.toString(16)}`,
  ];
}

/** A record is one oops or panic of 128 KiB at most; ecc mends what a reset may flip. */
export function ramoopsArguments(zone: RamoopsZone): readonly string[] {
  return [
    `mem_address=0x${zone.addressBytes.toString(16)}`,
    `mem_size=0x${zone.sizeBytes.toString(16)}`,
    'ecc=1',
    'record_size=0x20000',
    'max_reason=2',
  ];
}
