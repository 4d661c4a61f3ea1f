// What a check told, cut to what a journal and a prompt can hold: the weightiest findings, each with a bounded text.
import type {Anchor, CheckEnd, CheckFinding, CheckResult, Sign} from './examination.ts';
import {cutText} from './limits.ts';
import {severities} from './severity.ts';

/** Of one check. Whoever mends a dozen of a kind finds the others with them. */
const findingsMax = 12;

const charactersMax = {claim: 1_000, evidence: 4_000, words: 600, by: 200, file: 300, anchor: 200, sign: 600} as const;

export interface BoundedCheck {
  readonly result: CheckResult;
  readonly leftOut?: number;
}

export function boundedCheck({findings, end, by, ...known}: CheckResult): BoundedCheck {
  const told = findings.toSorted(byWeight).slice(0, findingsMax);
  const leftOut = findings.length - told.length;
  const result = {
    ...known,
    by: cutText(by, charactersMax.by),
    end: boundedEnd(end),
    findings: told.map(boundedFinding),
  };
  return {result, ...(leftOut === 0 ? {} : {leftOut})};
}

function byWeight(one: CheckFinding, other: CheckFinding): number {
  return severities.indexOf(one.severity) - severities.indexOf(other.severity);
}

function boundedEnd(end: CheckEnd): CheckEnd {
  return end.kind === 'finished'
    ? {...end, looked: cutText(end.looked, charactersMax.words)}
    : {...end, why: cutText(end.why, charactersMax.words)};
}

function boundedFinding({claim, evidence, file, anchor, signs, ...known}: CheckFinding): CheckFinding {
  return {
    ...known,
    claim: cutText(claim, charactersMax.claim),
    evidence: cutText(evidence, charactersMax.evidence),
    ...(file === undefined ? {} : {file: file.slice(0, charactersMax.file)}),
    ...(signs === undefined ? {} : {signs: signs.map(boundedSign)}),
    ...(anchor === undefined ? {} : {anchor: boundedAnchor(anchor)}),
  };
}

function boundedSign({claim, evidence, file, anchor, ...known}: Sign): Sign {
  const {sign} = charactersMax;
  return {
    ...{...known, claim: cutText(claim, sign), evidence: cutText(evidence, sign)},
    ...(anchor === undefined ? {} : {anchor: boundedAnchor(anchor)}),
    ...(file === undefined ? {} : {file: file.slice(0, charactersMax.file)}),
  };
}

function boundedAnchor({within, text}: Anchor): Anchor {
  const charsMax = charactersMax.anchor;
  return {...(within === undefined ? {} : {within: within.slice(0, charsMax)}), text: text.slice(0, charsMax)};
}
