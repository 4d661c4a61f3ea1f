import {once} from 'node:events';
import {Socket} from 'node:net';
import {join} from 'node:path';
import test from 'node:test';
import {openScreens} from '../../src/drivers/screens.ts';
import {temporaryFolder} from '../temporary.ts';

test('a core that goes away does not wait for a screen that has stopped', {timeout: 10_000}, async (context) => {
  const socketPath = join(await temporaryFolder(context), 'sock');
  const server = await openScreens({
    socketPath,
    entriesFrom: async function* () {},
    onCommand: async () => null,
    onType: () => {},
    onBreak: async () => null,
  });
  const stopped = new Socket({allowHalfOpen: true});
  context.after(() => stopped.destroy());
  stopped.connect({path: socketPath});
  await once(stopped, 'connect');
  stopped.write('{"kind":"attach","version":1,"fromSeq":1}\n');
  await once(stopped, 'data');
  stopped.pause();
  await server.close();
});
