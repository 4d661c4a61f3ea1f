// Loaded before the program: what Node makes of a source file, its types taken out and its code compiled, is kept for the next start,
// which is then half as long. An entry names the file and what it held, so none goes stale; where none can be written, none is.
import {enableCompileCache} from 'node:module';
import {join} from 'node:path';
import {cacheFolder} from './cache-folder.mjs';

enableCompileCache(join(cacheFolder(), 'compiled'));
