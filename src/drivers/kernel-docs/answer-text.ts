// An answer in words, bounded: the most telling line first, exact text with its place, and at the end where it is from.
import type {DocsAnswer, DocsSources} from './docs-answer.ts';
import {bounded, type Entry} from './entry.ts';
import type {NameAnswer, Standing} from './look-up.ts';
import type {Hit} from './search.ts';
import type {Export} from './symvers.ts';

const answerCharactersMax = 16_000;

export function answerText({asked, names, hits, sources}: DocsAnswer): string {
  const room = Math.floor(answerCharactersMax / Math.max(1, names.length + (hits.length > 0 ? 1 : 0)));
  const parts = [
    ...names.map((answer) => bounded(nameText(answer, sources), room)),
    ...(hits.length > 0 ? [bounded(hitsText(hits), Math.max(room, 6000))] : []),
  ];
  if (parts.length === 0) parts.push(nothingFound(asked, sources));
  return [...parts, sourcesText(sources)].join('\n\n');
}

function nameText(answer: NameAnswer, sources: DocsSources): string {
  switch (answer.kind) {
    case 'unknown':
      if (/^CONFIG_\w+$/.test(answer.name))
        return `${answer.name}: not set in kernel ${sources.release}, or no option of it`;
      return `${answer.name}: there is no such name in kernel ${sources.release}${nearestText(answer.nearest)}`;
    case 'field':
      return fieldText(answer);
    case 'known': {
      const {name, standing, entries, left} = answer;
      const head = `${name}: ${[kindsText(entries), standingText(standing)].filter(Boolean).join(', ')}`;
      const more = left > 0 ? [`[${left} more places are left out]`] : [];
      return [head, ...noTypeText(entries, sources), ...entries.map(entryText), ...more].join('\n');
    }
    default:
      return answer satisfies never;
  }
}

function nearestText(nearest: readonly string[]): string {
  return nearest.length === 0 ? '' : `; the nearest are ${nearest.join(', ')}`;
}

function fieldText({name, field, lines, entries}: Extract<NameAnswer, {kind: 'field'}>): string {
  if (lines.length === 0) {
    const whole = entries.map(entryText).join('\n');
    return `${name}.${field}: ${name} is known and has no field ${field}\n${whole}`;
  }
  return [`${name}.${field}:`, ...lines.map(({file, line, text}) => `${text}    [${placeOf({file, line})}]`)].join(
    '\n',
  );
}

/** Names of kinds as they are said, each once. */
function kindsText(entries: readonly Entry[]): string {
  const words: Partial<Record<Entry['kind'], string>> = {
    ...{inline: 'inline function', enumerator: 'constant', source: 'function'},
  };
  const kinds = entries.filter(({kind}) => kind !== 'doc' && kind !== 'guide').map(({kind}) => words[kind] ?? kind);
  return [...new Set(kinds)].join(' and ');
}

function standingText(standing: Standing): string {
  switch (standing.kind) {
    case 'exported': {
      const {module, gplOnly, namespace} = standing;
      const by =
        module === 'vmlinux' ? 'the kernel itself (vmlinux)' : `the module ${module}, which must be loaded first`;
      const licence = gplOnly ? ', GPL-only: the module needs a licence such as "GPL"' : '';
      const space =
        namespace === '' ? '' : `, in the namespace ${namespace}: the module needs MODULE_IMPORT_NS(${namespace})`;
      return `exported by ${by}${licence}${space}`;
    }
    case 'notExported': {
      const {relatives} = standing;
      const hint = relatives.length === 0 ? '' : `; exported ones of a similar name: ${relatives.join(', ')}`;
      return `NOT exported: a module cannot link to it${hint}`;
    }
    case 'inHeader':
      return `given whole by a header${callsText(standing.calls)}`;
    case 'notConfigured':
      return `NOT in this kernel: its configuration does not meet "${standing.unmet}"`;
    case 'noExportsKnown':
      return 'there is no Module.symvers here, so whether it is exported is not known';
    case 'notLinked':
      return '';
    default:
      return standing satisfies never;
  }
}

function callsText(calls: readonly Export[]): string {
  if (calls.length === 0) return '';
  const said = calls.map(({symbol, gplOnly, namespace}) => {
    const terms = [...(gplOnly ? ['GPL-only'] : []), ...(namespace === '' ? [] : [`namespace ${namespace}`])];
    return terms.length === 0 ? symbol : `${symbol} (${terms.join(', ')})`;
  });
  return `, which calls the exported ${said.join(', ')}`;
}

/** A structure of headers alone has no offsets, and a reader must not take that for all there is. */
function noTypeText(entries: readonly Entry[], {types}: DocsSources): readonly string[] {
  const isType = entries.some(({kind}) => kind === 'struct' || kind === 'union');
  return isType && types === null ? ['(its offsets are not known: the image tells no types, or is not here)'] : [];
}

const shownLines = {doc: 60, inline: 40, struct: 120, macro: 30} as const;

function entryText(entry: Entry): string {
  const linesMax = shownLines[entry.kind as keyof typeof shownLines] ?? 60;
  const lines = entry.text.split('\n');
  const left = lines.length - linesMax;
  const shown = left > 0 ? [...lines.slice(0, linesMax), `[... ${left} lines left out ...]`] : lines;
  return [`-- ${entry.kind === 'doc' ? 'kernel-doc, ' : ''}${placeOf(entry)}`, ...shown].join('\n');
}

function hitsText(hits: readonly Hit[]): string {
  return hits.map(({entry, line, text}) => `-- ${placeOf({...entry, line})} (${kindText(entry)})\n${text}`).join('\n');
}

function kindText({kind, name}: Entry): string {
  if (kind === 'source') return `in ${name}`;
  return kind === 'doc' ? `kernel-doc of ${name}` : `${kind} ${name}`;
}

const placeOf = ({file, line}: Pick<Entry, 'file' | 'line'>): string => (line === 0 ? file : `${file}:${line}`);

function nothingFound(asked: string, {release}: DocsSources): string {
  return `nothing in what is here of kernel ${release} holds "${asked}"`;
}

export function sourcesText({release, types, exports, headers, guides, source}: DocsSources): string {
  const series = /^\d+\.\d+/.exec(release)?.[0] ?? release;
  const have = [
    types === null ? 'no types of the image' : 'types of the image (BTF)',
    exports ? 'Module.symvers' : 'no Module.symvers',
    `${headers} headers`,
    guides === null ? `no guides (the package linux-doc-${series} has them)` : 'Documentation',
    source === null ? `no sources (the package linux-source-${series}, unpacked in /usr/src, has them)` : 'sources',
  ];
  return `[kernel ${release}: ${have.join(', ')}]`;
}
