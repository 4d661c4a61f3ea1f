// Saved states on a real QEMU: what a life from one is like, and what becomes of a save that is of no use.
import assert from 'node:assert/strict';
import {open, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {after, type TestContext} from 'node:test';
import {isJson, parseJson} from '../../../src/core/json.ts';
import {runProcess} from '../../../src/drivers/process.ts';
import {factsText, type SaveFacts} from '../../../src/drivers/target/saves/save-facts.ts';
import {typescriptWords} from '../../../src/setup/typescript-words.mjs';
import {type Closing, temporaryFolder} from '../../temporary.ts';
import {type TargetForTestsOptions, targetForTests} from './target-for-tests.ts';

const command = (script: string) => ({script, deadlineSeconds: 60, outputBytesMax: 4096});
const edu = 'edu,dma_mask=0xffffffff';

/** One for the whole file: what one test saved the next one starts from. */
const closing: (() => unknown)[] = [];
const closer: Closing = {after: (close) => void closing.push(close)};
after(async () => {
  for (const close of closing) await close();
});
const cacheFolder = await temporaryFolder(closer);

async function targetIn(t: TestContext, differing: TargetForTestsOptions = {}) {
  const given = await targetForTests(t, {cacheFolder, ...differing});
  const said = async (script: string) => {
    const outcome = await given.target.exec(command(script));
    return outcome.kind === 'exited' ? outcome.output.trim() : `${outcome.kind}`;
  };
  const isRestored = () => given.events.at(-2)?.type === 'target.restored';
  const failures = () => given.events.flatMap((event) => (event.type === 'target.saveFailed' ? [event.why] : []));
  return {...given, said, isRestored, failures};
}

async function savePlaces(): Promise<readonly string[]> {
  const folder = join(cacheFolder, 'saves');
  return (await readdir(folder)).map((name) => join(folder, name));
}

test('two sessions at once on one key: both come up, one save is kept, and lives from it differ', async (t) => {
  const both = await Promise.all([targetIn(t), targetIn(t)]);
  const kinds = await Promise.all(both.map(async ({target}) => (await target.clean('saved')).kind));
  assert.deepEqual(kinds, ['up', 'up']);
  assert.equal((await savePlaces()).length, 1);
  for (const {target, said} of both) {
    assert.equal(await said('touch /tmp/mine; ls /tmp'), 'mine');
    assert.equal((await target.clean('saved')).kind, 'up');
  }
  assert.deepEqual(
    both.map(({isRestored}) => isRestored()),
    [true, true],
  );
  const random = await Promise.all(both.map(({said}) => said('ls /tmp; od -An -tx1 -N16 /dev/urandom')));
  assert.equal(new Set(random).size, 2, 'each has random numbers of its own');
  for (const {said} of both) {
    const seconds = Number(await said('date +%s'));
    assert.ok(Math.abs(seconds - Date.now() / 1000) < 30, `its clock says ${seconds}`);
  }
});

test('a restored target takes files, and its heart beats', async (t) => {
  const {target, said, isRestored, pulses} = await targetIn(t);
  await target.clean('saved');
  assert.equal(isRestored(), true);
  assert.deepEqual(await target.push({path: '/tmp/a/b', mode: 0o600, bytes: Buffer.alloc(100_000, 'x')}), {
    pushed: true,
  });
  assert.equal(await said('wc -c </tmp/a/b; cat /sys/class/watchdog/watchdog0/state; sleep 1.5'), '100000\nactive');
  assert.ok(pulses() >= 2);
});

async function checkRefused(t: TestContext, harm: (place: string) => Promise<unknown>, why: RegExp) {
  const {target, failures, isRestored} = await targetIn(t);
  const [place] = await savePlaces();
  assert.ok(place);
  await harm(place);
  assert.equal((await target.clean('saved')).kind, 'up', 'by a real boot');
  assert.equal(failures().length, 1);
  assert.match(failures()[0] ?? '', why);
  await target.exec(command('true'));
  await target.clean('saved');
  assert.equal(isRestored(), true, 'it was made anew');
}

test('a save by another QEMU is refused and made anew', (t) =>
  checkRefused(
    t,
    altered((facts) => ({...facts, qemuVersion: '7.1.0'})),
    /discarded: it was made by QEMU 7\.1\.0, and this is /,
  ));

test('a save whose RAM is damaged is refused and made anew', (t) =>
  checkRefused(
    t,
    async (place) => {
      const file = await open(join(place, 'ram'), 'r+');
      await file.write('damage', 12_345_678);
      await file.close();
    },
    /discarded: its RAM differs from what was saved/,
  ));

test('a state that this QEMU does not understand is refused and made anew', (t) =>
  checkRefused(
    t,
    async (place) => {
      const state = Buffer.from('no state that QEMU ever wrote');
      await writeFile(join(place, 'state'), state);
      await altered((facts) => ({...facts, state: {bytes: state.length, checksum: 1}}), state)(place);
    },
    /discarded: QEMU does not take it: .*[Nn]ot a migration stream/,
  ));

function altered(change: (facts: SaveFacts) => SaveFacts, state?: Buffer) {
  return async (place: string): Promise<void> => {
    const path = join(place, 'facts.json');
    const facts = parseJson(await readFile(path, 'utf8'))?.['facts'];
    assert.ok(isJson(facts));
    const next = change(facts as unknown as SaveFacts);
    const {crc32} = await import('node:zlib');
    const checked = state === undefined ? next : {...next, state: {...next.state, checksum: crc32(state)}};
    await writeFile(path, factsText(checked));
  };
}

test('edu, whose state QEMU does not save, works in a restored life; and QEMU’s own death is told in its words', async (t) => {
  const {target, said, isRestored, events} = await targetIn(t, {devices: [edu]});
  await target.clean('saved');
  const identify = `cd /sys/bus/pci/devices/0000:00:04.0 && echo 1 >enable && read -r start rest <resource && devmem $start 32`;
  assert.equal(await said(identify), '0x010000ED');
  await target.clean('saved');
  assert.equal(isRestored(), true);
  assert.equal(await said(identify), '0x010000ED');
  // A DMA that begins where the device's buffer ends.
  const overrun = `setpci() { devmem $((start + $1)) 64 $2; }; ${identify}
    printf '\\006' | dd of=config bs=1 seek=4 conv=notrunc
    setpci 0x80 0x100000; setpci 0x88 0x41000; setpci 0x90 1; setpci 0x98 1; sleep 5`;
  assert.equal(await said(overrun), 'lost');
  const died = events.find((event) => event.type === 'target.died');
  assert.match(died?.type === 'target.died' ? died.why : '', /^QEMU was killed by SIGABRT: .*EDU: DMA range/s);
  assert.equal((await target.clean('saved')).kind, 'up');
  assert.equal(await said(identify), '0x010000ED');
});

test('another machine with two processors is saved and restored as well', async (t) => {
  const {target, said, isRestored} = await targetIn(t, {machine: 'q35', cpus: 2});
  await target.clean('saved');
  await said('true');
  await target.clean('saved');
  assert.equal(isRestored(), true);
  assert.equal(await said('nproc; ls /sys/class/watchdog'), '2\nwatchdog0');
});

test('with little shared memory RAM lies in the session’s folder; with little disk there is no save, and why is said', async (t) => {
  const saves = join(cacheFolder, 'saves');
  const {lines, folder} = await inSmallRooms(
    t,
    'small',
    `mkdir -p ${saves} && mount -t tmpfs -o size=64m tmpfs ${saves} && `,
    32,
  );
  const [failure = '', came, ram = ''] = lines;
  assert.match(failure, /^save: .*saves has \d+ MB free, and a saved state takes \d+ MB with what has to stay free$/);
  assert.equal(came, 'up');
  assert.match(ram, new RegExp(`^${folder}/quarterdeck-ram-`));
});

test('shared memory that others fill ends QEMU, which is said; what it held is room for the next life', async (t) => {
  const {lines} = await inSmallRooms(t, 'filled', '', 400);
  assert.deepEqual(lines, ['up', 'died: QEMU was killed by SIGBUS', 'up']);
});

/** What the fixture says in a mount namespace of its own, with so much of shared memory. */
async function inSmallRooms(t: TestContext, mode: 'small' | 'filled', mounts: string, shmMiB: number) {
  const folder = await temporaryFolder(t);
  const fixture = join(import.meta.dirname, 'target-in-small-rooms.ts');
  const script = `mount -t tmpfs -o size=${shmMiB}m tmpfs /dev/shm && ${mounts}exec "$@"`;
  const words = ['sh', process.execPath, ...typescriptWords, fixture, mode, folder, cacheFolder];
  const outcome = await runProcess({
    command: 'unshare',
    arguments: ['--user', '--map-root-user', '--mount', '--propagation', 'private', 'sh', '-c', script, ...words],
    deadlineSeconds: 120,
  });
  assert.ok(outcome.kind === 'exited' && outcome.code === 0, JSON.stringify(outcome));
  return {lines: outcome.output.trim().split('\n'), folder};
}
