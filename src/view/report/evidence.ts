// What the machines showed: builds, runs with what was seen again of a crash, and the crashes with the line that they come from.
import {crashesOf} from '../../core/crash-counts.ts';
import {blamedPlace, placeText, withRunSource} from '../../core/crash-source.ts';
import type {Build, Run} from '../../core/entities.ts';
import type {State} from '../../core/state.ts';
import {counted, duration} from '../formats.ts';
import {leftOut} from './left-out.ts';
import {fencedBelow, inline, table} from './markdown.ts';

export function evidenceLines(state: State): readonly string[] {
  const {builds, runs, ordinals} = state;
  return [
    '### Builds',
    '',
    ...leftOut('builds', ordinals.builds - builds.length),
    ...(builds.length === 0
      ? ['None.']
      : table(['', 'task', 'tree', 'result', 'errors', 'warnings', 'took'], builds.map(buildCells))),
    '',
    '### Runs on the target',
    '',
    ...leftOut('runs', ordinals.runs - runs.length),
    ...(runs.length === 0
      ? ['None.']
      : table(['', 'task', 'build', 'tree', 'for', 'result', 'starts', 'seen again', 'took'], runs.map(runCells))),
    '',
    '### Crashes',
    '',
    ...crashLines(state),
  ];
}

function buildCells({id, task, tree, result, diagnostics, durationMs}: Build): readonly string[] {
  const count = (level: string): string => String(diagnostics.filter((one) => one.level === level).length);
  const why = result !== undefined && 'why' in result ? `: ${result.why}` : '';
  const words = result === undefined ? 'under way' : `${result.kind}${why}`;
  return [id, task, tree?.slice(0, 12) ?? '', words, count('error'), count('warning'), took(durationMs)];
}

function runCells(run: Run): readonly string[] {
  const {id, task, build, tree, acceptance, trial, passes, reproduction, durationMs} = run;
  const starts = passes === undefined ? '' : `${passes.made} of ${passes.wanted}, the last ${passes.last}`;
  const again =
    reproduction === undefined ? '' : `${reproduction.seen} of ${reproduction.tries}: ${reproduction.title}`;
  const what = `${acceptance}${trial ? ', a trial' : ''}`;
  return [id, task, build, tree.slice(0, 12), what, verdictWords(run), starts, again, took(durationMs)];
}

function verdictWords({verdict}: Run): string {
  switch (verdict?.kind) {
    case undefined:
      return 'under way';
    case 'accepted':
    case 'interrupted':
      return verdict.kind;
    case 'notAccepted':
      return `not accepted at ${verdict.stage}: ${verdict.why}`;
    case 'crashed':
      return `${verdict.how} at ${verdict.stage}: ${verdict.why}`;
    case 'fault':
      return `fault: ${verdict.why}`;
    default:
      return verdict satisfies never;
  }
}

const took = (ms: number | undefined): string => (ms === undefined ? '' : duration(ms));

/** The kernel's own words stand in a fence: they say more than any summary. */
function crashLines(state: State): readonly string[] {
  const {target, runs} = state;
  if (target.crashes.length === 0) return ['None.'];
  const lines = target.crashes.flatMap(({boot, how, title, report, records = []}) => {
    const located = report === undefined ? undefined : withRunSource(report, runs);
    const place = blamedPlace(located);
    const where = place === undefined ? '' : `, at ${inline(placeText(place))} in ${inline(place.function)}`;
    const kept = records.length === 0 ? '' : `; ${counted(records.length, 'record')} came back from pstore`;
    const head = `- **${inline(title)}**: ${how} in boot ${boot}${where}${kept}`;
    return [head, ...(report === undefined ? [] : fencedBelow(report.lines.join('\n')))];
  });
  const told = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  return [...leftOut('crashes', crashesOf(state) - target.crashes.length), ...told];
}
