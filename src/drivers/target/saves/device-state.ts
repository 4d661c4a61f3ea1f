// The state of a machine's devices, out of QEMU and into it again: a migration to a file that leaves RAM where it is
// (docs/devel/migration.rst).
import {access} from 'node:fs/promises';
import {isJson} from '../../../core/json.ts';
import type {Qmp} from '../qmp.ts';

/** The file appears under its name when it is whole. */
const capabilities = {capabilities: [{capability: 'x-ignore-shared', state: true}]};
const askMs = 5;
const endsWithinMs = 20_000;

/** The machine must have been stopped, and stays so. Rejects in words; a file that could not be written in full never appears. */
export async function saveDeviceState(qmp: Qmp, file: string): Promise<void> {
  await qmp.command('migrate-set-capabilities', capabilities);
  const [part, whole] = [quoted(`${file}.part`), quoted(file)];
  await qmp.command('migrate', {uri: `exec:cat >${part} && mv ${part} ${whole}`});
  await migrated(qmp);
  const isThere = () =>
    access(file).then(
      () => true,
      () => false,
    );
  if (!(await until(isThere))) throw new Error(`${file} could not be written; is its disk full?`);
}

/** Of a machine that waits for it. `fd` is QEMU's own number of the open file. */
export async function loadDeviceState(qmp: Qmp, fd: number): Promise<void> {
  await qmp.command('migrate-set-capabilities', capabilities);
  await qmp.command('migrate-incoming', {uri: `fd:${fd}`});
  await migrated(qmp);
}

async function migrated(qmp: Qmp): Promise<void> {
  const isDone = async () => {
    const answer = await qmp.command('query-migrate');
    const {status, 'error-desc': words} = isJson(answer) ? answer : {};
    if (status === 'failed' || status === 'cancelled')
      throw new Error(`the migration ${status}: ${words ?? 'no reason given'}`);
    return status === 'completed';
  };
  if (!(await until(isDone))) throw new Error(`QEMU did not end the migration within ${endsWithinMs / 1000} s`);
}

async function until(isSo: () => Promise<boolean>): Promise<boolean> {
  for (const endMs = performance.now() + endsWithinMs; performance.now() < endMs; ) {
    if (await isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, askMs));
  }
  return false;
}

/** For a shell. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
