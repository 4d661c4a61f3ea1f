// A draft of an acceptance is checked, kept under its hash and shown to the person; or sent back with what is wrong with it.
import type {Effect} from '../core/effects.ts';
import type {Event} from '../core/events.ts';
import type {CallId} from '../core/ids.ts';
import {assignmentOfCall} from '../core/reduce-agents.ts';
import type {World} from '../ports.ts';
import {insist, messageOf} from './insist.ts';
import type {CoreAccess} from './supervisor.ts';

export async function checkAcceptance(
  world: World,
  {draft, call}: Extract<Effect, {effect: 'checkAcceptance'}>,
  core: CoreAccess,
): Promise<void> {
  const checked = await world.checkAcceptance(draft).catch((error: unknown) => ({
    refused: `it could not be checked: ${messageOf(error)}`,
  }));
  if ('refused' in checked) return core.tell([refusalOf(checked.refused, call)]);
  const blob = await insist(world, 'the acceptance', () => world.blobs.put(JSON.stringify(draft)));
  const by = call === undefined ? 'person' : 'planner';
  const proposed: Event = {type: 'acceptance.proposed', draft, blob, by, ...checked};
  return core.tell([proposed, ...(call === undefined ? [] : takenEvents(core, call))]);
}

function refusalOf(why: string, call: CallId | undefined): Event {
  return call === undefined
    ? {type: 'acceptance.refused', why}
    : {type: 'tool.returned', call, ok: false, output: `not taken: ${why}`};
}

function takenEvents(core: CoreAccess, call: CallId): readonly Event[] {
  const assignment = assignmentOfCall(core.state(), call);
  const returned: Event = {type: 'tool.returned', call, ok: true, output: 'taken; the person decides'};
  if (assignment === undefined) return [returned];
  return [
    returned,
    {type: 'assignment.ended', assignment: assignment.id, how: 'finished', why: 'proposed an acceptance'},
  ];
}
