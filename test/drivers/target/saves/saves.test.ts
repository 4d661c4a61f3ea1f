// What keeps a state from being put on the shelf.
import assert from 'node:assert/strict';
import {readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openRamFile} from '../../../../src/drivers/target/ram-file.ts';
import {saveMachine} from '../../../../src/drivers/target/saves/saves.ts';
import {openShelf} from '../../../../src/drivers/target/saves/shelf.ts';
import {temporaryFolder} from '../../../temporary.ts';

const ingredients = {form: '1', qemu: 'q', kernel: 'k', initramfs: 'i', arguments: 'a', host: 'any'};

/** Of a QEMU that says that it is `status` when its RAM was read. */
async function saved(t: TestContext, status: string) {
  const folder = await temporaryFolder(t);
  const ram = await openRamFile(1, folder);
  t.after(() => ram.close());
  const answers: Readonly<Record<string, unknown>> = {
    'query-status': {status},
    'query-migrate': {status: 'completed'},
    'query-pci': [],
    'query-version': {qemu: {major: 7, minor: 2, micro: 0}, package: ''},
  };
  const qmp = {
    async command(name: string, parameters: Readonly<Record<string, unknown>> = {}) {
      const path = /mv '.*\.part' '(.*)'$/.exec(String(parameters['uri']))?.[1];
      if (path !== undefined) await writeFile(path, 'devices{"page_size": 4096, "devices": []}');
      return answers[name];
    },
    monitor: async () => '',
  };
  const shelfFolder = join(folder, 'saves');
  const of = {ingredients, extra: [], folder: shelfFolder};
  const outcome = await saveMachine({qmp}, ram, openShelf(shelfFolder), of);
  return {outcome, kept: await readdir(shelfFolder)};
}

test('a machine that stood still is saved', async (t) => {
  const {outcome, kept} = await saved(t, 'postmigrate');
  assert.equal(outcome.saved, true);
  assert.equal(kept.length, 1);
});

for (const status of ['running', 'prelaunch']) {
  test(`one that is ${status} when its RAM was read is not`, async (t) => {
    const {outcome, kept} = await saved(t, status);
    assert.match(outcome.saved ? '' : outcome.why, new RegExp(`did not stand still meanwhile, and is ${status}$`));
    assert.deepEqual(kept, []);
  });
}
