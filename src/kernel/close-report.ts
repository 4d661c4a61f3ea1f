// What the lines of a report come to: its title, whom it blames, and whether it can be believed.
import {type Blame, blameOf, titleName, traceOf} from './blame.ts';
import {whyCorrupted} from './corrupted.ts';
import {detailsOf} from './details.ts';
import {factsOf} from './facts.ts';
import {type OpenReport, strongest} from './open-report.ts';
import type {Opening} from './openings.ts';
import type {CrashReport, Stack} from './report.ts';
import {type RawStack, stacksOf, wholeOf} from './stacks.ts';
import {lineTitle, whatOf} from './title.ts';

export const reportLinesMax = 160;
const reportLineCharsMax = 256;
const toldStacksMax = 12;
const toldFramesMax = 64;

/** Null for what looked like a report and is none. */
export function closeReport(report: OpenReport): CrashReport | null {
  const opening = strongest(report);
  const {rule} = opening;
  const stacks = stacksOf(report.lines);
  const facts = factsOf(report.lines);
  const named = report.openings.find((one) => one.named !== undefined)?.named;
  const blame = blameOf({
    opening: named === undefined ? opening : {...opening, named},
    stacks,
    lines: report.lines,
    ownModules: new Set(facts.ownModules),
  });
  if (rule.place === 'required' && (blame.frame === undefined || opening.strength === 0)) return null;
  const confirmed = confirmedBy(opening, report.lines);
  const corrupted = whyCorrupted({
    opening,
    confirmed: confirmed !== null,
    placed: blame.frame !== undefined || confirmed?.['frame'] !== undefined,
    stacks,
    blame,
    lost: report.messagesLost,
  });
  const task = firstOf(report.openings, 'task') ?? facts.task;
  const cpu = firstOf(report.openings, 'cpu') ?? facts.cpu;
  const frame = blame.frame ?? named;
  return {
    kind: rule.kind,
    title:
      confirmed === null ? lineTitle(opening) : `${whatOf(opening, confirmed)}${placeOf(opening, blame, confirmed)}`,
    ...(frame === undefined ? {} : {frame}),
    ...(blame.moduleFrame === undefined ? {} : {moduleFrame: blame.moduleFrame}),
    trace: traceOf(blame).slice(0, toldFramesMax),
    stacks: toldStacks(stacks, blame),
    ...detailsOf(report.lines),
    ...(task === undefined ? {} : {task}),
    ...(cpu === undefined ? {} : {cpu}),
    ...(facts.release === undefined ? {} : {release: facts.release}),
    ...(facts.taint === undefined ? {} : {taint: facts.taint}),
    ...(report.atSeconds === undefined ? {} : {atSeconds: report.atSeconds}),
    lines: report.lines.slice(0, reportLinesMax).map((line) => line.slice(0, reportLineCharsMax)),
    startLine: report.startLine,
    endLine: report.endLine,
    ...(corrupted === undefined ? {} : {corrupted}),
    ...(rule.suppressed === undefined ? {} : {suppressed: rule.suppressed}),
    panicked: opening.panicReason !== undefined,
    ...(opening.panicReason === undefined ? {} : {panicReason: opening.panicReason}),
  };
}

function firstOf<Key extends 'task' | 'cpu'>(openings: readonly Opening[], key: Key): Opening[Key] | undefined {
  return openings.find((one) => one[key] !== undefined)?.[key];
}

/** What the line tells that a rule waits for; null when it did not come. */
function confirmedBy({rule, line}: Opening, lines: readonly string[]): Readonly<Record<string, string>> | null {
  if (rule.confirmed === undefined) return {};
  for (const text of lines) {
    if (text === line) continue;
    const match = rule.confirmed.exec(text);
    if (match !== null)
      return Object.fromEntries(Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined));
  }
  return null;
}

function placeOf(opening: Opening, blame: Blame, confirmed: Readonly<Record<string, string>>): string {
  if (opening.rule.place === 'none') return '';
  if (opening.rule.blame === 'race') return raceOf(opening);
  const last = confirmed['frame'];
  if (last !== undefined) return ` in ${titleName(last.replace(/\+0x.*$/, ''))}`;
  if (blame.frame === undefined && opening.rule.place === 'optional') return '';
  if (blame.frame === undefined || blame.doubt !== undefined) return ' in corrupted';
  return ` in ${blame.name ?? titleName(blame.frame.symbol)}`;
}

/** Both functions, in an order that does not depend on who was told first. */
function raceOf({groups}: Opening): string {
  const names = [groups['frame'], groups['other']].map((name) =>
    titleName(/^[\w.$]{1,80}/.exec(name ?? '')?.[0] ?? ''),
  );
  return ` in ${names.toSorted().join(' / ')}`;
}

function toldStacks(stacks: readonly RawStack[], {stack: chosen}: Blame): readonly Stack[] {
  const told = stacks.filter((stack) => stack.frames.length > 0 || stack.trap !== undefined);
  return told.slice(0, toldStacksMax).map((stack) => ({
    what: stack.what === 'crash' && stack !== chosen ? 'other' : stack.what,
    label: stack.label,
    ...(stack.task === undefined ? {} : {task: stack.task}),
    frames: wholeOf(stack).slice(0, toldFramesMax),
  }));
}
