// What a screen that attaches late gets of the console: the end of the capture, from a line's beginning on, and pieces before it.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {Socket} from 'node:net';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {consolePieceBytes, consoleTailBytes, type DownLine, type UpLine} from '../../src/core/link.ts';
import {openScreens} from '../../src/drivers/screens.ts';
import {openCapture} from '../../src/drivers/session/capture.ts';
import {temporaryFolder} from '../temporary.ts';

const text = Array.from({length: 60_000}, (_, index) => `line ${index} ä\r\n`).join('');

/** Asks, and hands on the console's lines of the answer. */
async function openScreen(context: TestContext): Promise<(up: UpLine, wanted: DownLine['kind']) => Promise<DownLine>> {
  const folder = await temporaryFolder(context);
  const capture = await openCapture(join(folder, 'capture'), () => {});
  capture.write(Buffer.from(text));
  const server = await openScreens({
    socketPath: join(folder, 'sock'),
    entriesFrom: async function* () {},
    onCommand: async () => null,
    onType: () => {},
    onBreak: async () => null,
    capture,
  });
  const socket = new Socket();
  socket.setEncoding('utf8');
  context.after(async () => {
    socket.destroy();
    await server.close();
    await capture.close();
  });
  socket.connect({path: join(folder, 'sock')});
  await once(socket, 'connect');
  let rest = '';
  return async (up, wanted) => {
    socket.write(`${JSON.stringify(up)}\n`);
    for (;;) {
      const end = rest.indexOf('\n');
      if (end === -1) rest += String(await once(socket, 'data'));
      else {
        const line = JSON.parse(rest.slice(0, end)) as DownLine;
        rest = rest.slice(end + 1);
        if (line.kind === wanted) return line;
      }
    }
  };
}

test('piece by piece a screen that came late gets all that was said', async (context) => {
  const ask = await openScreen(context);
  const pieces: Buffer[] = [];
  let {fromByte, base64} = (await ask({kind: 'attach', version: 1, fromSeq: 1}, 'console')) as never as {
    fromByte: number;
    base64: string;
  };
  assert.ok(Buffer.from(base64, 'base64').length <= consoleTailBytes);
  pieces.unshift(Buffer.from(base64, 'base64'));
  while (fromByte > 0) {
    const answer = await ask({kind: 'consoleBefore', toByte: fromByte}, 'consoleBefore');
    assert.ok(answer.kind === 'consoleBefore');
    const bytes = Buffer.from(answer.base64, 'base64');
    assert.ok(bytes.length > 0 && bytes.length <= consolePieceBytes);
    assert.equal(answer.fromByte + bytes.length, fromByte);
    assert.match(bytes.toString(), /^line \d+ ä\r\n/);
    pieces.unshift(bytes);
    ({fromByte, base64} = answer);
  }
  assert.equal(Buffer.concat(pieces).toString(), text);
});
