import assert from 'node:assert/strict';
import test from 'node:test';
import {elfSection, moduleField} from '../../../src/drivers/build/elf.ts';

/** A 64-bit ELF file of the given sections and nothing else. */
function elf(sections: Readonly<Record<string, Buffer>>): Buffer {
  const named = [['', Buffer.alloc(0)] as const, ...Object.entries(sections), ['.shstrtab', Buffer.alloc(0)] as const];
  const names = Buffer.from(named.map(([name]) => `${name}\0`).join(''), 'latin1');
  const contents = named.map(([name, content]) => (name === '.shstrtab' ? names : content));
  const table = Buffer.alloc(64 * named.length);
  let [nameAt, at] = [0, 64];
  for (const [index, [name]] of named.entries()) {
    const length = contents[index]?.length ?? 0;
    table.writeUInt32LE(nameAt, index * 64);
    table.writeBigUInt64LE(BigInt(at), index * 64 + 0x18);
    table.writeBigUInt64LE(BigInt(length), index * 64 + 0x20);
    nameAt += name.length + 1;
    at += length;
  }
  const head = Buffer.alloc(64);
  head.write('\x7fELF\x02\x01', 'latin1');
  head.writeBigUInt64LE(BigInt(at), 0x28);
  head.writeUInt16LE(64, 0x3a);
  head.writeUInt16LE(named.length, 0x3c);
  head.writeUInt16LE(named.length - 1, 0x3e);
  return Buffer.concat([head, ...contents, table]);
}

const note = Buffer.concat([
  Buffer.from([4, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0]),
  Buffer.from('GNU\0'),
  Buffer.from([0xab, 1, 2, 0]),
]);
const module = elf({
  '.text': Buffer.from('code'),
  '.note.gnu.build-id': note,
  '.modinfo': Buffer.from('license=GPL\0vermagic=6.1.0-56-amd64 SMP mod_unload \0', 'latin1'),
});

test('a module says its notes and its facts', () => {
  assert.deepEqual(Buffer.from(elfSection(module, '.note.gnu.build-id') ?? []), note);
  assert.equal(moduleField(module, 'vermagic'), '6.1.0-56-amd64 SMP mod_unload ');
  assert.equal(moduleField(module, 'alias'), null);
});

test('a file without the sections says nothing', () => {
  const bare = elf({'.text': Buffer.from('code')});
  assert.equal(elfSection(bare, '.note.gnu.build-id'), null);
  assert.equal(moduleField(bare, 'license'), null);
});

test('a file cut anywhere is no error', () => {
  for (let length = 0; length < module.length; length++) {
    assert.equal(elfSection(module.subarray(0, length), '.modinfo'), null, `cut at ${length}`);
  }
});

test('a module of 32 bits is read as well', () => {
  const names = Buffer.from('\0.modinfo\0.shstrtab\0', 'latin1');
  const content = Buffer.from('vermagic=6.1.0 SMP ARMv7 \0', 'latin1');
  const table = Buffer.alloc(3 * 40);
  for (const [index, [name, bytes, at]] of [
    [0, Buffer.alloc(0), 0] as const,
    [1, content, 52] as const,
    [10, names, 52 + content.length] as const,
  ].entries()) {
    table.writeUInt32LE(name, index * 40);
    table.writeUInt32LE(at, index * 40 + 0x10);
    table.writeUInt32LE(bytes.length, index * 40 + 0x14);
  }
  const head = Buffer.alloc(52);
  head.write('\x7fELF\x01\x01', 'latin1');
  head.writeUInt32LE(52 + content.length + names.length, 0x20);
  for (const [at, value] of [
    [0x2e, 40],
    [0x30, 3],
    [0x32, 2],
  ] as const)
    head.writeUInt16LE(value, at);
  const small = Buffer.concat([head, content, names, table]);
  assert.equal(moduleField(small, 'vermagic'), '6.1.0 SMP ARMv7 ');
  for (let length = 0; length < small.length; length++) {
    assert.equal(elfSection(small.subarray(0, length), '.modinfo'), null, `cut at ${length}`);
  }
});
