// What a person sees of an examination that is made again at every save: what is new in full, what is gone and what stays in a line each.
import type {Found} from '../core/join-findings.ts';
import {safeText} from '../view/safe-text.ts';
import type {VerdictParts} from './check-rows.ts';
import {interruptedWords} from './examine-interrupted.ts';
import {examinationJson, findingRow, findingsInFull, lookedWords, sightsWords} from './examine-rows.ts';
import type {Examination, ExamineScreen} from './examine-watch.ts';
import {numbered, type Output, openWatchScreen} from './watch-screen.ts';

export interface OpenExamineScreen extends ExamineScreen {
  close(): void;
}

export interface ExamineScreenOptions {
  readonly json: boolean;
  readonly out?: Output;
  readonly errors?: Output;
  readonly now?: () => Date;
}

export function openExamineScreen({
  json,
  out = process.stdout,
  errors = process.stderr,
  now = () => new Date(),
}: ExamineScreenOptions): OpenExamineScreen {
  const heading = numbered('examination', now);
  if (!json && out.isTTY === true) {
    const screen = openWatchScreen(out, heading);
    return {
      doing: screen.doing,
      news: (examination) => screen.show(newsParts(examination)),
      fault: (words) => screen.show({verdict: safeText(words), evidence: [], end: []}),
      close: screen.close,
    };
  }
  const line = (to: Output, words: string): void => void to.write(`${words}\n`);
  return {
    doing: (words) => line(errors, `-- ${words}`),
    news(examination) {
      const {verdict, evidence, end} = newsParts(examination);
      const {module, results, interrupted} = examination;
      line(
        out,
        json ? examinationJson(module, results, interrupted) : [heading(), verdict, ...evidence, ...end].join('\n'),
      );
    },
    fault: (words) => line(json ? errors : out, words),
    close: () => {},
  };
}

export function newsParts(examination: Examination): VerdictParts {
  const {results, known, told, interrupted} = examination;
  const {fresh, gone, same, unseen} = examination.news;
  const full = findingsInFull(fresh);
  const kept = [...same, ...unseen];
  const counts = [
    `${full.length} new`,
    `${gone.length} gone`,
    `${kept.length} as before`,
    ...(known === 0 ? [] : [`${known} known`]),
  ];
  const named = (word: string, found: readonly Found[]): readonly string[] =>
    found.map((one) => `${word}: ${findingRow(one)}`);
  return {
    verdict: `${counts.join(', ')}${sightsWords(told, full.length + same.length + known)}`,
    evidence: [...full.flat(), ...named('gone', gone), ...named('as before', kept)],
    end: [lookedWords(results), ...(interrupted === null ? [] : [interruptedWords(interrupted)])],
  };
}
