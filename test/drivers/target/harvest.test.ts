// What is brought home from a target's pstore, over a channel to files that lie here.
import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import test, {type TestContext} from 'node:test';
import {deflateRawSync} from 'node:zlib';
import {harvestPstore} from '../../../src/drivers/target/harvest.ts';
import type {Channel} from '../../../src/drivers/target/room.ts';
import {temporaryFolder} from '../../temporary.ts';

type Files = Readonly<Record<string, string | Buffer>>;

const panic = 'Kernel panic - not syncing: bad\n';

/** A target with these files; what its scripts removed is remembered. */
function channelTo(files: Files, says: readonly string[] = []): Channel & {readonly removed: string[]} {
  const removed: string[] = [];
  return {
    removed,
    async exec({script}) {
      removed.push(...script.split('\n').flatMap((line) => (line.startsWith('rm -f ') ? [line.slice(6)] : [])));
      const listed = Object.keys(files).map((path) =>
        path.replace('/sys/fs/pstore/', '').replace(/^\/var.*pstore\//, './'),
      );
      return {kind: 'exited', code: 0, output: [...listed, ...says, ''].join('\n')};
    },
    push: async () => ({pushed: true}),
    async pull(path) {
      const bytes = files[path];
      return bytes === undefined ? {pulled: false, reason: `${path}: gone`} : {pulled: true, bytes: Buffer.from(bytes)};
    },
    drop() {},
  };
}

async function harvested(t: TestContext, files: Files, says?: readonly string[]) {
  const channel = channelTo(files, says);
  const folder = await temporaryFolder(t);
  const {records, unreadable} = await harvestPstore(channel, folder, 2);
  const home = await readdir(folder);
  const told = records.map(({name, reason, reports}) => [name, reason, reports.map(({title}) => title)]);
  return {told, unreadable, home, removed: channel.removed, folder};
}

test('a record of ramoops is kept, read, and only then removed', async (t) => {
  const {told, home, removed} = await harvested(t, {'/sys/fs/pstore/dmesg-ramoops-0': `Panic#1 Part1\n${panic}`});
  assert.deepEqual(told, [['dmesg-ramoops-0', 'Panic#1 Part1', ['kernel panic: bad']]]);
  assert.deepEqual(home, ['boot-2-dmesg-ramoops-0']);
  assert.deepEqual(removed, ['/sys/fs/pstore/dmesg-ramoops-0']);
});

test('an event that ERST keeps in pieces is one record, its newest piece last', async (t) => {
  const number = (low: number) => String((1_700_000_000n << 32n) + BigInt(low));
  const {told, home, removed, folder} = await harvested(t, {
    [`/sys/fs/pstore/dmesg-erst-${number(1)}`]: `Panic#1 Part1\nsyncing: bad\n`,
    [`/sys/fs/pstore/dmesg-erst-${number(2)}`]: `Panic#1 Part2\nthe beginning\nKernel panic - not `,
    [`/sys/fs/pstore/dmesg-erst-${String(1_600_000_000n << 32n)}`]: `Panic#1 Part1\nof an older boot\n`,
  });
  assert.deepEqual(
    told.map(([, , titles]) => titles),
    [[], ['kernel panic: bad']],
  );
  assert.equal(home.length, 2);
  const joined = await readFile(`${folder}/${home.find((name) => name.includes('more'))}`, 'utf8');
  assert.equal(joined, `the beginning\n${panic}`);
  assert.equal(removed.length, 3);
});

test('what systemd-pstore took away is read where it is, and left there', async (t) => {
  const {told, home, removed} = await harvested(t, {'/var/lib/systemd/pstore/17/dmesg.txt': panic});
  assert.deepEqual(told, [['systemd-17-dmesg.txt', undefined, ['kernel panic: bad']]]);
  assert.deepEqual(home, ['boot-2-systemd-17-dmesg.txt']);
  assert.deepEqual(removed, []);
});

test('a record that the kernel could not decompress is decompressed here, or said to be damaged', async (t) => {
  const {told, unreadable} = await harvested(t, {
    '/sys/fs/pstore/dmesg-ramoops-0.enc.z': deflateRawSync(panic),
    '/sys/fs/pstore/dmesg-ramoops-1.enc.z': Buffer.alloc(64, 0xff),
  });
  assert.deepEqual(told, [
    ['dmesg-ramoops-0.enc.z', undefined, ['kernel panic: bad']],
    ['dmesg-ramoops-1.enc.z', undefined, []],
  ]);
  assert.deepEqual(unreadable, ['dmesg-ramoops-1.enc.z: damaged: none of its 64 bytes could be read']);
});

test('what the kernel’s own check bytes could not mend is said', async (t) => {
  const ecc = '\nECC: 12 Corrected bytes, 3 unrecoverable blocks\n';
  const {told, unreadable} = await harvested(t, {'/sys/fs/pstore/dmesg-ramoops-0': `Panic#1 Part1\n${panic}${ecc}`});
  assert.equal(told.length, 1);
  assert.deepEqual(unreadable, ['dmesg-ramoops-0: damaged: 3 blocks could not be mended']);
});

test('what stands in the way of evidence is said', async (t) => {
  const {told, unreadable} = await harvested(t, {}, ['!not mounted', '!no backend', 'gone']);
  assert.deepEqual(told, []);
  assert.deepEqual(unreadable, [
    '/sys/fs/pstore: it is not mounted',
    '/sys/fs/pstore: it has no backend, so the kernel could keep nothing',
    '/sys/fs/pstore/gone: gone',
  ]);
});

test('a name that is no name is not asked for', async (t) => {
  const {unreadable, removed} = await harvested(t, {}, ['../../etc/passwd', 'a b', '$(reboot)']);
  assert.deepEqual([unreadable, removed], [[], []]);
});
