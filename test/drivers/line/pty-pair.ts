// Two ends of one line, joined by socat: pulling the plug is ending it, and the same names can be plugged in again.
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {watch} from 'node:fs';
import {access} from 'node:fs/promises';
import {join} from 'node:path';
import {type Closing, temporaryFolder} from '../../temporary.ts';

export interface PtyPair {
  readonly near: string;
  readonly far: string;
  pull(): Promise<void>;
  plug(): Promise<void>;
}

export async function openPtyPair(t: Closing): Promise<PtyPair> {
  const folder = await temporaryFolder(t);
  const [near, far] = [join(folder, 'near'), join(folder, 'far')];
  let socat: ChildProcess | null = null;

  async function pull(): Promise<void> {
    if (socat === null) return;
    const ended = once(socat, 'close');
    socat.kill('SIGTERM');
    socat = null;
    await ended;
  }

  async function plug(): Promise<void> {
    const linked = new AbortController();
    const changes = watch(folder, {signal: linked.signal});
    socat = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], {stdio: 'ignore'});
    while (!((await isThere(near)) && (await isThere(far)))) await once(changes, 'change');
    linked.abort();
  }

  t.after(pull);
  await plug();
  return {near, far, pull, plug};
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
