// `quarterdeck prompt`: what a role would see now, compiled from the session's journal as the core compiles it.
import {promptFor} from '../../agents/prompt.ts';
import {roleNames} from '../core/roles.ts';
import {openBlobs} from '../drivers/session/blobs.ts';
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {readJournal} from '../drivers/session/read-journal.ts';
import {listSessions} from '../drivers/session/sessions.ts';
import {readContinuations} from '../runtime/continuations.ts';
import {chooseSession} from './choose-session.ts';
import type {PromptArguments} from './command-line.ts';
import {seenBy} from './prompt-of-session.ts';
import {promptJson, promptText} from './prompt-output.ts';
import {CommandFault, say} from './say.ts';

export async function promptCommand({id: wanted, role, json}: PromptArguments): Promise<number> {
  const {id, paths} = chooseSession(await listSessions(sessionsFolderOf(process.env)), wanted);
  const {entries, damage} = await readJournal(paths.journal);
  if (damage !== undefined)
    say(`the journal of ${id} is damaged at line ${damage.line} (${damage.why}); this is as of before`);
  const seen = seenBy(entries, role);
  if (seen === null) throw new CommandFault(`the ${roleNames[role]} was set to nothing in session ${id}`, 2);
  const {state, assignment, isOver} = seen;
  const played = await readContinuations(openBlobs(paths.blobs), assignment);
  const prompt = promptFor(state, assignment, (hash) => played.get(hash));
  if ('refused' in prompt) throw new CommandFault(prompt.refused, 3);
  const shown = {session: id, assignment, isOver, budget: state.prompts[role], prompt};
  await written(json ? promptJson(shown) : promptText(shown));
  return 0;
}

/** A pipe takes a long text in pieces, and this process ends when the command has. */
function written(text: string): Promise<void> {
  return new Promise((done) => process.stdout.write(text, () => done()));
}
