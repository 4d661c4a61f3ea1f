// Points of the time line from the roles' own work: what a goal is held against, and what was thought to be behind a crash.
import type {AcceptanceEvent, HypothesisEvent} from './role-events.ts';
import type {Point} from './state.ts';

export function hypothesisMark(event: HypothesisEvent): Point {
  const {hypothesis: of, run} = event;
  const text =
    event.type === 'hypothesis.stated'
      ? `${of} of the crash in ${run}: ${event.cause}`
      : `${of} is ${event.how} by ${run}: ${event.why}`;
  return {kind: 'hypothesis', text, of};
}

/** Null for a draft that is still being checked. */
export function acceptanceMark(event: AcceptanceEvent): Point | null {
  const text = acceptanceWords(event);
  return text === null ? null : {kind: 'acceptance', text};
}

function acceptanceWords(event: AcceptanceEvent): string | null {
  switch (event.type) {
    case 'acceptance.drafted':
      return null;
    case 'acceptance.proposed':
      return event.by === 'person' ? 'your edit of it is taken' : 'the Planner proposes it';
    case 'acceptance.refused':
      return `your edit of it is not taken: ${event.why}`;
    case 'acceptance.returned':
      return `you sent it back: ${event.words}`;
    case 'acceptance.approved':
      return event.by === 'person' ? 'approved by you' : 'taken unread, as --approve-acceptance says';
    default:
      return event satisfies never;
  }
}
