// The kernel's guides in prose (Documentation, as a source tree has it, or packed one by one in the distribution's package),
// cut into sections.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {bounded, type Entry} from './entry.ts';
import type {Progress} from './progress.ts';
import {filesBelow} from './tree-files.ts';

const fileBytesMax = 4 * 1024 * 1024;
const sectionLinesMax = 80;

export function* guideEntries(root: string, progress: Progress): Generator<Entry> {
  const paths = filesBelow(root, 'Documentation', (name) => /\.(?:rst|txt)(?:\.gz)?$/.test(name)).filter(isEnglish);
  for (const [done, path] of paths.entries()) {
    if (done % 200 === 0) progress(done, paths.length, 'guides');
    const text = textOf(join(root, path));
    const file = path.replace(/\.gz$/, '');
    for (const {title, line, text: section} of sectionsOf(text)) {
      yield {name: title || file, kind: 'guide', file, line, text: bounded(section), unmet: ''};
    }
  }
}

/** Names of symbols are the same in every language; the prose is what is searched. */
const isEnglish = (path: string): boolean => !path.startsWith('Documentation/translations/');

function textOf(path: string): string {
  const bytes = readFileSync(path);
  if (!path.endsWith('.gz')) return bytes.subarray(0, fileBytesMax).toString('utf8');
  try {
    return gunzipSync(bytes, {maxOutputLength: fileBytesMax}).toString('utf8');
  } catch {
    return '';
  }
}

export interface Section {
  readonly title: string;
  readonly line: number;
  readonly text: string;
}

/** A line that is underlined begins one; a long one goes on in another with the same title. */
export function sectionsOf(text: string): readonly Section[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((_, index) => (isTitle(lines, index) ? [index] : []));
  const sections: Section[] = [];
  for (const [index, from] of [0, ...starts.filter((start) => start > 0)].entries()) {
    const to = [0, ...starts.filter((start) => start > 0)][index + 1] ?? lines.length;
    const title = isTitle(lines, from) ? (lines[from]?.trim() ?? '') : '';
    for (let at = from; at < to; at += sectionLinesMax) {
      const part = lines
        .slice(at, Math.min(to, at + sectionLinesMax))
        .join('\n')
        .trimEnd();
      if (part.trim() !== '') sections.push({title, line: at + 1, text: part});
    }
  }
  return sections;
}

function isTitle(lines: readonly string[], index: number): boolean {
  const [line = '', under = ''] = [lines[index], lines[index + 1]];
  return (
    /\w/.test(line) &&
    !/^\s/.test(line) &&
    /^([=\-~^"'*+#])\1{2,}\s*$/.test(under) &&
    under.trim().length + 2 >= line.trim().length
  );
}
