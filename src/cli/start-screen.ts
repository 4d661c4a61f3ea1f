// Opens the start screen over this process's terminal.

import type {DeckSettings} from '../core/deck-settings.ts';
import {runStart} from '../deck/start/run-start.ts';
import type {StartChoice, StartPlace} from '../view/start/start-ui.ts';
import {openStartHost} from './start-host.ts';

export function askAtStart(
  place: StartPlace,
  {theme, keys}: Pick<DeckSettings, 'theme' | 'keys'>,
): Promise<StartChoice> {
  const {stdin, stdout, env} = process;
  return runStart({place, host: openStartHost(env), stdin, stdout, env, theme, keys});
}
