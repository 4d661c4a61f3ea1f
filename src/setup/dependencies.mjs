// npm's part of set-up: node_modules as package-lock.json says. Plain JavaScript without dependencies, since it runs
// before there are any, on whatever node the machine has.
import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {cacheFolder} from './cache-folder.mjs';
import {showPackages} from './npm-bar.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const stamp = join(root, 'node_modules/.quarterdeck.json');
/** Measured with an empty npm cache; `all` adds what only the tests need. */
const fetchedMegabytes = {run: 90, all: 170};

/** Set-up could not go on; the message says what to do. */
export class SetupFault extends Error {
  constructor(message, status = 3) {
    super(message);
    this.status = status;
  }
}

const interruptedStatus = 130;

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Installs what is missing and says so. `run` is what the program needs, `all` what its tests need too. The stamp is
 * written last, so that a half-made node_modules is made anew.
 */
export async function installDependencies(wanted) {
  if (isInstalled(wanted)) return;
  await withLock(async () => {
    if (isInstalled(wanted) || adopt(wanted)) return;
    say(`installing npm packages into ${join(root, 'node_modules')}: about ${fetchedMegabytes[wanted]} MB to fetch`);
    rmSync(stamp, {force: true});
    const close = showPackages(root, packagePaths(wanted));
    const failed = await runNpm(wanted === 'run' ? ['ci', '--omit=dev'] : ['ci', '--include=dev']).finally(close);
    if (failed !== null) throw new SetupFault(adviceFor(failed));
    if (!existsSync(nodeProgram())) {
      throw new SetupFault(
        'npm ended well, but the package "node" has no program: run "npm rebuild node" and start again',
      );
    }
    writeStamp(wanted);
  });
}

export function isInstalled(wanted) {
  const found = readJson(stamp);
  if (found === null || found.lock !== lockHash() || !existsSync(nodeProgram())) return false;
  return found.holds === 'all' || found.holds === wanted;
}

export function nodeProgram() {
  return join(root, 'node_modules/.bin/node');
}

/** Someone ran npm by hand: its own record of what it installed, written at its end, agrees with the lock file. */
function adopt(wanted) {
  if (!existsSync(nodeProgram())) return false;
  const holds = ['all', wanted].find((what) => npmRecordHolds(what));
  if (holds !== undefined) writeStamp(holds);
  return holds !== undefined;
}

function npmRecordHolds(wanted) {
  const lock = readJson(join(root, 'package-lock.json'));
  const installed = readJson(join(root, 'node_modules/.package-lock.json'));
  if (lock === null || installed === null) return false;
  return Object.entries(lock.packages ?? {}).every(([path, {version, integrity, optional, dev}]) => {
    if (path === '' || optional || (dev && wanted === 'run')) return true;
    const there = installed.packages?.[path];
    return there !== undefined && there.version === version && there.integrity === integrity;
  });
}

/** Where the lock file puts what is wanted; what another system would need is not. */
function packagePaths(wanted) {
  const lock = readJson(join(root, 'package-lock.json'));
  return Object.entries(lock?.packages ?? {})
    .filter(([path, {optional, dev}]) => path !== '' && !optional && (wanted === 'all' || !dev))
    .map(([path]) => path);
}

function writeStamp(holds) {
  writeFileSync(stamp, `${JSON.stringify({lock: lockHash(), holds})}\n`);
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * What npm printed when it failed; null when it did not. A signal ends npm first and then us: one that went on would take away what
 * the next start lays there. The second signal waits for nothing.
 */
function runNpm(words) {
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    const child = spawn('npm', [...words, ...quiet], {
      cwd: root,
      env: {...process.env, PATH: pathWithoutOurs()},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-20000);
      });
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    let endedBy = null;
    const end = (signal) => {
      if (endedBy === null) say(`\n${signal}: npm is being ended; once more ends it at once`);
      child.kill(endedBy === null ? 'SIGTERM' : 'SIGKILL');
      endedBy = signal;
    };
    for (const signal of signals) process.on(signal, end);
    child.once('error', (error) => resolve(error.code === 'ENOENT' ? 'ENOENT npm' : error.message));
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, end);
      if (endedBy !== null)
        reject(new SetupFault(`ended by ${endedBy}; the next start installs anew`, interruptedStatus));
      else if (code === 0) resolve(null);
      else resolve(output.trim() || `npm ended with ${signal ?? `status ${code}`}`);
    });
  });
}

/** npm must not run on the very node that it is about to replace. */
function pathWithoutOurs() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => !/[\\/]node_modules[\\/]\.bin$/.test(folder)).join(delimiter);
}

function adviceFor(output) {
  if (output === 'ENOENT npm')
    return 'npm is not on this machine: install it (Debian: apt-get install npm) and start again';
  const said = output
    .split('\n')
    .filter((line) => !/A complete log of this run|^npm (?:ERR!|error)\s*$/.test(line))
    .slice(-12)
    .join('\n');
  return `npm could not install the packages. ${causeOf(output)}\n\nIt said:\n${said}`;
}

function causeOf(output) {
  if (/ENOSPC|no space left/i.test(output)) {
    return `The disk is full: make room (700 MB for ${root} and npm's cache in ${homedir()}), and start again.`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(output)) {
    return 'The network could not be reached (npm config get registry; npm config get proxy). Start again when it can.';
  }
  if (/EINTEGRITY/.test(output))
    return 'A package is not what the lock file says: run "npm cache clean --force" and start again.';
  if (/EUSAGE|in sync/.test(output))
    return 'package.json and package-lock.json do not agree: get both as they were committed.';
  if (/EACCES|EPERM|EROFS/.test(output))
    return `${root} or npm's cache can't be written by you: change its owner, and start again.`;
  if (/gyp|g\+\+|python/i.test(output))
    return 'A package is compiled here: install g++, make and python3, and start again.';
  return 'What it could not install is named below; start again when that is mended.';
}

/** One npm at a time. The lock ends with its holder, however that ends, since the kernel keeps it. */
async function withLock(action) {
  const folder = cacheFolder();
  makeFolder(folder);
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const file = join(folder, `npm-${name}.lock`);
  let holder = await lock(['--nonblock', file]);
  if (holder === null) {
    say('another quarterdeck is installing npm packages: waiting for it');
    holder = await lock([file]);
  }
  try {
    await action();
  } finally {
    holder?.stdin.end();
  }
}

function makeFolder(folder) {
  try {
    mkdirSync(folder, {recursive: true});
  } catch (error) {
    throw new SetupFault(
      `the cache folder ${folder} can't be made: ${error.message}; mend that, or set XDG_CACHE_HOME to a folder that you can write`,
    );
  }
}

/** The process that holds the lock; null when another one has it; undefined without flock: npm goes unguarded then. */
function lock(words) {
  return new Promise((resolve) => {
    const child = spawn('flock', [...words, 'sh', '-c', 'echo locked; exec cat >/dev/null'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // A person's ctrl-c must not free what this process, which ends in order, still holds.
      detached: true,
    });
    child.stdin.on('error', () => {});
    child.stdout.once('data', () => resolve(child));
    child.once('error', () => resolve(undefined));
    child.once('close', () => resolve(null));
  });
}
