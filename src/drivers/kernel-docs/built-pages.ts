// The kernel-doc that the distribution's package has in its built pages alone: that of functions whose comments stand in .c files.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {bounded, type Entry} from './entry.ts';
import type {Progress} from './progress.ts';
import {filesBelow} from './tree-files.ts';

const pageBytesMax = 8 * 1024 * 1024;
const htmlCharactersMax = 40_000;

export function* pageEntries(root: string, progress: Progress): Generator<Entry> {
  const paths = filesBelow(root, 'html', (name) => name.endsWith('.html'));
  for (const [done, path] of paths.entries()) {
    if (done % 200 === 0) progress(done, paths.length, 'pages');
    const html = readFileSync(join(root, path), 'latin1');
    if (html.length < pageBytesMax && html.includes('id="c.'))
      yield* docsIn(Buffer.from(html, 'latin1').toString(), path);
  }
}

const signature = /<dt class="sig sig-object c"[^>]*\bid="c\.(\w+)">/g;

/** From one signature of C to the next, or to the end of its section. */
export function* docsIn(html: string, file: string): Generator<Entry> {
  const found = [...html.matchAll(signature)];
  let line = 1;
  let counted = 0;
  for (const [index, {index: from, 1: name}] of found.entries()) {
    for (; counted < from; counted++) if (html.charCodeAt(counted) === 0x0a) line++;
    const next = found[index + 1]?.index ?? html.length;
    const section = html.indexOf('</section>', from);
    const to = Math.min(next, section < 0 ? html.length : section, from + htmlCharactersMax);
    if (name !== undefined)
      yield {name, kind: 'doc', file, line, text: bounded(textOf(html.slice(from, to))), unmet: ''};
  }
}

/** A new block is a new line; what else is between angle brackets says nothing. */
function textOf(html: string): string {
  return html
    .replace(/<a class="headerlink"[^>]*>[^<]*<\/a>/g, '')
    .replace(/<[^>]*$/, '')
    .replace(/<(?:p|dt|dd|li|pre|dl)\b[^>]*>|<br\s*\/?>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|amp|#39|nbsp);/g, (_, word: string) => letters[word] ?? ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

const letters: Readonly<Record<string, string>> = {lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'", nbsp: ' '};
