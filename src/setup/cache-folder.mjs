// Where what can be made again is kept, for what runs before there is any TypeScript; the same folder as `cacheFolderOf` names.
import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';

export function cacheFolder() {
  const given = process.env.XDG_CACHE_HOME ?? '';
  return join(isAbsolute(given) ? given : join(homedir(), '.cache'), 'quarterdeck');
}
