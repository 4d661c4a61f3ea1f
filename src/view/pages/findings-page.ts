// The findings, the ones that are open first, each with its evidence and what it is held against.
import type {Finding} from '../../core/entities.ts';
import {findingDetails} from '../details-rows.ts';
import {isOpen} from '../finding-words.ts';
import {bySeverity} from '../reviewer-rows.ts';
import {sheetOf} from '../sheet.ts';
import {row} from '../spans.ts';
import {dismissKeys} from './dismiss-keys.ts';
import type {Page, PageItem} from './page.ts';

export const findingsPage: Page = {
  name: 'findings',
  title: ({state}) => {
    const open = state.findings.filter(isOpen).length;
    return state.findings.length === 0 ? 'Findings' : `Findings: ${open} open of ${state.findings.length}`;
  },
  empty:
    'No findings yet. The Reviewer holds submitted work against the goal; a crash of the target is a finding as well.',
  items: ({state}, cells, pen) => {
    const sheet = sheetOf(cells, pen);
    const itemOf = (finding: Finding): PageItem => ({
      key: finding.id,
      rows: [...findingDetails(finding, sheet).slice(1), []],
    });
    const open = state.findings.filter(isOpen).toSorted(bySeverity);
    const settled = state.findings.filter((finding) => !isOpen(finding)).toReversed();
    const heading = {key: null, rows: [row('Settled', 'dim'), []]};
    return [...open.map(itemOf), ...(settled.length === 0 ? [] : [heading, ...settled.map(itemOf)])];
  },
  keys: dismissKeys((selected) => selected, 1),
};
