// Where in the source the frames of a kernel's report are, by the debug data of the very modules that ran. A file that is
// not the one that ran is refused in words.
import {stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {frameText, type Instruction, type Located, type PlacedFrame} from '../../core/crash-source.ts';
import type {Frame} from '../../kernel/report.ts';
import {addr2lineArguments, parsePlaces} from './addr2line.ts';
import {disassembledFrom} from './disassemble.ts';
import {findSymbol, type Layout, layoutOf, type Unfound} from './find-symbol.ts';
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
  /** The frames of one report, in the order asked. Rejects never. */
  locate(asked: readonly AskedFrame[]): Promise<readonly PlacedFrame[]>;
  /** The instructions around those of the first frame of a report, from the module's file; none where the frame is refused. */
  instructionsAt(asked: readonly AskedFrame[]): Promise<readonly Instruction[]>;
  readonly room: ToolRoom;
  close(): Promise<void>;
}

/** One file that frames can be looked up in. */
export interface Known {
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
  readonly isChecked: boolean;
}

type Settled = Wanted | Unfound;

export async function openSymbols(options: SymbolsOptions): Promise<Symbols> {
  const room = await openToolRoom([...options.kos, ...(options.vmlinux === undefined ? [] : [options.vmlinux])]);
  let modules: Promise<readonly Opened[]> | null = null;
  let image: Promise<Opened> | null = null;

  async function objectsFor(module: string | undefined): Promise<readonly Known[] | Unfound> {
    if (module === undefined) {
      const path = options.vmlinux;
      if (path === undefined) return {refused: 'no vmlinux was given'};
      image ??= openObject(room, options.kos.length, path);
      const opened = await image;
      return 'refused' in opened ? opened : [opened];
    }
    modules ??= Promise.all(options.kos.map((path, index) => openObject(room, index, path)));
    const opened = await modules;
    const known = opened.flatMap((one) =>
      'object' in one && moduleName(nameOf(one)) === moduleName(module) ? [one] : [],
    );
    if (known.length > 0) return known;
    return opened.find((one) => 'refused' in one) ?? {refused: `no .ko of the module ${module} was given`};
  }

  /** Each module's frames by the file of it that fits best. */
  async function settle(asked: readonly AskedFrame[]): Promise<readonly Settled[]> {
    const settled = new Map<AskedFrame, Settled>();
    for (const module of new Set(asked.map(({frame}) => frame.module))) {
      const own = asked.filter(({frame}) => frame.module === module);
      const known = await objectsFor(module);
      const tried = 'refused' in known ? [own.map(() => known)] : known.map((one) => settledBy(one, own));
      const [best] = tried.toSorted((one, other) => doubtsOf(one) - doubtsOf(other));
      for (const [at, one] of own.entries()) settled.set(one, best?.[at] ?? {refused: 'nothing is known of it'});
    }
    return asked.map((one) => settled.get(one) ?? {refused: 'nothing is known of it'});
  }

  return {
    room,
    async locate(asked) {
      const wanted = await settle(asked);
      const answers = await lookUp(
        room,
        wanted.flatMap((one) => ('known' in one ? [one] : [])),
      );
      return wanted.map((one, at): PlacedFrame => {
        const frame = frameText((asked[at] as AskedFrame).frame);
        if ('refused' in one) return {frame, refused: one.refused};
        const answer = answers(one);
        if ('refused' in answer) return {frame, refused: answer.refused};
        return {frame, located: relativeTo(answer, one, options)};
      });
    },
    async instructionsAt(asked) {
      const [wanted] = await settle(asked);
      if (wanted === undefined || 'refused' in wanted || wanted.section === undefined) return [];
      const {known, section, symbol, address} = wanted;
      return disassembledFrom(room, {index: known.index, section, symbol, address});
    },
    close: () => room.close(),
  };
}

/** One frame that can't be of this file means that none of the report's is: lines of another build would only mislead. */
export function settledBy(known: Known, asked: readonly AskedFrame[]): readonly Settled[] {
  const settled = asked.map((one) => wantedIn(known, one));
  const other = settled.find((one) => 'refused' in one && one.isOther);
  return other === undefined ? settled : settled.map((one) => ('refused' in one && one.isOther ? one : other));
}

function wantedIn(known: Known, {frame, kind, buildId}: AskedFrame): Settled {
  const {file, object, layout} = known;
  const isSame = buildId !== undefined && object.buildId?.startsWith(buildId) === true;
  if (buildId !== undefined && object.buildId !== undefined && !isSame) {
    const refused = `${file} is not the one that ran: its build id is ${object.buildId}, not ${buildId}`;
    return {refused, isOther: true};
  }
  const found = findSymbol(object, layout, frame, file);
  if ('refused' in found) return found;
  if (!object.hasDebugLines) return {refused: `${file} has no debug data: it was stripped, or built without`};
  const back = kind === 'return' && frame.offset > 0 ? 1n : 0n;
  const {symbol, section} = found;
  const address = symbol.value + BigInt(frame.offset) - back;
  const isChecked = isSame || found.isChecked;
  return {known, symbol, address, isChecked, ...(section === undefined ? {} : {section})};
}

/** More for another file than for one that says little, and more for that than for what could not be checked. */
function doubtsOf(settled: readonly Settled[]): number {
  const doubts = settled.map((one) => ('known' in one ? Number(!one.isChecked) : one.isOther ? 1_000_000 : 1_000));
  return doubts.reduce((sum, doubt) => sum + doubt, 0);
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
function relativeTo(located: Located, {section, isChecked}: Wanted, {sourceFolder}: SymbolsOptions): Located {
  const own = sourceFolder === undefined ? [] : [`${sourceFolder.replace(/\/+$/, '')}/`];
  const folders = section === undefined ? [] : [...own, ...buildFolders];
  const shown = (file: string): string => {
    if (section === undefined && !file.startsWith('/')) return `./${file}`;
    const folder = folders.find((one) => file.startsWith(one));
    return folder === undefined ? file.replace(kernelHeaders, '.../') : file.slice(folder.length);
  };
  return {
    ...located,
    ...(isChecked ? {} : {unchecked: true}),
    file: shown(located.file),
    inlined: located.inlined.map((place) => ({...place, file: shown(place.file)})),
  };
}
