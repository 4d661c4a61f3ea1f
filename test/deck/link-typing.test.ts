// What is typed at the console, over the link.
import assert from 'node:assert/strict';
import test from 'node:test';
import {hasCaughtUp, openCore, openScreen, socketIn} from './link-for-tests.ts';

test('a BREAK is answered as a command is', async (context) => {
  const core = await openCore(context, await socketIn(context));
  const screen = openScreen(context, core.socketPath);
  await screen.until(() => hasCaughtUp(screen));
  assert.deepEqual(await screen.link.sendBreak(), {refused: 'the line takes no BREAK'});
});

test('what a terminal answers is taken from the screen of who typed last, and every screen hears what was typed', async (context) => {
  const core = await openCore(context, await socketIn(context));
  const [first, second] = [openScreen(context, core.socketPath), openScreen(context, core.socketPath)];
  for (const screen of [first, second]) await screen.until(() => hasCaughtUp(screen));
  const heard = () =>
    first.lines.flatMap((line) => (line.kind === 'typed' ? [Buffer.from(line.base64, 'base64').toString()] : []));
  const say = async ({link}: typeof first, text: string, by?: 'terminal'): Promise<void> => {
    link.type(Buffer.from(text), by);
    await link.send({do: 'pause', role: 'all'});
  };
  await say(first, '<nobody typed yet>', 'terminal');
  await say(second, '<the other>', 'terminal');
  await say(second, 'ls');
  await say(first, '<no more>', 'terminal');
  await say(second, '<second>', 'terminal');
  assert.equal(core.typed(), '<nobody typed yet>ls<second>');
  await first.until(() => heard().length > 0);
  assert.deepEqual(heard(), ['ls']);
});
