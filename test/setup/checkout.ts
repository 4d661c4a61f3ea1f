// A checkout to launch from, with a program of a few lines and an npm that lays a few files: what `npm` does is steered
// by files beside it, and each call is a line of `calls`.
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync, rmSync, watch, writeFileSync} from 'node:fs';
import {chmod, cp, mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {temporaryFolder} from '../temporary.ts';

const setup = fileURLToPath(new URL('../../src/setup/', import.meta.url));

export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Checkout {
  readonly folder: string;
  /** The words that npm was called with, a call a line. */
  npmCalls(): readonly string[];
  /** What npm says and then fails; null when it does its work. */
  npmFails(words: string | null): void;
  /** npm says that it is there, and does not end before it is asked to, which takes it a moment. */
  npmWaits(): void;
  npmStarted(): Promise<void>;
  start(words: readonly string[], path?: string, more?: Readonly<Record<string, string>>): ChildProcess;
  launch(...words: string[]): Promise<Ended>;
}

/** `program`: the TypeScript of src/main.ts. */
export async function checkout(t: TestContext, program: string): Promise<Checkout> {
  const folder = await temporaryFolder(t);
  const [bin, root] = [join(folder, 'bin'), join(folder, 'checkout')];
  await mkdir(join(root, 'src/setup'), {recursive: true});
  await mkdir(bin);
  for (const name of await readdir(setup)) {
    if (name.endsWith('.mjs')) await cp(join(setup, name), join(root, 'src/setup', name));
  }
  await writeFile(join(root, 'package.json'), '{"type": "module"}\n');
  await writeFile(join(root, 'package-lock.json'), '{"packages": {"": {}, "node_modules/a": {"version": "1.0.0"}}}\n');
  await writeFile(join(root, 'src/main.ts'), program);
  await writeFile(join(bin, 'npm'), npm(folder));
  await chmod(join(bin, 'npm'), 0o755);
  await writeFile(join(folder, 'calls'), '');
  const start = (words: readonly string[], path = `${bin}:/usr/bin:/bin`, more = {}): ChildProcess =>
    spawn(process.execPath, [join(root, 'src/setup/launch.mjs'), ...words], {
      cwd: folder,
      env: {PATH: path, HOME: folder, ...more},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    folder: root,
    npmCalls: () => readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter(Boolean),
    npmFails(words) {
      if (words !== null) writeFileSync(join(folder, 'failure'), words);
      else if (existsSync(join(folder, 'failure'))) rmSync(join(folder, 'failure'));
    },
    npmWaits: () => writeFileSync(join(folder, 'waits'), ''),
    npmStarted: () => appears(folder, 'started'),
    start,
    launch: (...words) => endOf(start(words)),
  };
}

export async function endOf(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (text: Buffer) => {
    stdout += text;
  });
  child.stderr?.on('data', (text: Buffer) => {
    stderr += text;
  });
  const [status, signal] = (await once(child, 'close')) as [number | null, string | null];
  return {status, signal, stdout, stderr};
}

function appears(folder: string, name: string): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>();
  const look = (): void => {
    if (existsSync(join(folder, name))) resolve();
  };
  const watching = watch(folder, look);
  look();
  return promise.finally(() => watching.close());
}

/** Like `npm ci`, it begins by taking away what is there. */
function npm(folder: string): string {
  const modules = join(folder, 'checkout/node_modules');
  return `#!/bin/sh
echo "$*" >> ${folder}/calls
rm -rf ${modules}
[ ! -e ${folder}/waits ] || { rm ${folder}/waits; trap 'echo ended >> ${folder}/calls; exit 1' TERM; touch ${folder}/started; while :; do sleep 0.1; done; }
mkdir -p ${modules}/.bin
[ ! -e ${folder}/failure ] || { cat ${folder}/failure >&2; exit 1; }
ln -s ${process.execPath} ${modules}/.bin/node
`;
}
