// Opens the deck on a session whose core answers, and says in the plain terminal what became of it when it is closed.

import type {DeckSettings} from '../core/deck-settings.ts';
import {exitStatusOf} from '../core/ending.ts';
import type {DeckEnd} from '../deck/deck-end.ts';
import type {DeckHost} from '../deck/host.ts';
import {runDeck} from '../deck/run-deck.ts';
import {runLines} from '../deck/run-lines.ts';
import {whyNoDeck} from '../deck/terminal-traits.ts';
import {findTool} from '../drivers/host/find-tool.ts';
import type {SessionPaths} from '../drivers/session/folders.ts';
import {openCaptureFile} from '../drivers/session/read-capture.ts';
import {readStateFile, writeStateFile} from '../drivers/session/state-files.ts';
import {copyTree} from '../drivers/workspace/copy.ts';
import {CommandFault, say} from './say.ts';

/**
 * Before anything is started that nobody could watch, and after what was asked for is known to be there: a wrong id is wrong on
 * any terminal. `instead` says what the command can do without one; plain lines need none.
 */
export function requireTerminal({screenReader}: Pick<DeckSettings, 'screenReader'>, instead: string): void {
  const why = screenReader ? null : whyNoDeck(process.stdin, process.stdout, process.env);
  if (why !== null) throw new CommandFault(`${why}; ${instead}`, 2);
}

export const deckHost: DeckHost = {
  find: (program) => findTool(program),
  readState: (name) => readStateFile(process.env, name),
  writeState: (name, text) => writeStateFile(process.env, name, text),
  openCopy: (workspace, tree) => copyTree(workspace, tree, process.env),
};

export async function watchSession(id: string, paths: SessionPaths, screen: DeckSettings): Promise<number> {
  const {how, state, message} = screen.screenReader
    ? await runLines({socketPath: paths.socket, sessionId: id, stdin: process.stdin, stdout: process.stdout})
    : await fullScreen(id, paths, screen);
  say(message);
  switch (how) {
    case 'detached':
      return 0;
    case 'lost':
      return 3;
    case 'ended':
    case 'stopped':
      return exitStatusOf(state.session);
    default:
      return how satisfies never;
  }
}

async function fullScreen(id: string, paths: SessionPaths, screen: DeckSettings): Promise<DeckEnd> {
  const capture = openCaptureFile(paths.capture);
  const end = await runDeck({
    from: {kind: 'core', socketPath: paths.socket, capture},
    sessionId: id,
    journalPath: paths.journal,
    stdin: process.stdin,
    stdout: process.stdout,
    env: process.env,
    host: deckHost,
    settings: screen,
  });
  capture.close();
  return end;
}
