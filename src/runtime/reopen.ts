// What a core that comes back to a session tells first: that it is back, how what was under way ended, and what it found when it
// looked, since an effect whose end was not journaled is never done again blindly.
import {commandFor} from '../../agents/tools.ts';
import {endingsOf} from '../core/endings.ts';
import type {Event} from '../core/events.ts';
import {type Found, foundOf, writtenBy} from '../core/found.ts';
import type {CallId} from '../core/ids.ts';
import {mayBeTakenBack, takenBackEvents} from '../core/reduce-edits.ts';
import type {State} from '../core/state.ts';
import {unattendedEvents} from '../core/unattended.ts';
import type {Workspace} from '../ports.ts';
import {placeOf} from './call-place.ts';

export interface Reopening {
  readonly state: State;
  /** Entries at the journal's torn end that could not be read back. */
  readonly lostEvents: number;
  readonly attended?: boolean;
  /** The release of the sanitizer kernel, where it is built. */
  readonly sanitizer?: string;
}

export async function reopeningEvents(
  workspace: Pick<Workspace, 'text' | 'snapshot' | 'changesByPerson'>,
  {state, lostEvents, attended, sanitizer}: Reopening,
): Promise<readonly Event[]> {
  const endings = endingsOf(state, await lookedAt(workspace, state));
  const isWritten = endings.some((event) => event.type === 'tool.returned' && event.wrote === true);
  return [
    {
      ...{type: 'session.reopened', lostEvents},
      ...(attended === undefined ? {} : {attended}),
      ...(sanitizer === undefined ? {} : {sanitizer}),
    },
    ...endings,
    ...(await changesMeanwhile(workspace, state, isWritten)),
    ...(attended === false ? unattendedEvents(state) : []),
  ];
}

async function lookedAt(workspace: Pick<Workspace, 'text'>, state: State): Promise<ReadonlyMap<CallId, Found>> {
  const found = new Map<CallId, Found>();
  for (const assignment of state.assignments) {
    const {role, turn} = assignment;
    if (turn.at !== 'calls') continue;
    for (const call of turn.pending) {
      if (call.state !== 'running') continue;
      const command = commandFor(role, call, placeOf(state, assignment));
      if ('do' in command && command.do === 'useTool') {
        const texts = new Map<string, string | null>();
        for (const path of writtenBy(command.tool)) texts.set(path, await workspace.text(path));
        found.set(
          call.id,
          foundOf(command.tool, (path) => texts.get(path) ?? null),
        );
      }
      // A build writes into its own folder alone, and a run's target has ended with the core.
      else if ('do' in command) found.set(call.id, {kind: 'harmless'});
    }
  }
  return found;
}

/**
 * Nobody watched the folder while there was no core: what was built is believed only if the folder is still the same. A write of
 * ours that was under way makes what was built old by itself, and hides no edit of the person's.
 */
async function changesMeanwhile(
  workspace: Pick<Workspace, 'snapshot' | 'changesByPerson'>,
  state: State,
  isWritten: boolean,
): Promise<readonly Event[]> {
  const {artefact, session} = state;
  if (session.phase === 'ended') return [];
  const changes = await workspace.changesByPerson();
  if (changes.length > 0) return changes.map((change): Event => ({type: 'artefact.touched', ...change}));
  if (isWritten || artefact === undefined || (artefact.unbuilt && !mayBeTakenBack(state))) return [];
  const {tree, files} = await workspace.snapshot();
  if (artefact.unbuilt) return takenBackEvents(state, tree);
  if (tree === artefact.tree) return [];
  const known = new Map(artefact.files.map(({path, bytes}) => [path, bytes]));
  const changed = files.find(({path, bytes}) => known.get(path) !== bytes) ?? files[0] ?? artefact.files[0];
  return [{type: 'artefact.touched', path: changed?.path ?? '.'}];
}
