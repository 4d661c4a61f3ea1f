// `npm run bench`: what the house costs, as ratios within one run, since a shared machine gives no times worth keeping.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {cacheFolderOf} from '../../src/drivers/session/folders.ts';
import {prepareHost} from '../../src/setup/prepare.ts';
import {benchBoot} from './boot.ts';
import {benchBuild} from './build.ts';
import {benchCheck} from './check.ts';
import {benchConsole} from './console.ts';
import {benchConsoleCommand} from './console-command.ts';
import {benchDeck, benchDeckMemory} from './deck.ts';
import {benchDocs} from './docs.ts';
import {benchDurable} from './durable.ts';
import {benchExamine} from './examine.ts';
import {benchLocated} from './located.ts';
import {benchMoments} from './moments.ts';
import {benchPrompt} from './prompt.ts';
import {benchRecovery} from './recovery.ts';
import {benchReports} from './reports.ts';
import {benchRestore} from './restore.ts';
import {benchStart} from './start.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const host = await prepareHost({cacheFolder: cacheFolderOf(process.env), say, tell: () => {}, forTests: true});
if ('fault' in host) {
  say(host.fault);
  process.exit(3);
}
const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-'));
const wanted = process.argv[2];
const parts = {
  build: () => benchBuild({...host, folder, print}),
  boot: () => benchBoot({...host, folder, print, cacheFolder: cacheFolderOf(process.env)}),
  recovery: () => benchRecovery({...host, folder, print, cacheFolder: cacheFolderOf(process.env)}),
  check: () => benchCheck({...host, folder, print}),
  restore: () => benchRestore({...host, folder, print, cacheFolder: cacheFolderOf(process.env)}),
  console: () => benchConsole({folder, print}),
  'console-command': () => benchConsoleCommand({folder, print}),
  deck: () => benchDeck(print),
  'deck-memory': () => benchDeckMemory(print),
  durable: () => benchDurable({folder, print}),
  docs: () => benchDocs({...host, folder, print}),
  examine: () => benchExamine({...host, folder, print, cacheFolder: cacheFolderOf(process.env)}),
  moments: () => benchMoments({folder, print}),
  reports: async () => {
    await benchReports({folder, print});
    await benchLocated({...host, folder, print, cacheFolder: cacheFolderOf(process.env)});
  },
  prompt: () => benchPrompt(print),
  start: () => benchStart(print),
};
try {
  for (const [name, run] of Object.entries(parts)) {
    if (wanted !== undefined && wanted !== name) continue;
    print(`\n${name}`);
    await run();
  }
} finally {
  await rm(folder, {recursive: true, force: true});
}
