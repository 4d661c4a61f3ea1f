// From a key to the cells that it changes, on a screen that is read like a terminal's.
import {setTimeout as wait} from 'node:timers/promises';
import type {Screen} from '../../pty.ts';

/**
 * The help, opened and closed, again and again. The pauses between are of many lengths, so that keys fall at all moments between two
 * frames of what comes by itself.
 */
export async function pressed(screen: Screen, presses: number): Promise<readonly number[]> {
  const row = await rowOfHelp(screen);
  const times: number[] = [];
  for (let press = 0; press < presses; press++) {
    const opens = press % 2 === 0;
    const start = performance.now();
    const seen = shown(screen, row, opens);
    screen.pty.write('?');
    await seen;
    times.push(performance.now() - start);
    await wait((press * 37) % 101);
  }
  return times;
}

const inHelp = 'Esc close';

/** Where it stands, so that one row is looked at and not all of them: what the looking takes would be counted. */
async function rowOfHelp(screen: Screen): Promise<number> {
  screen.pty.write('?');
  await screen.until('the help', (text) => text.includes(inHelp));
  const row = screen.rows().findIndex((text) => text.includes(inHelp));
  screen.pty.write('?');
  await screen.until('its end', (text) => !text.includes(inHelp));
  return row;
}

function shown({terminal}: Screen, row: number, opens: boolean): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>();
  const parsed = terminal.onWriteParsed(() => {
    const {active} = terminal.buffer;
    if (
      active
        .getLine(active.viewportY + row)
        ?.translateToString()
        .includes(inHelp) !== opens
    )
      return;
    parsed.dispose();
    resolve();
  });
  return promise;
}
