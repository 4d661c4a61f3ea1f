// Which programs of the host a run and the tests need, and the Debian package that each comes in.
import {closeSync, existsSync, openSync, readSync} from 'node:fs';
import {findTool} from './find-tool.ts';

export interface HostTool {
  /** A program's name, or for what is not a program the name of its file. */
  readonly name: string;
  readonly package: string;
  readonly why: string;
  readonly onlyTests?: true;
  /** A board boots by itself, and is none of it. */
  readonly onlyEmulated?: true;
  /** Asked in place of PATH; the path of what was found, or null. */
  readonly find?: () => string | null;
}

const libraryFolders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'];

/** Where Debian's u-boot-qemu puts the one for QEMU's PC. */
export const bootLoaderRom = '/usr/lib/u-boot/qemu-x86/u-boot.rom';

export const hostTools: readonly HostTool[] = [
  {name: 'qemu-system-x86_64', package: 'qemu-system-x86', why: 'is the target', onlyEmulated: true},
  {
    name: 'busybox',
    package: 'busybox-static',
    why: 'is all that runs on the target',
    onlyEmulated: true,
    find: findStaticBusybox,
  },
  {name: 'depmod', package: 'kmod', why: 'orders the modules that the target loads', onlyEmulated: true},
  {name: 'cpio', package: 'cpio', why: 'packs what the target boots into', onlyEmulated: true},
  {name: 'bwrap', package: 'bubblewrap', why: "keeps the build of agents' code away from this machine"},
  {name: 'make', package: 'make', why: 'builds modules'},
  {name: 'gcc', package: 'gcc', why: 'builds modules'},
  {
    name: 'libc.a',
    package: 'libc6-dev',
    why: "is linked into the target's programs",
    find: () => findLibrary('libc.a'),
  },
  {name: 'libelf.so.1', package: 'libelf1', why: 'is used by Kbuild', find: () => findLibrary('libelf.so.1')},
  {name: 'sparse', package: 'sparse', why: 'checks modules'},
  {name: 'xz', package: 'xz-utils', why: 'unpacks the kernel, which halves the time of a boot', onlyEmulated: true},
  {name: 'addr2line', package: 'binutils', why: 'finds the line of the source that a crash comes from'},
  {name: 'git', package: 'git', why: 'keeps the work'},
  {name: 'spatch', package: 'coccinelle', why: 'looks for faults in modules by semantic patches', onlyTests: true},
  {name: 'socat', package: 'socat', why: 'stands in for a serial line in tests', onlyTests: true},
  {
    name: 'u-boot.rom',
    package: 'u-boot-qemu',
    why: 'is the boot loader of the board in tests',
    onlyTests: true,
    find: () => (existsSync(bootLoaderRom) ? bootLoaderRom : null),
  },
  {name: 'g++', package: 'g++', why: 'compiles a package of the tests', onlyTests: true},
  {name: 'python3', package: 'python3', why: 'compiles a package of the tests', onlyTests: true},
];

/** What modules for a board are built with. */
export const boardTools: readonly HostTool[] = hostTools.filter(({onlyEmulated}) => !onlyEmulated);

export interface FoundTools {
  /** Paths by name. */
  readonly found: Readonly<Record<string, string>>;
  readonly missing: readonly HostTool[];
}

export function findTools(forTests: boolean, tools: readonly HostTool[] = hostTools): FoundTools {
  const found: Record<string, string> = {};
  const missing: HostTool[] = [];
  for (const tool of tools.filter(({onlyTests}) => forTests || !onlyTests)) {
    const path = tool.find === undefined ? findTool(tool.name) : tool.find();
    if (path === null) missing.push(tool);
    else found[tool.name] = path;
  }
  return {found, missing};
}

export function packagesOf(tools: readonly HostTool[]): readonly string[] {
  return [...new Set(tools.map((tool) => tool.package))].sort();
}

function findLibrary(name: string): string | null {
  return libraryFolders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? null;
}

/** The package `busybox` has one that needs libraries, which the target has not. */
function findStaticBusybox(): string | null {
  const path = findTool('busybox');
  return path !== null && isStatic(path) ? path : null;
}

/** Whether an ELF program asks for no interpreter (`PT_INTERP`). */
export function isStatic(path: string): boolean {
  const head = Buffer.alloc(4096);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  if (head.toString('latin1', 0, 4) !== '\x7fELF' || head[4] !== 2) return false;
  const [start, size, count] = [Number(head.readBigUInt64LE(0x20)), head.readUInt16LE(0x36), head.readUInt16LE(0x38)];
  const interpreter = 3;
  for (let index = 0; index < count && start + index * size + 4 <= head.length; index++) {
    if (head.readUInt32LE(start + index * size) === interpreter) return false;
  }
  return true;
}
