// Zones as the kernel lays them out, whole, wrapped, empty and damaged.
import assert from 'node:assert/strict';
import test from 'node:test';
import {deflateRawSync} from 'node:zlib';
import {inflateSome, readZone} from '../../../src/drivers/target/ramoops-zone.ts';

const zoneBytes = 16 * 1024;
const log = `Panic#1 Part1\n${Array.from({length: 400}, (_, at) => `<4>[${at}.000000] line ${at} of the log`).join('\n')}\n`;

function zone(data: Buffer, start = data.length, size = data.length): Buffer {
  const bytes = Buffer.alloc(zoneBytes);
  bytes.write('DBGC', 0, 'latin1');
  bytes.writeUInt32LE(start, 4);
  bytes.writeUInt32LE(size, 8);
  data.copy(bytes, 12);
  return bytes;
}

const compressed = Buffer.concat([Buffer.from('====1.000001-C\n'), deflateRawSync(log)]);
const plain = Buffer.from(`====12.345678-D\n${log}`);
const ecc = (bytes: Buffer) => {
  bytes.fill(0xa5, zoneBytes - 512);
  return bytes;
};

function check(name: string, bytes: Buffer, expected: ReturnType<typeof readZone>): void {
  test(name, () => assert.deepEqual(readZone(bytes), expected));
}

check('a compressed dump, with check bytes at the end of its zone', ecc(zone(compressed)), [
  {name: 'dmesg-ramoops-0', text: log},
]);
check('a plain dump', zone(plain), [{name: 'dmesg-ramoops-0', text: log}]);
check(
  'several zones, an empty one and one that never was among them',
  Buffer.concat([...[zone(compressed), zone(Buffer.alloc(0)), Buffer.alloc(zoneBytes, 0xff), zone(plain)]]),
  [
    {name: 'dmesg-ramoops-0', text: log},
    {name: 'dmesg-ramoops-1', text: log},
  ],
);
check('the ring of a console that went round', zone(Buffer.from('newest oldest '), 7), [
  {name: 'console-ramoops-0', text: 'oldest newest '},
]);
check('a size that cannot be', zone(plain, 0, 1 << 30), []);
check('a start that cannot be', zone(plain, plain.length + 1), []);
check('memory that ends in the middle of a head', zone(plain).subarray(0, 11), []);
check('nothing', Buffer.alloc(0), []);

test('a zone cut at any byte gives what is there, or nothing', () => {
  const bytes = zone(compressed);
  for (let cut = 0; cut < compressed.length + 20; cut += 7) {
    const texts = readZone(bytes.subarray(0, cut));
    for (const {text} of texts) assert.equal(text, log, `cut at ${cut}`);
  }
});
test('a dump whose stream is damaged gives its beginning, and says so', () => {
  const damaged = Buffer.from(compressed);
  damaged.fill(0xff, Math.floor(damaged.length / 2));
  const [read] = readZone(zone(damaged));
  assert.equal(read?.text.slice(0, 40), log.slice(0, 40));
  assert.match(read?.damage ?? '', /^damaged: only \d+ of its \d+ bytes could be read$/);
});
test('one that is nothing but damage says so', () => {
  const damaged = Buffer.concat([Buffer.from('====1.000001-C\n'), Buffer.alloc(100, 0xff)]);
  const damage = 'damaged: none of its 100 bytes could be read';
  assert.deepEqual(readZone(zone(damaged)), [{name: 'dmesg-ramoops-0', text: '', damage}]);
  assert.equal(inflateSome(Buffer.alloc(3)), null);
});
