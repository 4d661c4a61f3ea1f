// A function is found only in the very file that ran; everything else is refused in words.
import assert from 'node:assert/strict';
import test from 'node:test';
import {findSymbol, layoutOf} from '../../../src/drivers/symbols/find-symbol.ts';
import {parseObjectFile} from '../../../src/drivers/symbols/object-file.ts';
import {type AskedFrame, settledBy} from '../../../src/drivers/symbols/open-symbols.ts';
import type {Frame} from '../../../src/kernel/report.ts';

const readelf = `ELF Header:
  Class:                             ELF64
  Type:                              REL (Relocatable file)
  Machine:                           Advanced Micro Devices X86-64

Section Headers:
  [Nr] Name              Type            Address          Off    Size   ES Flg Lk Inf Al
  [ 0]                   NULL            0000000000000000 000000 000000 00      0   0  0
  [ 1] .note.gnu.build-id NOTE            0000000000000000 000040 000024 00   A  0   0  4
  [ 3] .text             PROGBITS        0000000000000000 0000a0 0000d5 00  AX  0   0 16
  [ 4] .rela.text        RELA            0000000000000000 000f48 000138 18   I 31   3  8
  [ 5] .init.text        PROGBITS        0000000000000000 000150 000030 00  AX  0   0  1
  [ 6] .text.unlikely    PROGBITS        0000000000000000 0001c0 000016 00  AX  0   0  1
  [ 7] .exit.text        PROGBITS        0000000000000000 0001d6 00000c 00  AX  0   0  1
  [13] .rodata           PROGBITS        0000000000000000 000240 000118 00   A  0   0 32
  [20] .debug_line       PROGBITS        0000000000000000 000840 000f5c 00      0   0  1

Symbol table '.symtab' contains 35 entries:
   Num:    Value          Size Type    Bind   Vis      Ndx Name
     1: 0000000000000000     0 SECTION LOCAL  DEFAULT    3 .text
     2: 0000000000000000   280 OBJECT  LOCAL  DEFAULT   13 ringlog_fops
     3: 0000000000000000    20 FUNC    LOCAL  DEFAULT    3 ringlog_read
     4: 0000000000000020    23 FUNC    LOCAL  DEFAULT    3 show
     5: 0000000000000040   120 FUNC    LOCAL  DEFAULT    3 show
     6: 00000000000000c0    21 FUNC    GLOBAL DEFAULT    3 ringlog_last
     7: 0000000000000000    22 FUNC    LOCAL  DEFAULT    6 ringlog_read.cold
     8: 0000000000000000    48 FUNC    LOCAL  DEFAULT    5 ringlog_init
     9: 0000000000000000    48 FUNC    GLOBAL DEFAULT    5 init_module
    10: 0000000000000000    12 FUNC    GLOBAL DEFAULT    7 cleanup_module
    11: 0000000000000000     0 NOTYPE  GLOBAL DEFAULT  UND kfree
    12: 0000000000000000     0 NOTYPE  LOCAL  DEFAULT    3 .Lhere

String dump of section '.modinfo':
  [     0]  license=GPL
  [    22]  name=ringlog
  [    2e]  vermagic=6.1.0-56-amd64 SMP preempt mod_unload modversions

Displaying notes found in: .note.gnu.build-id
  Owner                Data size 	Description
  GNU                  0x00000014	NT_GNU_BUILD_ID (unique build ID bitstring)	    Build ID: 993bb52d04c77fea8f0d9ebd2e6f7797d9522f24
`;

const object = parseObjectFile(readelf);
const layout = layoutOf(object);

test('what readelf says of a module', () => {
  const {sections, symbols, ...rest} = object;
  assert.deepEqual(rest, {
    moduleName: 'ringlog',
    buildId: '993bb52d04c77fea8f0d9ebd2e6f7797d9522f24',
    isRelocatable: true,
    hasDebugLines: true,
  });
  assert.equal(sections.length, 8);
  assert.deepEqual(
    symbols.map(({name}) => name),
    [
      'ringlog_read',
      'show',
      'show',
      'ringlog_last',
      'ringlog_read.cold',
      'ringlog_init',
      'init_module',
      'cleanup_module',
    ],
  );
});

test('what is no object file has nothing in it', () => {
  for (const text of ['', 'readelf: Error: Not an ELF file', '\0'.repeat(1000), '  [ 1] x'.repeat(1000)]) {
    assert.deepEqual(parseObjectFile(text), {isRelocatable: false, hasDebugLines: false, sections: [], symbols: []});
  }
});

function find(symbol: string, offset: number, size: number) {
  const frame: Frame = {symbol, offset, size, module: 'ringlog', reliable: true};
  const found = findSymbol(object, layout, frame, 'ringlog.ko');
  return 'refused' in found ? found.refused : `${found.section}+0x${found.symbol.value.toString(16)}`;
}

test('a function is found by its name and by the way to the next one', () => {
  assert.equal(find('ringlog_read', 0xc, 0x20), '.text+0x0');
  assert.equal(find('ringlog_read', 0xc, 20), '.text+0x0', "the file's own size will do");
  assert.equal(
    find('ringlog_read.cold', 0x16, 0x16),
    '.text.unlikely+0x0',
    'a call that does not return is its last one',
  );
});

test('the last function of a section ends where the loader puts the next section', () => {
  assert.equal(find('ringlog_last', 4, 0x15), '.text+0xc0');
  assert.match(find('ringlog_last', 4, 0x20), /not the one that ran/);
  assert.equal(
    find('cleanup_module', 4, 0x1000 - 0xd5 - 0x16),
    '.exit.text+0x0',
    'the last one of all ends with its page',
  );
});

test('two of the same name are told apart by their size', () => {
  assert.equal(find('show', 4, 0x20), '.text+0x20');
  assert.equal(find('show', 4, 0x80), '.text+0x40');
  assert.equal(
    find('show', 4, 0x60),
    'ringlog.ko is not the one that ran: show has 0x20 or 0x80 bytes there, 0x60 where it ran',
  );
  const twins = parseObjectFile(readelf.replace('0000000000000040   120 FUNC', '0000000000000040    23 FUNC'));
  const frame: Frame = {symbol: 'show', offset: 4, size: 23, module: 'ringlog', reliable: true};
  assert.deepEqual(findSymbol(twins, layoutOf(twins), frame, 'ringlog.ko'), {
    refused: "ringlog.ko has 2 functions show of this size: which one ran can't be told",
  });
});

test('a stale file is refused', () => {
  assert.equal(find('ringlog_write', 4, 0x20), 'ringlog.ko has no function ringlog_write: it is not the one that ran');
  assert.match(
    find('ringlog_read', 0xc, 0x30),
    /not the one that ran: ringlog_read has 0x20 bytes there, 0x30 where it ran/,
  );
  assert.match(find('ringlog_init', 0x1004, 0x2000), /not the one that ran/);
});

test('what init prints as its size is not compared', () => {
  assert.equal(find('ringlog_init', 0x20, 0x1000), '.init.text+0x0');
  assert.equal(find('init_module', 0x20, 0x30), '.init.text+0x0');
});

test('a size that is the way to the end of a page shows nothing', () => {
  const isChecked = (symbol: string, size: number) => {
    const found = findSymbol(
      object,
      layout,
      {symbol, offset: 4, size, module: 'ringlog', reliable: true},
      'ringlog.ko',
    );
    return 'refused' in found ? found.refused : found.isChecked;
  };
  assert.equal(isChecked('ringlog_read', 0x20), true);
  assert.equal(isChecked('ringlog_init', 0x1000), false);
  assert.equal(isChecked('cleanup_module', 0x1000 - 0xd5 - 0x16), false);
  assert.equal(isChecked('cleanup_module', 12), true);
});

test('one frame that the file can not have had refuses all of the report, and a file that fits is taken', () => {
  const known = {index: 0, file: 'ringlog.ko', object, layout};
  const asked = (symbol: string, size: number): AskedFrame => ({
    frame: {symbol, offset: 4, size, module: 'ringlog', reliable: true},
    kind: 'return',
  });
  const refusals = (...frames: readonly AskedFrame[]) =>
    settledBy(known, frames).map((one) => ('refused' in one ? one.refused : null));
  assert.deepEqual(refusals(asked('ringlog_read', 0x20), asked('ringlog_init', 0x1000)), [null, null]);
  for (const refused of refusals(
    asked('ringlog_read', 0x20),
    asked('ringlog_last', 0x80),
    asked('ringlog_init', 0x1000),
  ))
    assert.match(refused ?? '', /not the one that ran: ringlog_last has/);
  const other = {...asked('ringlog_init', 0x1000), buildId: '00112233445566778899'};
  for (const refused of refusals(asked('ringlog_read', 0x20), other)) assert.match(refused ?? '', /its build id is/);
  const [same] = settledBy(known, [{...asked('ringlog_init', 0x1000), buildId: object.buildId ?? ''}]);
  assert.ok(same !== undefined && 'known' in same && same.isChecked, 'the build id says what the size does not');
});

test('a kernel image is asked by address', () => {
  const text = readelf
    .replace('REL (Relocatable file)', 'EXEC (Executable file)')
    .replace('0000000000000000    20 FUNC', 'ffffffff81000000    20 FUNC')
    .replace('0000000000000020    23 FUNC', 'ffffffff81000020    23 FUNC');
  const image = parseObjectFile(text);
  const frame: Frame = {symbol: 'ringlog_read', offset: 4, size: 0x20, reliable: true};
  const found = findSymbol(image, layoutOf(image), frame, 'vmlinux');
  assert.ok('symbol' in found && found.symbol.value === 0xffffffff81000000n && found.section === undefined);
});
