// What a person can ask for on the command line: one form a command.

import type {Theme} from '../core/deck-settings.ts';
import type {CheckName} from '../core/examination.ts';
import type {Role} from '../core/roles.ts';
import type {KernelProfile} from '../core/target-settings.ts';

/** How the screen is to be, over what the configuration says. */
export interface ScreenArguments {
  readonly theme?: Theme;
  readonly screenReader?: true;
}

export interface RunArguments extends ScreenArguments {
  readonly task?: string;
  readonly goal?: string;
  readonly model?: string;
  readonly tape?: string;
  readonly record?: string;
  readonly speed?: number;
  readonly workspace?: string;
  readonly target?: string;
  readonly config?: string;
  readonly constraints?: string;
  readonly headless: boolean;
  /** Every act of the work waits for the person's word. */
  readonly ask: boolean;
  /** What a goal is held against is taken unread. */
  readonly approveAcceptance?: true;
  readonly unsafeHostBuild: boolean;
}

export interface CheckArguments {
  readonly task: string;
  readonly source?: string;
  readonly target?: string;
  readonly watch: boolean;
  readonly boot: boolean;
  readonly json: boolean;
  readonly config?: string;
  readonly unsafeHostBuild: boolean;
}

export interface ExamineArguments {
  readonly folder: string;
  /** At least one. */
  readonly checks: readonly CheckName[];
  readonly task?: string;
  readonly deadlineSeconds?: number;
  /** What an earlier --json has printed. */
  readonly known?: string;
  readonly watch: boolean;
  readonly target?: string;
  readonly json: boolean;
  readonly config?: string;
  readonly unsafeHostBuild: boolean;
}

export interface ConsoleArguments {
  /** A configured target's name, or a line: `/dev/ttyUSB0@115200`, `tcp:HOST:PORT`. */
  readonly target?: string;
  readonly capture?: string;
  readonly timestamps: boolean;
  readonly hex: boolean;
  readonly config?: string;
}

export interface CrashArguments {
  /** `-` is standard input; so is none. */
  readonly files: readonly string[];
  readonly json: boolean;
  readonly ko: readonly string[];
  readonly vmlinux?: string;
  readonly follow: boolean;
  readonly color?: 'auto' | 'always' | 'never';
}

export interface DocsArguments {
  /** At least one. */
  readonly words: readonly string[];
  readonly examples: boolean;
  readonly json: boolean;
  readonly target?: string;
  readonly config?: string;
}

export type TargetAct =
  | {readonly act: 'list'; readonly json: boolean}
  | {readonly act: 'boot'}
  | {readonly act: 'reset'}
  | {readonly act: 'off'}
  /** One word is a script; several are a program and its arguments. */
  | {readonly act: 'exec'; readonly words: readonly string[]; readonly deadlineSeconds: number}
  | {readonly act: 'push'; readonly files: readonly string[]; readonly to: string}
  | {readonly act: 'crashes'; readonly json: boolean};

export interface TargetArguments {
  readonly what: TargetAct;
  readonly target?: string;
  readonly config?: string;
}

export type KernelAct =
  | {readonly act: 'build'; readonly profile: KernelProfile; readonly source?: string; readonly jobs: number}
  | {readonly act: 'list'; readonly json: boolean}
  | {readonly act: 'fetch'; readonly which: 'both' | 'kernel' | 'source'}
  | {readonly act: 'remove'; readonly name: string};

export interface KernelArguments {
  readonly what: KernelAct;
  readonly config?: string;
}

export interface SessionsArguments {
  readonly json: boolean;
  /** The damaged session to make a new one of. */
  readonly salvage?: string;
}

export interface AttachArguments extends ScreenArguments {
  /** Absent: the newest one. */
  readonly id?: string;
}

export interface ResumeArguments extends ScreenArguments {
  /** A unique beginning is enough; absent for the newest that has not ended. */
  readonly id?: string;
  readonly headless: boolean;
}

export interface ReplayArguments extends ScreenArguments {
  /** A unique beginning is enough. */
  readonly id: string;
  readonly speed?: number;
}

export interface PromptArguments {
  /** A unique beginning is enough. */
  readonly id: string;
  readonly role: Role;
  readonly json: boolean;
}

export interface ReportArguments {
  readonly id: string;
  /** Where it is written; standard output when absent. */
  readonly out?: string;
}

export type CommandLine =
  /** No word at all: a person is asked what to do. */
  | {readonly command: 'start'}
  | ({readonly command: 'run'} & RunArguments)
  | ({readonly command: 'attach'} & AttachArguments)
  | ({readonly command: 'sessions'} & SessionsArguments)
  | ({readonly command: 'resume'} & ResumeArguments)
  | ({readonly command: 'replay'} & ReplayArguments)
  | ({readonly command: 'report'} & ReportArguments)
  | ({readonly command: 'prompt'} & PromptArguments)
  | ({readonly command: 'check'} & CheckArguments)
  | ({readonly command: 'examine'} & ExamineArguments)
  | ({readonly command: 'console'} & ConsoleArguments)
  | ({readonly command: 'target'} & TargetArguments)
  | ({readonly command: 'kernel'} & KernelArguments)
  | ({readonly command: 'crash'} & CrashArguments)
  | ({readonly command: 'docs'} & DocsArguments)
  | {readonly command: 'doctor'; readonly json: boolean; readonly selfTest: boolean; readonly config?: string}
  /** What `run` and `attach` start in the background; not for a person. */
  | {readonly command: 'core'; readonly folder: string}
  /** What `target boot` starts in the background; not for a person. */
  | {readonly command: 'holder'; readonly folder: string}
  /** `about`: one command, or the whole. */
  | {readonly command: 'help'; readonly about?: string}
  | {readonly command: 'version'};

export interface UsageFault {
  readonly usage: string;
}
