// What a goal without a task folder was held against, who let it stand, and the files of it word for word.
import {type AcceptanceStanding, draftOf, partsOf} from '../../core/acceptance.ts';
import type {State} from '../../core/state.ts';
import {fenced, inline} from './markdown.ts';

/** Nothing where it came with the task folder, which is there to be read. */
export function acceptanceLines({acceptance}: State): readonly string[] {
  if (acceptance.kind === 'given') return [];
  const draft = draftOf(acceptance);
  const files = draft === null ? [] : partsOf(draft);
  return [
    '',
    '### What it was held against',
    '',
    standingWords(acceptance),
    ...files.flatMap(({name, text}) => ['', `${inline(name)}:`, '', ...fenced(text)]),
  ];
}

function standingWords(acceptance: Exclude<AcceptanceStanding, {kind: 'given'}>): string {
  switch (acceptance.kind) {
    case 'wanted':
      return acceptance.before === undefined
        ? 'Nothing yet: the Planner was to write it.'
        : 'Nothing yet: what the Planner had written was sent back.';
    case 'proposed':
      return 'Nothing yet: what the Planner had written was not approved.';
    case 'approved':
      return acceptance.by === 'person'
        ? `Written by the Planner, read and approved by the person (${acceptance.blob}).`
        : `Written by the Planner and taken unread, as \`--approve-acceptance\` says (${acceptance.blob}).`;
    default:
      return acceptance satisfies never;
  }
}
