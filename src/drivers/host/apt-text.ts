// What apt prints, as values. Pure.

/** A package file that apt would fetch. */
export interface AptFile {
  /** As apt names it on disk; a colon of the version is `%3a` there. */
  readonly file: string;
  readonly bytes: number;
  /** `SHA256` and hexadecimal digits, when apt has it. */
  readonly sha256?: string;
}

/** The names after `Depends:` in the output of `apt-cache depends`, without virtual packages and later alternatives. */
export function parseDepends(text: string): readonly string[] {
  const names: string[] = [];
  let isAlternative = false;
  for (const line of text.split('\n')) {
    const match = /^\s+(\|?)(?:Pre)?Depends: ([^<\s]\S*)$/.exec(line);
    if (match === null) continue;
    const first = !isAlternative;
    isAlternative = match[1] === '|';
    if (first && match[2] !== undefined) names.push(match[2].replace(/:\w+$/, ''));
  }
  return names;
}

/** The lines of `apt-get --print-uris`: `'URI' FILE BYTES SHA256:HEX`. */
export function parseUris(text: string): readonly AptFile[] {
  const files: AptFile[] = [];
  for (const line of text.split('\n')) {
    const match = /^'[^']+' (\S+\.deb) (\d+)(?: (\S+))?\s*$/.exec(line);
    if (match === null) continue;
    const sha256 = /^SHA256:([0-9a-f]{64})$/.exec(match[3] ?? '')?.[1];
    files.push({file: match[1] ?? '', bytes: Number(match[2]), ...(sha256 === undefined ? {} : {sha256})});
  }
  return files;
}

/** The sum of `Installed-Size` (KiB) in the output of `apt-cache show --no-all-versions`, in bytes. */
export function installedBytes(text: string): number {
  const sizes = [...text.matchAll(/^Installed-Size: (\d+)$/gm)];
  return sizes.reduce((sum, [, kibibytes]) => sum + Number(kibibytes) * 1024, 0);
}

/** A line of APT::Status-Fd: which half of the work it is at, and how much of that is done, from 0 to 1. */
export function parseStatus(line: string): {readonly half: 'fetch' | 'install'; readonly part: number} | null {
  const [, kind, percent] = /^(dl|pm)status:[^:]*:(\d+(?:\.\d+)?):/.exec(line) ?? [];
  if (percent === undefined) return null;
  return {half: kind === 'dl' ? 'fetch' : 'install', part: Math.min(1, Number(percent) / 100)};
}

/** What apt complained of, in one line that a person can read. */
export function aptComplaint(output: string): string {
  const lines = output
    .split('\n')
    .filter((line) => parseStatus(line) === null)
    .map((line) => line.trim());
  const told = lines.filter((line) => /^(?:E|Err|W):/.test(line));
  const errors = told.filter((line) => line.startsWith('E:'));
  const chosen = errors.length > 0 ? errors : told;
  const words = (chosen.length > 0 ? chosen : lines.filter(Boolean).slice(-1)).slice(0, 2);
  return words.map((line) => line.replace(/^E: /, '').slice(0, 300)).join('; ') || 'it said nothing';
}
