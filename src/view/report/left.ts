// What is open: for whoever goes on with it.
import type {State} from '../../core/state.ts';
import {standingWords} from '../finding-words.ts';
import {inline, listOr} from './markdown.ts';

export function leftLines({tasks, findings, questions, messages, faults}: State): readonly string[] {
  const open = [
    ...tasks
      .filter(({stage}) => stage !== 'done')
      .map(({id, title, stage, because}) => `${inline(id)} ${inline(title)}: ${stage}, ${inline(because)}`),
    ...findings
      .filter(({state}) => state === 'open' || state === 'left')
      .map(
        (finding) => `${inline(finding.id)} ${finding.severity}, ${standingWords(finding)}: ${inline(finding.claim)}`,
      ),
    ...questions
      .filter(({answer}) => answer === undefined)
      .map(({id, text}) => `${inline(id)} waits for an answer: ${inline(text)}`),
    ...messages
      .filter(({fate}) => fate.kind === 'queued')
      .map(({id, text}) => `${inline(id)} was not taken in: ${inline(text)}`),
    ...faults.filter(({cleared}) => !cleared).map(({what, help}) => `fault: ${inline(what)} (${inline(help)})`),
  ];
  return listOr('Nothing.', open);
}
