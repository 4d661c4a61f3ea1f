// Lost objects as findings: those that were allocated in the same way are one, with its place in the module's source.
import {firstOwnPlace, placeText, type SourcePlace} from '../../../core/crash-source.ts';
import type {CheckFinding, FaultClass} from '../../../core/examination.ts';
import {severityShown} from '../../../core/report-class.ts';
import {isOfModule, type LeakedObject} from '../../../kernel/kmemleak.ts';
import type {Frame} from '../../../kernel/report.ts';
import {openSymbols} from '../../symbols/open-symbols.ts';
import {sysfsName} from '../../target/run-scripts.ts';
import {bounded, type Examined} from './findings.ts';
import {type Bases, namedPlaces, readCodeMap} from './leak-sites.ts';

/** Objects that were allocated in the same way. */
export interface Leak {
  readonly objects: readonly LeakedObject[];
  readonly frames: readonly Frame[];
  /** In the module's own source, where that can be told. */
  readonly site?: SourcePlace;
}

/** A session tells fewer, and counts the others. */
const leaksMax = 64;

/** Those that the module allocated, or had allocated for it. */
export async function leaksOf(
  objects: readonly LeakedObject[],
  bases: Bases,
  {module, koPath, sourceFolder}: Examined,
): Promise<readonly Leak[]> {
  const name = sysfsName(module);
  const own = objects.filter((object) => isOfModule(object, name));
  if (own.length === 0) return [];
  const map = await readCodeMap(koPath, name);
  const groups = new Map<string, LeakedObject[]>();
  for (const object of own) {
    const same = groups.get(wayOf(object));
    if (same === undefined) groups.set(wayOf(object), [object]);
    else same.push(object);
  }
  const leaks = [...groups.values()].slice(0, leaksMax).map((group) => {
    return {objects: group, frames: namedPlaces(group[0]?.backtrace ?? [], map, bases)};
  });
  return withSites(leaks, {module: name, koPath, sourceFolder});
}

/** The same call has the same place in its page, wherever the module was loaded. */
export function wayOf({sizeBytes, backtrace}: LeakedObject): string {
  const places = backtrace.map((at) => ('frame' in at ? `${at.frame.symbol}+${at.frame.offset}` : at.address & 0xfffn));
  return [sizeBytes, ...places].join(' ');
}

async function withSites(leaks: readonly Leak[], {module, koPath, sourceFolder}: Examined): Promise<readonly Leak[]> {
  const symbols = await openSymbols({kos: [koPath], sourceFolder});
  try {
    const located: Leak[] = [];
    for (const leak of leaks) {
      const own = leak.frames
        .filter((frame) => frame.module === module)
        .map((frame) => ({frame, kind: 'return'}) as const);
      const places = await symbols.locate(own);
      const site = firstOwnPlace(places);
      located.push(site === undefined ? leak : {...leak, site});
    }
    return located;
  } finally {
    await symbols.close();
  }
}

export function leakFinding(leak: Leak, is: FaultClass, when: string): CheckFinding {
  const {objects, site} = leak;
  const size = objects[0]?.sizeBytes ?? 0;
  const many = objects.length === 1 ? `An object of ${size} bytes` : `${objects.length} objects of ${size} bytes`;
  const where = site === undefined ? '' : `, allocated in ${site.function} at ${placeText(site)},`;
  return {
    class: is,
    severity: severityShown(is),
    ...(site === undefined ? {} : {file: site.file, line: site.line}),
    claim: `${many}${where} ${objects.length === 1 ? 'is' : 'are'} pointed to by nothing any more ${when}.`,
    evidence: bounded([...(objects[0]?.lines ?? []), ...resolved(leak)]),
  };
}

/**
 * What the kernel made meanwhile for others, and nobody gave back: a reference that the module took keeps it. The kernel may have lost it by
 * itself, so it weighs little.
 */
export function keptAlive(
  objects: readonly LeakedObject[],
  module: string,
  lastedSeconds: number,
): readonly CheckFinding[] {
  const others = objects.filter(
    (object) =>
      !isOfModule(object, sysfsName(module)) && (object.ageSeconds ?? Number.POSITIVE_INFINITY) < lastedSeconds,
  );
  const [first] = others;
  if (first === undefined) return [];
  const many = others.length === 1 ? 'An object' : `${others.length} objects`;
  return [
    {
      ...{class: 'reference not put', severity: 'minor'},
      claim: `${many} that the kernel allocated while ${module} was used ${others.length === 1 ? 'is' : 'are'} pointed to by nothing any more after the module was unloaded.`,
      evidence: bounded(others.slice(0, 3).flatMap(({lines}) => lines)),
    },
  ];
}

/** The kernel prints the addresses of a module that is gone; this is what lies there. */
function resolved({objects, frames}: Leak): readonly string[] {
  if (!(objects[0]?.backtrace ?? []).some((at) => 'address' in at)) return [];
  const own = frames.filter(({module}) => module !== undefined);
  return own.length === 0 ? [] : ['in the module:', ...own.map(frameLine)];
}

function frameLine({symbol, offset, size, module}: Frame): string {
  return `    ${symbol}+0x${offset.toString(16)}/0x${size.toString(16)} [${module}]`;
}
