// A board whose commands go over ssh: asked again and again while it boots, and now and then while it is up. Its console is only heard.
import type {BoardSettings} from '../../../core/target-settings.ts';
import {systemClock} from '../../clock.ts';
import type {Hello} from '../agent-link.ts';
import {openKernelWatch} from './kernel-begins.ts';
import {openSshChannel, type SshDestination} from './ssh-channel.ts';
import type {BoardSystem, SystemListener} from './system.ts';
import {feedSeconds, heartbeatSeconds} from './times.ts';

export interface SshSystemOptions {
  readonly settings: BoardSettings;
  readonly to: SshDestination;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly console: (text: string) => void;
  readonly program?: string;
}

const askMs = 2000;
const asking = {deadlineSeconds: 10, outputBytesMax: 4096};

export function openSshSystem(options: SshSystemOptions, listener: SystemListener): BoardSystem {
  const {settings} = options;
  const channel = openSshChannel(options.to, options.program);
  const kernel = openKernelWatch();
  const everyMs = 1000 * heartbeatSeconds(settings);
  let life = 0;
  let isBegun = false;
  let isUp = false;
  /** Of the life that said hello last, and of the one that a reset has ended. */
  let bootId = '';
  let endedId = '';
  let disarm: () => void = () => {};

  function again(): void {
    isBegun = true;
    life += 1;
    isUp = false;
    disarm();
    void ask(life);
  }

  async function ask(mine: number): Promise<void> {
    const outcome = await channel.exec({script: isUp ? 'true' : helloScript(feedSeconds(settings)), ...asking});
    if (mine !== life) return;
    if (outcome.kind === 'exited' && outcome.code === 0) {
      const hello = isUp ? null : helloIn(outcome.output);
      if (hello === null || hello.bootId !== endedId) answered(hello);
    }
    disarm = systemClock.after(isUp ? everyMs : askMs, () => void ask(mine));
  }

  function answered(hello: Hello | null): void {
    listener.heartbeat();
    if (hello === null) return;
    isUp = true;
    bootId = hello.bootId;
    listener.hello(hello);
  }

  return {
    channel: () => channel,
    begin(how) {
      if (how === 'power') {
        // A command for power may return before it acts, and the old system answer meanwhile.
        endedId = bootId;
        isUp = false;
        life += 1;
        disarm();
        return;
      }
      if (how === 'running') endedId = '';
      if (how === 'running' || !isUp) again();
    },
    heard(text) {
      options.console(text);
      if (kernel.heard(text) && isBegun) again();
    },
    type: (bytes) => void options.write(bytes).catch(() => {}),
    line() {},
    async end() {
      isBegun = false;
      life += 1;
      disarm();
    },
  };
}

/** One fact a line; the feeder lives on when the connection has ended. */
function helloScript(feed: number): string {
  return `uname -r
cat /proc/sys/kernel/random/boot_id
cat /sys/class/watchdog/watchdog0/bootstatus 2>/dev/null || echo 0
cat /sys/class/watchdog/watchdog0/timeout 2>/dev/null || echo 0
[ ${feed} -gt 0 ] && [ -c /dev/watchdog ] &&
  { trap "" HUP; exec 3>/dev/watchdog || exit; while :; do echo >&3; sleep ${feed}; done; } </dev/null >/dev/null 2>&1 &
{ echo 8 >/proc/sys/kernel/printk; } 2>/dev/null
mount -t pstore pstore /sys/fs/pstore 2>/dev/null
true`;
}

function helloIn(output: string): Hello | null {
  const [release, bootId, bootStatus, timeout] = output.split('\n');
  if (release === undefined || bootId === undefined) return null;
  const seconds = Number(timeout);
  return {release, bootId, bootStatus: Number(bootStatus) || 0, ...(seconds > 0 ? {heartbeatSeconds: seconds} : {})};
}
