// What names the place of a finding when lines move: the text of its line, and the function that the line stands in.
import type {Anchor, CheckFinding, Sign} from '../../core/examination.ts';
import type {Looked} from './module-check.ts';
import {readSources, type Sources} from './static/source-lines.ts';

/** Of sources that can't be read nothing is named. */
export async function anchored(looked: Looked, sourceFolder: string): Promise<Looked> {
  if (looked.findings.length === 0) return looked;
  const sources: Sources = await readSources(sourceFolder).catch(() => new Map());
  return {...looked, findings: looked.findings.map((finding) => allAnchored(finding, sources))};
}

function allAnchored(finding: CheckFinding, sources: Sources): CheckFinding {
  const {signs} = finding;
  const own = withAnchor(finding, sources);
  return signs === undefined ? own : {...own, signs: signs.map((sign) => withAnchor(sign, sources))};
}

function withAnchor<Of extends CheckFinding | Sign>(finding: Of, sources: Sources): Of {
  const {file, line} = finding;
  const lines = file === undefined ? undefined : sources.get(file);
  const anchor = lines === undefined || line === undefined ? undefined : anchorOf(lines, line);
  return anchor === undefined ? finding : {...finding, anchor};
}

/** `line` is counted from 1. */
export function anchorOf(lines: readonly string[], line: number): Anchor | undefined {
  const text = lines[line - 1];
  if (text === undefined) return undefined;
  const within = lines.slice(0, line).findLast((one) => opening.test(one) && !label.test(one));
  return {...(within === undefined ? {} : {within: squeezed(within)}), text: squeezed(text)};
}

/** As `diff -p` finds it: what begins in the first column begins a function, or what stands for one. */
const opening = /^[A-Za-z_]/;
const label = /^\w+:\s*(?:$|\/[/*])/;

function squeezed(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
