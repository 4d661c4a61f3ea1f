import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {withLock} from '../../../src/drivers/host/lock.ts';
import {typescriptWords} from '../../../src/setup/typescript-words.mjs';
import {temporaryFolder} from '../../temporary.ts';

const never = (): void => assert.fail('nobody else has the lock');

test('the second waits until the first is done', async (t) => {
  const file = join(await temporaryFolder(t), 'folder/lock');
  const order: string[] = [];
  const {promise: entered, resolve: enter} = Promise.withResolvers<void>();
  const {promise: waited, resolve: wait} = Promise.withResolvers<unknown>();
  const first = withLock(file, never, async () => {
    enter();
    await waited;
    order.push('first');
  });
  await entered;
  const second = withLock(file, wait, async () => order.push('second'));
  await Promise.all([first, second]);
  assert.deepEqual(order, ['first', 'second']);
});

test('who waits is told who holds it, and a signal ends the wait alone', async (t) => {
  const file = join(await temporaryFolder(t), 'lock');
  const held = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const first = withLock(file, never, () => {
    entered.resolve();
    return held.promise;
  });
  await entered.promise;
  const ended = new AbortController();
  const holders: string[] = [];
  const waiting = (holder: string): void => {
    holders.push(holder);
    ended.abort(new Error('ctrl-c'));
  };
  await assert.rejects(withLock(file, waiting, never as never, ended.signal), /^Error: ctrl-c$/);
  assert.deepEqual(holders, [`process ${process.pid}`]);
  held.resolve();
  await first;
  assert.equal(await withLock(file, never, async () => 'free'), 'free');
});

test('a signal after the lock was had does not give it away', async (t) => {
  const file = join(await temporaryFolder(t), 'lock');
  const ended = new AbortController();
  const order: string[] = [];
  const waited = Promise.withResolvers<unknown>();
  await withLock(
    file,
    never,
    async () => {
      ended.abort();
      const second = withLock(file, waited.resolve, async () => order.push('second'));
      await waited.promise;
      order.push('first');
      return {second};
    },
    ended.signal,
  ).then(({second}) => second);
  assert.deepEqual(order, ['first', 'second']);
});

test('a failed action gives the lock back', async (t) => {
  const file = join(await temporaryFolder(t), 'lock');
  await assert.rejects(
    withLock(file, never, () => Promise.reject(new Error('no'))),
    /^Error: no$/,
  );
  assert.equal(await withLock(file, never, async () => 'again'), 'again');
});

test('a holder that is killed leaves no lock behind', async (t) => {
  const file = join(await temporaryFolder(t), 'lock');
  const source = fileURLToPath(new URL('../../../src/drivers/host/lock.ts', import.meta.url));
  const program = `
    import {withLock} from ${JSON.stringify(source)};
    await withLock(${JSON.stringify(file)}, () => {}, () => new Promise(() => { console.log('held'); setInterval(() => {}, 1e6); }));
  `;
  const words = [...typescriptWords, '--input-type=module', '--eval', program];
  const holder = spawn(process.execPath, words, {stdio: ['ignore', 'pipe', 'inherit']});
  await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  assert.equal(
    await withLock(
      file,
      () => {},
      async () => 'free',
    ),
    'free',
  );
});
