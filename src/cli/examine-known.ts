// Findings that are known already: those of an earlier `examine --json`, kept in a file beside the sources. The same is told by the words and
// the place that a session tells it by (`same-finding.ts`), so that lines may move.
import {readFile} from 'node:fs/promises';
import type {Anchor, CheckResult} from '../core/examination.ts';
import type {Found} from '../core/join-findings.ts';
import {type Json, jsonAt, listAt, parseJson, textAt} from '../core/json.ts';
import {isSameSight} from '../core/same-finding.ts';
import {CommandFault} from './say.ts';

/** As much of one as tells it again, whichever check has seen it; the words are its own, whatever they say. */
interface KnownSight {
  readonly class: string;
  readonly file?: string;
  readonly claim: string;
  readonly anchor?: Anchor;
}

export interface KnownFinding extends KnownSight {
  readonly signs?: readonly KnownSight[];
}

/** Throws a CommandFault. */
export async function readKnown(file: string): Promise<readonly KnownFinding[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandFault(`--known: ${file} ${whyUnread(error)}`, 2);
  });
  const known = parseKnown(text);
  if (known === null) throw new CommandFault(`${file} is not what \`quarterdeck examine --json\` prints`, 2);
  return known;
}

function whyUnread({code, message}: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'is not there; `quarterdeck examine FOLDER --json > FILE` writes one';
  if (code === 'EISDIR') return 'is a folder, not what `quarterdeck examine --json` printed';
  return code === 'EACCES' ? 'may not be read by you' : `can't be read: ${message}`;
}

/** Null for what holds no results; a finding without its words is none. */
export function parseKnown(text: string): readonly KnownFinding[] | null {
  const value = parseJson(text);
  if (value === null || !Array.isArray(value['results'])) return null;
  return listAt(value, 'results').flatMap((result) => listAt(result, 'findings').flatMap(knownOf));
}

function knownOf(finding: Json): readonly KnownFinding[] {
  const signs = listAt(finding, 'signs').flatMap(sightIn);
  return sightIn(finding).map((sight) => ({...sight, signs}));
}

function sightIn(value: Json): readonly KnownSight[] {
  const [kind, claim, file] = ['class', 'claim', 'file'].map((key) => textAt(value, key));
  if (kind === undefined || claim === undefined) return [];
  const anchor = anchorIn(jsonAt(value, 'anchor'));
  return [
    {
      ...{class: kind, claim},
      ...(file === undefined ? {} : {file}),
      ...(anchor === undefined ? {} : {anchor}),
    },
  ];
}

function anchorIn(value: Json | undefined): Anchor | undefined {
  const text = value && textAt(value, 'text');
  const within = value && textAt(value, 'within');
  return text === undefined ? undefined : {text, ...(within === undefined ? {} : {within})};
}

export interface Parted<Known> {
  readonly results: readonly CheckResult[];
  readonly known: readonly Found[];
  /** Those that were not met. */
  readonly left: readonly Known[];
}

/** Each known one stands for one: what is there twice now is known once. */
export function withoutKnown<Known extends KnownFinding>(
  results: readonly CheckResult[],
  known: readonly Known[],
): Parted<Known> {
  const left = new Set(known);
  const met: Found[] = [];
  const isNew = (found: Found): boolean => {
    const one = [...left].find((candidate) => isKnownAs(candidate, found));
    if (one === undefined) return true;
    left.delete(one);
    met.push(found);
    return false;
  };
  const fresh = results.map((result) => ({
    ...result,
    findings: result.findings.filter((finding) => isNew({check: result.check, finding})),
  }));
  return {results: fresh, known: met, left: [...left]};
}

/** The same words at one place are the same, whichever check has them; one may have been told beside another then, and by itself now. */
function isKnownAs({signs = [], ...known}: KnownFinding, {finding}: Found): boolean {
  return isSameSight(known, finding) || signs.some((sign) => isSameSight(sign, finding));
}
