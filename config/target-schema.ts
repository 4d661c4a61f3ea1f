// What may stand under `targets.NAME` in quarterdeck.yaml: an emulated machine or a board, as a person writes it.
import {z} from 'zod';
import {kernelProfiles} from '../src/core/target-settings.ts';

const seconds = z.number().positive().max(86_400);
const absolute = z.string().regex(/^\//, 'must be an absolute path');
const expression = z.string().min(1).refine(isExpression, 'must be a regular expression');

const qemuKernel = z.union(
  [
    z.literal('distro'),
    /** One that `quarterdeck kernel build` makes. */
    z.enum(kernelProfiles),
    /** A build tree: image and build folder are found in it. */
    z.strictObject({tree: absolute}),
    z.strictObject({
      /** What QEMU boots: a vmlinux or a bzImage. */
      image: absolute,
      /** The folder with modules.builtin, `lib/modules/RELEASE`. */
      modules: absolute,
      /** The folder to build modules against (`make -C`). */
      build: absolute,
    }),
  ],
  {error: 'must be distro, sanitizer, kcsan, {tree: FOLDER}, or {image: FILE, modules: FOLDER, build: FOLDER}'},
);

const qemu = z.strictObject(
  {
    kind: z.literal('qemu').optional(),
    machine: z
      .string()
      .regex(/^[\w.-]+(?:,[\w.=,-]+)?$/, 'must be a machine that QEMU knows, such as pc or q35')
      .optional(),
    memoryMiB: z.number().int().min(256).max(65536).optional(),
    cpus: z.number().int().min(1).max(64).optional(),
    /** Each a QEMU `-device`; a value is one argument, never a line of a shell. */
    devices: z
      .array(z.string().regex(/^[A-Za-z0-9]/, 'must begin with the name of a QEMU device'))
      .max(16)
      .optional(),
    accelerator: z.enum(['auto', 'kvm', 'tcg']).optional(),
    kernel: qemuKernel.optional(),
  },
  {error: boardKeyWords},
);

const line = z.union(
  [
    z.strictObject({
      path: absolute,
      baudRate: z.number().int().min(50).max(4_000_000).optional(),
      dataBits: z.literal([5, 6, 7, 8]).optional(),
      parity: z.enum(['none', 'even', 'odd', 'mark', 'space']).optional(),
      stopBits: z.literal([1, 1.5, 2]).optional(),
      flowControl: z.enum(['none', 'rtscts', 'xonxoff']).optional(),
    }),
    z.strictObject({
      host: z.string().regex(/^[\w.:-]+$/, 'must be the name or the address of a host'),
      port: z.number().int().min(1).max(65535),
    }),
  ],
  {error: 'must be {path: DEVICE, baudRate: 115200, ...} or {host: HOST, port: PORT}'},
);

const words = z
  .array(z.string())
  .min(1)
  .refine(([program]) => program !== '', 'must begin with a program');

const act = z.union(
  [
    words,
    z.strictObject({command: words, deadlineSeconds: seconds.optional()}),
    z.strictObject({
      pulse: z.enum(['dtr', 'rts']),
      milliseconds: z.number().int().min(1).max(60_000).optional(),
      /** Whether the line is set for that time, or cleared. */
      active: z.boolean().optional(),
    }),
  ],
  {error: 'must be a list (a program and its arguments), {command: [...]} or {pulse: dtr, milliseconds: 200}'},
);

const bootLoader = z.strictObject({
  kind: z.literal('u-boot').optional(),
  stopAt: expression.optional(),
  stopKeys: z.string().min(1).max(64).optional(),
  prompt: expression.optional(),
  script: z.array(z.string().min(1)).max(64).optional(),
});

const transfer = z.union(
  [
    z.literal('console'),
    z.strictObject({bytesPerSecondMax: z.number().int().min(10).max(10_000_000)}),
    z.strictObject({
      ssh: z.string().regex(/^[\w.-]+(?:@[\w.:-]+)?$/, 'must be HOST or USER@HOST'),
      port: z.number().int().min(1).max(65535).optional(),
    }),
  ],
  {error: 'must be console, {bytesPerSecondMax: N} or {ssh: USER@HOST, port: 22}'},
);

const board = z.strictObject({
  kind: z.literal('board'),
  console: line,
  power: z
    .strictObject({on: act.optional(), off: act.optional(), cycle: act.optional(), reset: act.optional()})
    .optional(),
  /** Whether BREAK and a letter reach the kernel's SysRq. */
  sysrq: z.boolean().optional(),
  login: z
    .strictObject({
      user: z.string().min(1).optional(),
      passwordVariable: z
        .string()
        .regex(
          /^[A-Za-z_][A-Za-z0-9_]*$/,
          'must be the name of an environment variable; the password stands in no file',
        )
        .optional(),
      loginPrompt: expression.optional(),
      passwordPrompt: expression.optional(),
      shellPrompt: expression.optional(),
    })
    .optional(),
  bootLoader: bootLoader.optional(),
  transfer: transfer.optional(),
  watchdogSeconds: seconds.optional(),
  panicRebootSeconds: seconds.optional(),
  bootSeconds: seconds.optional(),
  silenceSeconds: seconds.optional(),
  kernel: z.strictObject({
    /** The folder that the board's own kernel was built in (`make -C`). */
    build: absolute,
    /** As in `make ARCH=`. */
    architecture: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, 'must be a name as in make ARCH=, such as arm64')
      .optional(),
    /** As in `make CROSS_COMPILE=`. */
    crossCompile: z
      .string()
      .regex(/^[\w./+-]*$/, 'must be a prefix as in make CROSS_COMPILE=')
      .optional(),
  }),
});

export const targetSchema = z.discriminatedUnion('kind', [qemu, board], {error: 'must be qemu or board'});

export const targetNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,23}$/, 'a name has up to 24 lower case letters, digits and . _ -');

export type WrittenTarget = z.infer<typeof targetSchema>;
export type WrittenQemu = z.infer<typeof qemu>;
export type WrittenBoard = z.infer<typeof board>;
export type WrittenLine = z.infer<typeof line>;
export type WrittenAct = z.infer<typeof act>;

/** `kind: board` is easily forgotten. */
function boardKeyWords(issue: {readonly code?: string; readonly keys?: readonly string[]}): string | undefined {
  const key = issue.code === 'unrecognized_keys' ? issue.keys?.[0] : undefined;
  const isBoardKey = key !== undefined && Object.hasOwn(board.shape, key);
  return isBoardKey ? 'there is no such key in a target of kind qemu; it goes with `kind: board`' : undefined;
}

function isExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
