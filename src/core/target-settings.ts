// What a person says a target is: an emulated machine or a board. Plain values, as the configuration holds them; a driver makes the
// machine of them.

/** Kernels that `quarterdeck kernel build` makes: one notices wrong memory, locks and error paths, the other data races. */
export const kernelProfiles = ['sanitizer', 'kcsan'] as const;
export type KernelProfile = (typeof kernelProfiles)[number];

/** Which kernel a target boots: the distribution's, one that was built for checks, or a person's own. */
export type KernelChoice =
  | {readonly kind: 'distro'}
  | {readonly kind: 'built'; readonly profile: KernelProfile}
  /** A build tree: image and build folder are found in it. */
  | {readonly kind: 'tree'; readonly path: string}
  | {readonly kind: 'parts'; readonly image: string; readonly modules: string; readonly build: string};

export interface QemuSettings {
  readonly kind: 'qemu';
  readonly name: string;
  /** QEMU's `-machine`; `pc` unless said otherwise. */
  readonly machine: string;
  readonly memoryMiB: number;
  readonly cpus: number;
  /** Each a QEMU `-device`; a task's own come on top. */
  readonly devices: readonly string[];
  readonly accelerator: 'auto' | 'kvm' | 'tcg';
  readonly kernel: KernelChoice;
}

/** How the bytes of a console come and go. */
export type LineSettings =
  | {
      readonly kind: 'serial';
      /** A device, or a name that lasts below /dev/serial/by-id. */
      readonly path: string;
      readonly baudRate: number;
      readonly dataBits: 5 | 6 | 7 | 8;
      readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space';
      readonly stopBits: 1 | 1.5 | 2;
      readonly flowControl: 'none' | 'rtscts' | 'xonxoff';
    }
  /** A raw TCP console, such as ser2net's. */
  | {readonly kind: 'tcp'; readonly host: string; readonly port: number};

/** A program and its arguments, run without a shell. */
export type CommandWords = readonly string[];

/** One act of power: a command, or a pulse of a modem line of the console's adapter. */
export type PowerAct =
  | {readonly kind: 'command'; readonly words: CommandWords; readonly deadlineSeconds: number}
  | {readonly kind: 'pulse'; readonly line: 'dtr' | 'rts'; readonly milliseconds: number; readonly active: boolean};

/** How modem lines are set; one that is not named is left as it is. */
export interface ModemLines {
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

export interface BoardSettings {
  readonly kind: 'board';
  readonly name: string;
  readonly line: LineSettings;
  readonly power: {
    readonly on?: PowerAct;
    readonly off?: PowerAct;
    readonly cycle?: PowerAct;
    readonly reset?: PowerAct;
  };
  /** How the modem lines stand while no act pulses them, for who is given less than all of its acts; else it follows from them. */
  readonly restingLines?: ModemLines;
  /** Whether BREAK and a letter reach the kernel's SysRq. */
  readonly sysrq: boolean;
  readonly login: {
    readonly user: string;
    /** The name of the environment variable that holds the password. */
    readonly passwordVariable?: string;
    /** Regular expressions that a last line without its end is matched against. */
    readonly loginPrompt: string;
    readonly passwordPrompt: string;
    readonly shellPrompt: string;
  };
  readonly bootLoader?: {
    readonly kind: 'u-boot';
    /** What the console says when a key would stop it, and its prompt: regular expressions. */
    readonly stopAt: string;
    readonly stopKeys: string;
    readonly prompt: string;
    /** Typed one after the other at its prompt; the last one boots. */
    readonly script: readonly string[];
  };
  readonly transfer:
    | {readonly kind: 'console'; readonly bytesPerSecondMax?: number}
    | {readonly kind: 'ssh'; readonly destination: string; readonly port: number};
  /** Seconds; absent where the board has no hardware watchdog that is armed. */
  readonly watchdogSeconds?: number;
  readonly panicRebootSeconds: number;
  readonly bootSeconds: number;
  /** Silence that is a hang. */
  readonly silenceSeconds: number;
  readonly kernel: {readonly build: string; readonly architecture: string; readonly crossCompile: string};
}

export type TargetSettings = QemuSettings | BoardSettings;
