// Starts the core of a session in the background.
import type {SessionPaths} from '../drivers/session/folders.ts';
import {spawnBackground} from './spawn-background.ts';

export function spawnCore({folder, log, socket}: SessionPaths): Promise<void> {
  return spawnBackground({name: 'the core', words: ['core', folder], log, appends: true, socket});
}
