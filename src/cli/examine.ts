// `quarterdeck examine`: what the machine itself can show about a module's folder. No agents, no model, no key.
import type {CheckResult} from '../core/examination.ts';
import type {ExamineArguments} from './command-line.ts';
import {hearResults, interruptedWords} from './examine-interrupted.ts';
import {type KnownFinding, readKnown, withoutKnown} from './examine-known.ts';
import {type ExaminePlace, openExaminePlace} from './examine-place.ts';
import {examinationJson, findingRows, resultRow} from './examine-rows.ts';
import {openExamineScreen} from './examine-screen.ts';
import {examineOnSaves} from './examine-watch.ts';
import {interruptedStatus, onInterrupt, onReaderGone} from './interrupts.ts';
import {say} from './say.ts';

export async function examineCommand(line: ExamineArguments): Promise<number> {
  const known = line.known === undefined ? [] : await readKnown(line.known);
  const place = await openExaminePlace(line, say);
  const signal = onSignals();
  try {
    if (!line.watch) return await once(place, line, known, signal);
    await watched(place, line, known, signal);
    return interruptedStatus;
  } finally {
    await place.close();
  }
}

async function watched(
  place: ExaminePlace,
  {json}: ExamineArguments,
  known: Known,
  signal: AbortSignal,
): Promise<void> {
  const screen = openExamineScreen({json});
  await examineOnSaves(place, screen, {known, signal}).finally(screen.close);
}

type Known = readonly KnownFinding[];

async function once(place: ExaminePlace, line: ExamineArguments, known: Known, signal: AbortSignal): Promise<number> {
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const heard = hearResults(signal, (result) => {
    if (isAsked(result, signal)) (line.json ? say : print)(resultRow(result));
  });
  const request = await place.request();
  const results = await place.examiner.examine(request, heard.tell, signal);
  const interrupted = heard.interruption();
  if (line.json) print(examinationJson(request.module, results, interrupted));
  const parted = withoutKnown(results, known);
  if (!line.json) for (const row of findingRows(parted.results, heard.told, parted.known)) print(row);
  if (interrupted === null) return examineStatus(parted.results);
  if (!line.json) print(interruptedWords(interrupted));
  return interruptedStatus;
}

/** Those that nobody asked any more are named in one line at the end. */
const isAsked = ({end}: CheckResult, {aborted}: AbortSignal): boolean => !aborted || end.kind !== 'notRun';

/** 3 where no check came to its end: then nothing is known. */
export function examineStatus(results: readonly CheckResult[]): 0 | 1 | 3 {
  const findings = results.flatMap((result) => result.findings);
  if (findings.some(({severity}) => severity === 'critical' || severity === 'major')) return 1;
  return results.some(({end}) => end.kind === 'finished') ? 0 : 3;
}

/** Aborted when the examination is to end in order. */
function onSignals(): AbortSignal {
  const controller = new AbortController();
  onReaderGone(() => controller.abort());
  process.stderr.on('error', () => {});
  onInterrupt((signal) => {
    say(`${signal}: the examination is being ended`);
    controller.abort();
  });
  return controller.signal;
}
