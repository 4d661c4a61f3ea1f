// Where in the source the frames of a kernel's report are, by the debug data of the very modules that ran. A file that is
// not the one that ran is refused in words.
import {stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {frameText, type Instruction, type Located, type PlacedFrame} from '../../core/crash-source.ts';
import type {Frame} from '../../kernel/report.ts';
import {addr2lineArguments, parsePlaces} from './addr2line.ts';
import {disassembledFrom} from './disassemble.ts';
import {findSymbol, type Layout, layoutOf} from './find-symbol.ts';
import {type ObjectFile, type ObjectSymbol, parseObjectFile, readelfArguments} from './object-file.ts';
import {openToolRoom, type ToolRoom} from './tool-room.ts';

export interface SymbolsOptions {
  /** Modules with their debug data. */
  readonly kos: readonly string[];
  /** The kernel image with its symbols, and its debug data where there is any. */
  readonly vmlinux?: string;
  /** Folder of the person's sources, to which files are told relative. */
  readonly sourceFolder?: string;
}

export interface AskedFrame {
  readonly frame: Frame;
  /** The processor stopped at a fault; it only returns to the others, so what called lies before them. */
  readonly kind: 'fault' | 'return';
  /** As the kernel prints it behind a module's name, where it does. */
  readonly buildId?: string;
}

export interface Symbols {
  /** In the order asked. Rejects never. */
  locate(asked: readonly AskedFrame[]): Promise<readonly PlacedFrame[]>;
  /** The instructions around a frame's own, from the module's file; none where the frame is refused. */
  instructionsAt(asked: AskedFrame): Promise<readonly Instruction[]>;
  readonly room: ToolRoom;
  close(): Promise<void>;
}

/** One file that frames can be looked up in. */
interface Known {
  readonly index: number;
  readonly file: string;
  readonly object: ObjectFile;
  readonly layout: Layout;
}

type Opened = Known | {readonly refused: string};

interface Wanted {
  readonly known: Known;
  readonly symbol: ObjectSymbol;
  readonly section?: string;
  readonly address: bigint;
}

export async function openSymbols(options: SymbolsOptions): Promise<Symbols> {
  const room = await openToolRoom([...options.kos, ...(options.vmlinux === undefined ? [] : [options.vmlinux])]);
  let modules: Promise<readonly Opened[]> | null = null;
  let image: Promise<Opened> | null = null;

  async function objectFor(frame: Frame): Promise<Opened> {
    if (frame.module === undefined) {
      const path = options.vmlinux;
      if (path === undefined) return {refused: 'no vmlinux was given'};
      image ??= openObject(room, options.kos.length, path);
      return image;
    }
    modules ??= Promise.all(options.kos.map((path, index) => openObject(room, index, path)));
    const opened = await modules;
    const name = moduleName(frame.module);
    const found = opened.find((one) => 'object' in one && moduleName(nameOf(one)) === name);
    return (
      found ?? opened.find((one) => 'refused' in one) ?? {refused: `no .ko of the module ${frame.module} was given`}
    );
  }

  async function wantedOf({frame, kind, buildId}: AskedFrame): Promise<Wanted | {readonly refused: string}> {
    const known = await objectFor(frame);
    if ('refused' in known) return known;
    const {file, object, layout} = known;
    if (buildId !== undefined && object.buildId !== undefined && !object.buildId.startsWith(buildId)) {
      return {refused: `${file} is not the one that ran: its build id is ${object.buildId}, not ${buildId}`};
    }
    const found = findSymbol(object, layout, frame, file);
    if ('refused' in found) return found;
    if (!object.hasDebugLines) return {refused: `${file} has no debug data: it was stripped, or built without`};
    const back = kind === 'return' && frame.offset > 0 ? 1n : 0n;
    const address = found.symbol.value + BigInt(frame.offset) - back;
    const {symbol} = found;
    return {known, symbol, address, ...(found.section === undefined ? {} : {section: found.section})};
  }

  return {
    room,
    async locate(asked) {
      const wanted = await Promise.all(asked.map(wantedOf));
      const answers = await lookUp(
        room,
        wanted.flatMap((one) => ('known' in one ? [one] : [])),
      );
      return wanted.map((one, at): PlacedFrame => {
        const frame = frameText((asked[at] as AskedFrame).frame);
        if ('refused' in one) return {frame, refused: one.refused};
        const answer = answers(one);
        if ('refused' in answer) return {frame, ...answer};
        return {frame, located: relativeTo(answer, one, options)};
      });
    },
    async instructionsAt(asked) {
      const wanted = await wantedOf(asked);
      if ('refused' in wanted || wanted.section === undefined) return [];
      const {known, section, symbol, address} = wanted;
      return disassembledFrom(room, {index: known.index, section, symbol, address});
    },
    close: () => room.close(),
  };
}

async function openObject(room: ToolRoom, index: number, path: string): Promise<Opened> {
  const file = basename(path);
  const facts = await stat(path).catch(() => null);
  if (facts === null || !facts.isFile()) return {refused: `${path} can't be read`};
  const read = await room.run('readelf', (see) => [...readelfArguments, see.object(index)]);
  // readelf complains of what it does not understand, and may still have told enough.
  if ('refused' in read) return {refused: `${file} is no object file that can be read: ${read.refused}`};
  const object = parseObjectFile(read.output);
  if (object.symbols.length === 0) return {refused: `${file} has no symbols`};
  return {index, file, object, layout: layoutOf(object)};
}

/** Asks once for all addresses of a section. */
async function lookUp(
  room: ToolRoom,
  wanted: readonly Wanted[],
): Promise<(one: Wanted) => Located | {readonly refused: string}> {
  const groups = new Map<string, Wanted[]>();
  for (const one of wanted) {
    const same = groups.get(groupOf(one));
    if (same === undefined) groups.set(groupOf(one), [one]);
    else same.push(one);
  }
  const answers = new Map<string, ReadonlyMap<bigint, Located> | {readonly refused: string}>();
  for (const [group, all] of groups) {
    const [first] = all;
    if (first === undefined) continue;
    const addresses = [...new Set(all.map(({address}) => address))];
    const said = await room.run('addr2line', (see) =>
      addr2lineArguments(see.object(first.known.index), first.section, addresses),
    );
    answers.set(group, 'refused' in said ? said : parsePlaces(said.output));
  }
  return (one) => {
    const answer = answers.get(groupOf(one));
    if (answer !== undefined && 'refused' in answer) return answer;
    return answer?.get(one.address) ?? {refused: `the debug data of ${one.known.file} says nothing of this place`};
  };
}

function groupOf({known, section}: Wanted): string {
  return `${known.index} ${section ?? ''}`;
}

/** The kernel writes `_` where the file's name may have `-`. */
function moduleName(name: string): string {
  return name.replaceAll('-', '_');
}

function nameOf({object, file}: Known): string {
  return object.moduleName ?? file.replace(/\.ko(?:\.debug)?$/, '');
}

/** Where the sandbox had them, and where they are: see src/drivers/build/sandbox.ts. */
const buildFolders = ['/build/'];
const kernelHeaders = /^\/usr\/src\/linux-headers-[^/]+\//;

/** Files of the module are told relative to its folder; all others begin with `/` or `.`, so that the two can't be mixed up. */
function relativeTo(located: Located, {section}: Wanted, {sourceFolder}: SymbolsOptions): Located {
  const own = sourceFolder === undefined ? [] : [`${sourceFolder.replace(/\/+$/, '')}/`];
  const folders = section === undefined ? [] : [...own, ...buildFolders];
  const shown = (file: string): string => {
    if (section === undefined && !file.startsWith('/')) return `./${file}`;
    const folder = folders.find((one) => file.startsWith(one));
    return folder === undefined ? file.replace(kernelHeaders, '.../') : file.slice(folder.length);
  };
  return {
    ...located,
    file: shown(located.file),
    inlined: located.inlined.map((place) => ({...place, file: shown(place.file)})),
  };
}
