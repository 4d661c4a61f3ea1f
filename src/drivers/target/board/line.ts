// How a board's target opens its console's line: given to it, so that a line of any kind serves.
import type {LineSettings} from '../../../core/target-settings.ts';
import type {ConsoleLine, LineListener} from '../../line/console-line.ts';

export type {ConsoleLine, LineListener} from '../../line/console-line.ts';

/** Rejects in words that name the line; one that was open once comes back by itself. */
export type OpenLine = (settings: LineSettings, listener: LineListener) => Promise<ConsoleLine>;
