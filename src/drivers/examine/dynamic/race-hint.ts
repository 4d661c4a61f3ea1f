// Races that KCSAN tells rightly and that most code has on purpose: a condition that is looked at without the lock, in a wait or a poll, and is
// looked at again under it. There is no form of kfifo_is_empty() that would say so to the kernel. Whether it is looked at again only a
// reader can tell, so such a race is a hint, at the line of the condition.
import type {SourcePlace} from '../../../core/crash-source.ts';
import type {CheckFinding} from '../../../core/examination.ts';
import {readSources, type Sources} from '../static/source-lines.ts';
import {raceSides} from './race-report.ts';

/** Of sources that can't be read nothing is known: the race weighs what it did. */
export async function withHints(
  findings: readonly CheckFinding[],
  sourceFolder: string,
): Promise<readonly CheckFinding[]> {
  if (!findings.some(({report}) => report?.kind === 'kcsan')) return findings;
  const sources: Sources = await readSources(sourceFolder).catch(() => new Map());
  return findings.map((finding) => withHint(finding, sources));
}

export function withHint(finding: CheckFinding, sources: Sources): CheckFinding {
  const {report, claim} = finding;
  if (report?.kind !== 'kcsan') return finding;
  const look = raceSides(report).find(({isPlainRead, place}) => isPlainRead && isCondition(place, sources));
  if (look === undefined) return finding;
  const {file, line} = look.place;
  const hint = `line ${line} looks at a condition without the lock, which does no harm where it is looked at again under it`;
  return {...finding, severity: 'minor', file, line, claim: `${claim.replace(/\.$/, '')}; ${hint}.`};
}

function isCondition({function: name, file, line}: SourcePlace, sources: Sources): boolean {
  if (/(?:^|_)poll$/.test(name)) return true;
  const lines = sources.get(file) ?? [];
  const firstAt = Math.max(0, line - 1 - linesMax);
  return lines
    .slice(firstAt, line)
    .some((text, at) => [...text.matchAll(looks)].some(({index}) => endsAt(lines, firstAt + at, index) >= line - 1));
}

const looks = /\b(?:\w*wait_event\w*|kfifo_is_\w+) ?\(/g;
/** A condition is rarely longer; the compiler tells any of its lines. */
const linesMax = 8;

/** The index of the line in which a call's parentheses are closed again. */
function endsAt(lines: readonly string[], at: number, column: number): number {
  let depth = 0;
  for (let index = at; index <= at + linesMax; index++) {
    const text = lines[index]?.slice(index === at ? column : 0) ?? '';
    for (const [letter] of text.matchAll(/[()]/g)) {
      depth += letter === '(' ? 1 : -1;
      if (depth === 0) return index;
    }
  }
  return at;
}
