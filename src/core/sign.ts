// What else shows a finding, beside what it is told by: as much of it as tells it again, and as makes a finding of it where it has to stand
// by itself.
import type {CheckFinding, CheckName, Sign} from './examination.ts';

/** `check`: another than that of the finding; absent for what followed in the same trial. */
export function signOf(finding: Omit<Sign, 'check'>, check?: CheckName): Sign {
  const {class: kind, severity, file, line, anchor, claim, evidence} = finding;
  return {
    ...(check === undefined ? {} : {check}),
    ...{class: kind, severity, claim, evidence},
    ...(file === undefined ? {} : {file}),
    ...(line === undefined ? {} : {line}),
    ...(anchor === undefined ? {} : {anchor}),
  };
}

/** In a line. */
export function signText({check, claim, file, line}: Sign): string {
  if (check === undefined) return `then: ${claim}`;
  return `${check}: ${claim}${file === undefined || line === undefined ? '' : ` (${file}:${line})`}`;
}

export function findingOfSign({check: _toldBy, ...finding}: Sign): CheckFinding {
  return finding;
}

export const signsMax = 8;

/** Each once; what comes after the last that there is room for is not told. */
export function withSigns<Of extends {readonly signs?: readonly Sign[]}>(of: Of, more: readonly Sign[]): Of {
  const byText = new Map([...(of.signs ?? []), ...more].map((sign) => [signText(sign), sign]));
  const signs = [...byText.values()].slice(0, signsMax);
  return signs.length === 0 ? of : {...of, signs};
}
