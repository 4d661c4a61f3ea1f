// What lies behind a point of the time line: a page, and what to select on it.
import type {Mark, State} from '../../core/state.ts';
import {crashKey} from './crashes-page.ts';
import type {PageId} from './page-ids.ts';

export interface PagePlace {
  readonly page: PageId;
  readonly selected: string | null;
}

/** Null where there is nothing but the point's own words. */
export function placeBehind({kind, of, atMs}: Mark, state: State): PagePlace | null {
  switch (kind) {
    case 'build':
    case 'buildFailed':
    case 'run':
    case 'accepted':
    case 'notAccepted':
      return {page: 'builds', selected: of ?? null};
    case 'oops':
    case 'panic':
    case 'hang':
    case 'watchdog':
    case 'harvest':
    case 'rung':
    case 'reboot':
      return crashPlace(state, atMs);
    case 'finding':
    case 'dismissal':
      return {page: 'findings', selected: of ?? null};
    case 'checks':
      return {page: 'examination', selected: null};
    case 'approved':
    case 'sentBack':
      return {page: 'findings', selected: null};
    case 'acceptance':
      return {page: 'acceptance', selected: null};
    case 'commit':
      return {page: 'tasks', selected: of ?? null};
    default:
      return null;
  }
}

/** The crash that the moment belongs to: the last one before it. */
function crashPlace({target}: State, atMs: number): PagePlace | null {
  const crash = target.crashes.findLast((candidate) => candidate.atMs <= atMs);
  return crash === undefined ? null : {page: 'crashes', selected: crashKey(crash)};
}
