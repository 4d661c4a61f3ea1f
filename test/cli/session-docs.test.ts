import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openSessionDocs, type SessionDocs} from '../../src/cli/session-docs.ts';
import type {DocsEvent} from '../../src/core/docs-events.ts';
import type {KernelDocsOptions} from '../../src/drivers/kernel-docs/kernel-docs.ts';
import {smallKernel} from '../drivers/kernel-docs/small-kernel.ts';
import {temporaryFolder} from '../temporary.ts';

interface Told {
  readonly docs: SessionDocs;
  readonly events: readonly DocsEvent[];
  /** Resolves with the event that ends the making. */
  readonly over: Promise<DocsEvent>;
}

async function smallOptions(t: TestContext): Promise<KernelDocsOptions> {
  const {kernel} = await smallKernel(await temporaryFolder(t));
  return {kernel, cacheFolder: await temporaryFolder(t), packagesRoot: '/nonexistent'};
}

function telling(options: KernelDocsOptions): Told {
  const events: DocsEvent[] = [];
  const {promise, resolve} = Promise.withResolvers<DocsEvent>();
  let ms = 0;
  const tell = (event: DocsEvent): void => {
    events.push(event);
    if (event.type !== 'docs.makingBegan') resolve(event);
  };
  return {docs: openSessionDocs(options, tell, () => (ms += 1_000)), events, over: promise};
}

test('an index that is not there is made once it is warmed, and that is told; one that is there is opened in silence', async (t) => {
  const options = await smallOptions(t);
  const first = telling(options);
  t.after(() => first.docs.close());
  assert.deepEqual(first.events, []);
  first.docs.warm();
  first.docs.warm();
  await first.over;
  assert.deepEqual(first.events, [{type: 'docs.makingBegan'}, {type: 'docs.made', tookMs: 1_000}]);

  const second = telling(options);
  t.after(() => second.docs.close());
  second.docs.warm();
  await second.docs.open();
  assert.deepEqual(second.events, []);
});

test('what keeps it from being made is told, and the session goes on', async (t) => {
  const options = await smallOptions(t);
  const cacheFolder = await temporaryFolder(t);
  await writeFile(join(cacheFolder, 'docs'), 'a file');
  const {docs, events} = telling({...options, cacheFolder});
  docs.warm();
  await assert.rejects(docs.open(), /can't be made/);
  assert.deepEqual(events, []);
});
