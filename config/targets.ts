// The targets that a configuration names, with what holds where it is silent.
import type {
  BoardSettings,
  KernelChoice,
  LineSettings,
  PowerAct,
  QemuSettings,
  TargetSettings,
} from '../src/core/target-settings.ts';
import type {WrittenAct, WrittenBoard, WrittenLine, WrittenQemu, WrittenTarget} from './target-schema.ts';

/** The one that is there without a configuration. */
export const builtInTarget = 'qemu';

export function settingsOf(name: string, written: WrittenTarget): TargetSettings {
  return written.kind === 'board' ? boardOf(name, written) : qemuOf(name, written);
}

type WrittenKernel = NonNullable<WrittenQemu['kernel']>;

/** A kernel that was built for checks keeps books on every byte of its memory; a race wants two processors. */
const memoryMiBOf = (kernel: WrittenKernel): number => (kernel === 'sanitizer' || kernel === 'kcsan' ? 1024 : 512);

function qemuOf(name: string, written: WrittenQemu): QemuSettings {
  const kernel = written.kernel ?? 'distro';
  return {
    kind: 'qemu',
    name,
    machine: written.machine ?? 'pc',
    memoryMiB: written.memoryMiB ?? memoryMiBOf(kernel),
    cpus: written.cpus ?? (kernel === 'kcsan' ? 2 : 1),
    devices: written.devices ?? [],
    accelerator: written.accelerator ?? 'auto',
    kernel: kernelOf(kernel),
  };
}

function kernelOf(written: WrittenKernel): KernelChoice {
  if (written === 'distro') return {kind: 'distro'};
  if (typeof written === 'string') return {kind: 'built', profile: written};
  return 'tree' in written ? {kind: 'tree', path: written.tree} : {kind: 'parts', ...written};
}

/** A first byte of U-Boot's countdown, its prompt, and a login as getty and a root shell print them. */
const prompts = {
  login: 'login: ?$',
  password: '[Pp]assword: ?$',
  shell: '[#$] ?$',
  bootLoaderStop: 'Hit any key to stop autoboot',
  bootLoader: '^(?:=>|U-Boot>) ?$',
} as const;

function boardOf(name: string, written: WrittenBoard): BoardSettings {
  const {login, bootLoader, kernel, power = {}} = written;
  return {
    kind: 'board',
    name,
    line: lineOf(written.console),
    power: {
      ...(power.on === undefined ? {} : {on: actOf(power.on)}),
      ...(power.off === undefined ? {} : {off: actOf(power.off)}),
      ...(power.cycle === undefined ? {} : {cycle: actOf(power.cycle)}),
      ...(power.reset === undefined ? {} : {reset: actOf(power.reset)}),
    },
    sysrq: written.sysrq ?? false,
    login: {
      user: login?.user ?? 'root',
      ...(login?.passwordVariable === undefined ? {} : {passwordVariable: login.passwordVariable}),
      loginPrompt: login?.loginPrompt ?? prompts.login,
      passwordPrompt: login?.passwordPrompt ?? prompts.password,
      shellPrompt: login?.shellPrompt ?? prompts.shell,
    },
    ...(bootLoader === undefined
      ? {}
      : {
          bootLoader: {
            kind: 'u-boot',
            stopAt: bootLoader.stopAt ?? prompts.bootLoaderStop,
            stopKeys: bootLoader.stopKeys ?? ' ',
            prompt: bootLoader.prompt ?? prompts.bootLoader,
            script: bootLoader.script ?? ['boot'],
          },
        }),
    transfer: transferOf(written.transfer ?? 'console'),
    ...(written.watchdogSeconds === undefined ? {} : {watchdogSeconds: written.watchdogSeconds}),
    panicRebootSeconds: written.panicRebootSeconds ?? 10,
    bootSeconds: written.bootSeconds ?? 120,
    silenceSeconds: written.silenceSeconds ?? 60,
    kernel: {
      build: kernel.build,
      architecture: kernel.architecture ?? 'x86_64',
      crossCompile: kernel.crossCompile ?? '',
    },
  };
}

function lineOf(written: WrittenLine): LineSettings {
  if ('host' in written) return {kind: 'tcp', host: written.host, port: written.port};
  return {
    kind: 'serial',
    path: written.path,
    baudRate: written.baudRate ?? 115_200,
    dataBits: written.dataBits ?? 8,
    parity: written.parity ?? 'none',
    stopBits: written.stopBits ?? 1,
    flowControl: written.flowControl ?? 'none',
  };
}

const powerSeconds = 30;

function actOf(written: WrittenAct): PowerAct {
  if ('pulse' in written) {
    const {pulse, milliseconds = 200, active = true} = written;
    return {kind: 'pulse', line: pulse, milliseconds, active};
  }
  if ('command' in written) {
    return {kind: 'command', words: written.command, deadlineSeconds: written.deadlineSeconds ?? powerSeconds};
  }
  return {kind: 'command', words: written, deadlineSeconds: powerSeconds};
}

function transferOf(written: NonNullable<WrittenBoard['transfer']>): BoardSettings['transfer'] {
  if (written === 'console') return {kind: 'console'};
  if ('ssh' in written) return {kind: 'ssh', destination: written.ssh, port: written.port ?? 22};
  return {kind: 'console', bytesPerSecondMax: written.bytesPerSecondMax};
}
