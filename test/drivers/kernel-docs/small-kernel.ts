// A kernel tree of a few lines: what is in the real ones, one of each.
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {DocsKernel} from '../../../src/drivers/kernel-docs/ingredients.ts';
import {btfBytes, someTypes} from './btf-bytes.ts';

const files: Readonly<Record<string, string>> = {
  'include/generated/autoconf.h': '#define CONFIG_SMP 1\n',
  'include/linux/say.h': [
    '/**',
    ' * say - tells the log',
    ' * @format: as printf has it',
    ' *',
    ' * May sleep in a corner.',
    ' */',
    'int say(const char *format, ...);',
    'int say_secretly(const char *format);',
    'int __say_it(void);',
    '#define SAY_LOUD 0x4',
    'struct operations {',
    '\tconst char *name; /* of the driver */',
    '\tsize_t (*read)(struct file *, char __user *, size_t);',
    '};',
    'static inline int say_twice(const char *text)',
    '{',
    '\tsay(text);',
    '\treturn say(text);',
    '}',
    '#ifdef CONFIG_ROBOT',
    'int say_beep(void);',
    '#endif',
    '#ifdef CONFIG_SMP',
    'int stop(void);',
    '#else',
    'static inline int stop(void) { return 0; }',
    '#endif',
  ].join('\n'),
  'Module.symvers': [
    '0x00000001\tsay\tvmlinux\tEXPORT_SYMBOL\t',
    '0x00000002\tsay_loudly\tdrivers/misc/voice\tEXPORT_SYMBOL_NS_GPL\tVOICE',
    '0x00000003\tsay_it\tvmlinux\tEXPORT_SYMBOL_GPL\t',
  ].join('\n'),
};

const sources: Readonly<Record<string, string>> = {
  'kernel/fork.c':
    '/**\n * stop - ends it\n *\n * With the other processors.\n */\nint stop(void)\n{\n\treturn 1;\n}\n',
  'lib/vsprintf.c': '\n',
  'drivers/base/core.c': '\n',
  'samples/parrot.c':
    'static int parrot_init(void)\n{\n\tint ret;\n\n\tret = say("hello");\n\tif (ret)\n\t\treturn ret;\n\treturn 0;\n}\n',
  'Documentation/index.rst': 'Index\n=====\n',
  'Documentation/voice.rst': 'Voice\n=====\n\nA parrot repeats what it has heard before.\n',
};

export interface SmallKernel {
  readonly kernel: DocsKernel;
  readonly root: string;
}

/** `with`: the image with its types, and the sources with their guides. */
export async function smallKernel(
  root: string,
  {types = true, source = true}: {readonly types?: boolean; readonly source?: boolean} = {},
): Promise<SmallKernel> {
  for (const [path, text] of Object.entries({...files, ...(source ? sources : {})})) await put(join(root, path), text);
  if (types) await put(join(root, 'vmlinux'), elfWith('.BTF', btfBytes(someTypes)));
  return {root, kernel: {release: '6.1.0-small', image: '', mounts: [{from: root, to: '/k'}], architecture: 'x86'}};
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  await writeFile(path, content);
}

/** An ELF file of 64 bits that has one section beside the names of sections. */
export function elfWith(name: string, content: Uint8Array): Uint8Array {
  const names = Buffer.from(`\0.shstrtab\0${name}\0`, 'latin1');
  const [namesAt, contentAt] = [64, 64 + names.length];
  const tableAt = contentAt + content.length;
  const bytes = Buffer.alloc(tableAt + 3 * 64);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(bytes);
  bytes.writeBigUInt64LE(BigInt(tableAt), 0x28);
  for (const [index, value] of [64, 3, 1].entries()) bytes.writeUInt16LE(value, 0x3a + index * 2);
  names.copy(bytes, namesAt);
  Buffer.from(content).copy(bytes, contentAt);
  const section = (index: number, nameAt: number, at: number, length: number): void => {
    bytes.writeUInt32LE(nameAt, tableAt + index * 64);
    bytes.writeBigUInt64LE(BigInt(at), tableAt + index * 64 + 0x18);
    bytes.writeBigUInt64LE(BigInt(length), tableAt + index * 64 + 0x20);
  };
  section(1, 1, namesAt, names.length);
  section(2, 11, contentAt, content.length);
  return bytes;
}
