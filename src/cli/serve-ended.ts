// A session that has ended, shown from its journal and its capture: nothing in it can be done any more.
import {consoleTailBytes} from '../core/link.ts';
import {openScreens} from '../drivers/screens.ts';
import {openCapture} from '../drivers/session/capture.ts';
import type {SessionPaths} from '../drivers/session/folders.ts';
import {entriesBetween} from '../drivers/session/read-journal.ts';

export async function serveEnded(paths: SessionPaths, lastSeq: number): Promise<{close(): Promise<void>}> {
  const server = await openScreens({
    socketPath: paths.socket,
    newestSeq: lastSeq,
    entriesFrom: (fromSeq, toSeq) => entriesBetween(paths.journal, fromSeq, toSeq),
    onCommand: async () => ({refused: 'the session has ended'}),
    onType: () => {},
    onBreak: async () => ({refused: 'the session has ended'}),
  });
  const capture = await openCapture(paths.capture, () => {});
  const end = capture.position();
  const from = Math.max(0, end - consoleTailBytes);
  server.console(from, await capture.read(from, end));
  await capture.close();
  return {close: () => server.close()};
}
