// A session on the same workspace that did not end: it is offered before a new one is begun, on the start screen where
// somebody can be asked.

import type {DeckSettings} from '../core/deck-settings.ts';
import {attachTo} from './attach.ts';
import {mayAsk} from './may-ask.ts';
import {CommandFault, say} from './say.ts';
import {askAtStart} from './start-screen.ts';
import {type Unended, unendedOn} from './unended.ts';

/** What to do instead of a new session; null when a new one is wanted. */
export async function offerUnended(
  workspace: string,
  isHeadless: boolean,
  screen: DeckSettings,
): Promise<(() => Promise<number>) | null> {
  const found = await unendedOn(workspace);
  if (found === null) return null;
  if (isHeadless || !mayAsk(process.env, screen)) return notAsked(found, workspace);
  const {session, task} = found;
  const {id, corePid} = session;
  const choice = await askAtStart(
    {
      at: 'offer',
      offer: {id, task, workspace, isRunning: corePid !== undefined, instead: {kind: 'asked'}},
    },
    screen,
  );
  if (choice.kind === 'asked') return null;
  if (choice.kind === 'attach') return () => attachTo(session, screen);
  throw new CommandFault('left without an answer; nothing was begun', 130);
}

function notAsked({session: {id, corePid}}: Unended, workspace: string): null {
  if (corePid !== undefined) {
    const words = `session ${id} is at work in ${workspace}: \`quarterdeck attach ${id}\` shows it, --workspace names another folder`;
    throw new CommandFault(words, 2);
  }
  say(`note: session ${id} on this workspace did not end; \`quarterdeck resume ${id}\` takes it up again`);
  return null;
}
