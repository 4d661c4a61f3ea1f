// `quarterdeck replay`: the deck as it was, from a session's journal and its capture, moved about in with the keys. Nothing is run,
// and nothing of the session is changed.
import {runDeck} from '../deck/run-deck.ts';
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {openCaptureFile} from '../drivers/session/read-capture.ts';
import {readJournal} from '../drivers/session/read-journal.ts';
import {listSessions} from '../drivers/session/sessions.ts';
import {recordingOf} from '../view/replay/recording.ts';
import {chooseSession} from './choose-session.ts';
import type {ReplayArguments} from './command-line.ts';
import {readDeck} from './read-deck.ts';
import {CommandFault, say} from './say.ts';
import {deckHost, requireTerminal} from './watch-session.ts';

export async function replayCommand({id: wanted, speed = 1, ...asked}: ReplayArguments): Promise<number> {
  const settings = await readDeck(asked);
  if (settings.screenReader) {
    throw new CommandFault(
      `a replay is a full screen; in lines \`quarterdeck report ${wanted}\` says what happened`,
      2,
    );
  }
  const {id, paths} = chooseSession(await listSessions(sessionsFolderOf(process.env)), wanted);
  const {entries, damage} = await readJournal(paths.journal);
  if (entries.length === 0) throw new CommandFault(`nothing in the journal of session ${id} can be replayed`, 3);
  requireTerminal(settings, `\`quarterdeck report ${id}\` says what happened as text`);
  const capture = openCaptureFile(paths.capture);
  try {
    await runDeck({
      from: {kind: 'recording', recording: recordingOf(entries), capture, speed},
      sessionId: id,
      journalPath: paths.journal,
      stdin: process.stdin,
      stdout: process.stdout,
      env: process.env,
      host: deckHost,
      settings,
    });
  } finally {
    capture.close();
  }
  say(`The replay of session ${id} was left (${entries.length} events).`);
  if (damage) say(`Its journal is damaged at line ${damage.line}: ${damage.why}; what follows was not played.`);
  return 0;
}
