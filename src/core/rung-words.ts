// The rungs of the recovery in words.
import type {Rung} from './target-events.ts';

export const rungWords: Readonly<Record<Rung, string>> = {
  kernel: "the kernel's own reboot",
  watchdog: 'the hardware watchdog',
  nmi: 'an NMI',
  sysrq: 'SysRq',
  reset: 'a reset',
  cycle: 'a power cycle',
  restart: 'a new process on the old RAM',
};
