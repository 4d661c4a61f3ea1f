// The words of addr2line: what it is asked, and the places that it answers with.
import type {Located, SourcePlace} from '../../core/crash-source.ts';

/** `section` is that of a module, whose sections all start at 0. */
export function addr2lineArguments(
  file: string,
  section: string | undefined,
  addresses: readonly bigint[],
): readonly string[] {
  const within = section === undefined ? [] : ['-j', section];
  return ['-a', '-f', '-i', '-e', file, ...within, ...addresses.map((address) => `0x${address.toString(16)}`)];
}

/** By address; one that no line is known of is not in it. */
export function parsePlaces(output: string): ReadonlyMap<bigint, Located> {
  const found = new Map<bigint, Located>();
  const lines = output.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const address = /^0x[0-9a-f]{1,16}$/.exec(lines[at] ?? '')?.[0];
    if (address === undefined) continue;
    const places: SourcePlace[] = [];
    for (; at + 2 < lines.length && !/^0x[0-9a-f]{1,16}$/.test(lines[at + 1] ?? ''); at += 2) {
      const place = placeIn(lines[at + 1] ?? '', lines[at + 2] ?? '');
      if (place !== null) places.push(place);
    }
    const [innermost, ...inlined] = places;
    if (innermost !== undefined) found.set(BigInt(address), {...innermost, inlined: inlined.slice(0, inlinedMax)});
  }
  return found;
}

const inlinedMax = 16;
const textMax = 300;

function placeIn(name: string, place: string): SourcePlace | null {
  const match = /^(.+):(\d{1,9})(?: \(discriminator \d+\))?$/.exec(place);
  if (match === null || match[1] === '??' || match[2] === '0') return null;
  return {function: name.slice(0, textMax), file: normal(match[1] ?? '').slice(0, textMax), line: Number(match[2])};
}

/** Without `.` and `..`, as a compiler that is called in another folder writes them. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
