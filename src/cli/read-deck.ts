// How the screen is to be: the command line before the configuration, read anew whenever a screen is opened.
import {deckSettingsOf} from '../../config/schema.ts';
import type {DeckSettings} from '../core/deck-settings.ts';
import {messageOf} from '../runtime/insist.ts';
import {faultsOfKeys} from '../view/rebinding/key-faults.ts';
import type {ScreenArguments} from './command-line.ts';
import {readSources} from './read-configuration.ts';
import {CommandFault} from './say.ts';

/** Throws a CommandFault of status 2 before anything is begun. */
export async function readDeck(asked: ScreenArguments & {readonly config?: string}): Promise<DeckSettings> {
  const {config, theme} = asked;
  const sources = await readSources({
    environment: process.env,
    directory: process.cwd(),
    ...(config === undefined ? {} : {file: config}),
  });
  try {
    const settings = deckSettingsOf(sources, faultsOfKeys);
    return {
      ...settings,
      screenReader: asked.screenReader ?? (settings.screenReader || process.env['INK_SCREEN_READER'] === 'true'),
      ...(theme === undefined ? {} : {theme, isThemeAsked: true}),
    };
  } catch (error) {
    throw new CommandFault(messageOf(error), 2);
  }
}
