// A session that has ended, shown from its journal and its capture: nothing in it can be done any more.
import {openScreens} from '../drivers/screens.ts';
import {openCapture} from '../drivers/session/capture.ts';
import type {SessionPaths} from '../drivers/session/folders.ts';
import {entriesBetween} from '../drivers/session/read-journal.ts';

export async function serveEnded(paths: SessionPaths, lastSeq: number): Promise<{close(): Promise<void>}> {
  const capture = await openCapture(paths.capture, () => {});
  const server = await openScreens({
    socketPath: paths.socket,
    newestSeq: lastSeq,
    entriesFrom: (fromSeq, toSeq) => entriesBetween(paths.journal, fromSeq, toSeq),
    onCommand: async () => ({refused: 'the session has ended'}),
    onType: () => {},
    onBreak: async () => ({refused: 'the session has ended'}),
    capture,
  });
  return {
    async close() {
      await server.close();
      await capture.close();
    },
  };
}
