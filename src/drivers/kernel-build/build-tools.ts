// What the build of a whole kernel needs beside what modules need, and the words where it is missing.
import {existsSync} from 'node:fs';
import {installLine} from '../host/packages.ts';
import {type FoundTools, findTools, type HostTool, packagesOf} from '../host/tools.ts';

const header = '/usr/include/gelf.h';

export const kernelBuildTools: readonly HostTool[] = [
  {name: 'gcc', package: 'gcc', why: 'compiles the kernel'},
  {name: 'make', package: 'make', why: 'builds the kernel'},
  {name: 'ld', package: 'binutils', why: 'links the kernel'},
  {name: 'flex', package: 'flex', why: "reads the kernel's configuration"},
  {name: 'bison', package: 'bison', why: "reads the kernel's configuration"},
  {name: 'bc', package: 'bc', why: "computes the kernel's constants of time"},
  {name: 'xz', package: 'xz-utils', why: "unpacks the kernel's source"},
  {name: 'depmod', package: 'kmod', why: "lists the kernel's modules"},
  {
    name: 'gelf.h',
    package: 'libelf-dev',
    why: "is what the kernel's objtool is compiled with",
    find: () => (existsSync(header) ? header : null),
  },
];

/** Null when nothing is missing. */
export function buildToolsFault({missing}: FoundTools = findTools(false, kernelBuildTools)): string | null {
  if (missing.length === 0) return null;
  const what = missing.map(({name, why}) => `${name}, which ${why}`).join('; ');
  return `a kernel cannot be built here: there is no ${what}. Install what is missing with\n\n    ${installLine(packagesOf(missing), process.getuid?.() === 0)}\n\nand start again`;
}
