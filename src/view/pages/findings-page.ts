// The findings, the ones that are open first, each with its evidence and what it is held against.
import type {Finding} from '../../core/entities.ts';
import {findingDetails} from '../details-rows.ts';
import {isOpen} from '../finding-words.ts';
import {bySeverity} from '../reviewer-rows.ts';
import {sheetOf} from '../sheet.ts';
import {wrapRows} from '../spans.ts';
import {dismissKeys} from './dismiss-keys.ts';
import type {Page, PageItem} from './page.ts';

export const findingsPage: Page = {
  name: 'findings',
  title: ({state}) => {
    const open = state.findings.filter(isOpen).length;
    return state.findings.length === 0 ? 'Findings' : `Findings: ${open} open of ${state.findings.length}`;
  },
  empty:
    'No findings yet. Checks of the machine look at submitted work, the Reviewer holds it against the goal, and a crash of the target is a finding as well. What is open and blocks keeps a task from its end; {findings.dismiss} dismisses what is none.',
  items: ({state}, cells, pen) => {
    const sheet = sheetOf(cells, pen);
    const itemOf = (finding: Finding): PageItem => ({
      key: finding.id,
      rows: [...findingDetails(finding, sheet).slice(1), []],
    });
    const open = state.findings.filter(isOpen).toSorted(bySeverity);
    const settled = state.findings.filter((finding) => !isOpen(finding)).toReversed();
    const heading = {key: null, rows: [...wrapRows(settledWords, 'dim', cells, pen.width), []]};
    return [...open.map(itemOf), ...(settled.length === 0 ? [] : [heading, ...settled.map(itemOf)])];
  },
  keys: dismissKeys((selected) => selected, 1),
};

const settledWords =
  'Settled: mended, disproved, dismissed by you, or left open at the end of their task. None of these blocks.';
