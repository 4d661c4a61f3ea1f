// All that can be found in the source of one crash report: where its frames are, the lines around the blamed one, the
// instructions around the trap. Bounded, and never in the way: what can't be found is told in words or left out.
import {
  type CrashSource,
  type Excerpt,
  frameText,
  type Instruction,
  type LocatedReport,
  ownPlace,
  type PlacedFrame,
  placeText,
} from '../../core/crash-source.ts';
import type {CrashReport, Frame} from '../../kernel/report.ts';
import {bareAddresses} from './bare-addresses.ts';
import {disassembled} from './disassemble.ts';
import {type AskedFrame, openSymbols, type Symbols, type SymbolsOptions} from './open-symbols.ts';
import {readExcerpt, type SourceRoom} from './source-lines.ts';

const framesMax = 48;
const excerptsMax = 3;

export async function crashSource(report: CrashReport, symbols: Symbols, room: SourceRoom): Promise<CrashSource> {
  const asked = askedFrames(report);
  const places = await symbols.locate(asked);
  return {
    places: [...withoutRepeats(places), ...bareAddresses(report)],
    excerpts: await excerptsOf(report, places, asked, room),
    instructions: await instructionsOf(report, symbols, asked),
  };
}

/** As the kernel printed them, else as the module's file has them at the frame in it. */
async function instructionsOf(
  report: CrashReport,
  symbols: Symbols,
  asked: readonly AskedFrame[],
): Promise<readonly Instruction[]> {
  const printed = await disassembled(symbols.room, report);
  return printed.length > 0 || asked[0]?.frame.module === undefined ? printed : symbols.instructionsAt(asked);
}

/** The reports with what their source says; those that nothing is to be found for are as they were. */
export async function locateReports(
  reports: readonly CrashReport[],
  options: SymbolsOptions,
  room: SourceRoom,
): Promise<readonly LocatedReport[]> {
  if (reports.length === 0) return reports;
  const symbols = await openSymbols(options);
  try {
    const located: LocatedReport[] = [];
    for (const report of reports) located.push({...report, source: await crashSource(report, symbols, room)});
    return located;
  } finally {
    await symbols.close();
  }
}

/** What matters most comes first: the blamed frames, then each stack from its top. */
export function askedFrames(report: CrashReport): readonly AskedFrame[] {
  const {moduleFrame, frame, instructionPointer} = report;
  const stacks = report.stacks ?? [];
  const frames = [moduleFrame, frame, instructionPointer, ...report.trace, ...stacks.flatMap((stack) => stack.frames)];
  const buildIds = buildIdsIn(report.lines);
  const asked = new Map<string, AskedFrame>();
  for (const one of frames) {
    if (one === undefined || asked.size >= framesMax) continue;
    const buildId = one.module === undefined ? undefined : buildIds.get(one.module);
    const kind = instructionPointer !== undefined && isSame(one, instructionPointer) ? 'fault' : 'return';
    asked.set(frameText(one), {frame: one, kind, ...(buildId === undefined ? {} : {buildId})});
  }
  return [...asked.values()];
}

/** With CONFIG_STACKTRACE_BUILD_ID a module's frames carry it: `[ringlog 5f0c...]`. */
export function buildIdsIn(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) {
    const match = /\+0x[0-9a-f]+\/0x[0-9a-f]+ \[([\w-]+) ([0-9a-f]{16,64})\]/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) found.set(match[1], match[2]);
  }
  return found;
}

function isSame(one: Frame, other: Frame): boolean {
  return one.symbol === other.symbol && one.offset === other.offset && one.module === other.module;
}

/** A frame of the kernel image without vmlinux is nothing to tell of again and again. */
function withoutRepeats(places: readonly PlacedFrame[]): readonly PlacedFrame[] {
  const told = new Set<string>();
  return places.filter((place) => {
    if ('located' in place) return true;
    if (told.has(place.refused)) return false;
    told.add(place.refused);
    return true;
  });
}

async function excerptsOf(
  report: CrashReport,
  places: readonly PlacedFrame[],
  asked: readonly AskedFrame[],
  room: SourceRoom,
): Promise<readonly Excerpt[]> {
  const excerpts: Excerpt[] = [];
  const seen = new Set<string>();
  const firstOfStacks = (report.stacks ?? []).flatMap(({frames}) =>
    frames.filter(({module}) => module !== undefined).slice(0, 1),
  );
  const wanted = [report.moduleFrame, report.frame, ...firstOfStacks];
  for (const frame of wanted) {
    const at = frame === undefined ? -1 : asked.findIndex((one) => frameText(one.frame) === frameText(frame));
    const place = places[at];
    if (place === undefined || !('located' in place) || excerpts.length >= excerptsMax) continue;
    const own = ownPlace(place.located);
    if (seen.has(placeText(own))) continue;
    seen.add(placeText(own));
    const excerpt = await readExcerpt(room, own);
    if (excerpt !== null) excerpts.push(excerpt);
  }
  return excerpts;
}
