// Records of pstore as the kernel leaves them: plain or compressed, an event in several parts, an event in several records.
import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {constants, deflateRawSync, deflateSync, zstdCompressSync} from 'node:zlib';
import {onceEach, readPstoreFolder, recordText} from '../../src/cli/crash-pstore.ts';
import {findReports} from '../../src/kernel/find-reports.ts';
import {faultLogs} from '../drivers/symbols/fault-logs.ts';
import {temporaryFolder} from '../temporary.ts';

const text = `Oops#1 Part1\n${faultLogs()[0]?.text ?? ''}`;

test('a record is read whatever was done to it', () => {
  const plain = Buffer.from(text);
  const cases: readonly (readonly [string, string, Buffer])[] = [
    ['plain', 'dmesg-ramoops-0', plain],
    ['raw deflate', 'dmesg-efi-170000000101001.enc.z', deflateRawSync(plain)],
    ['deflate with a head', 'dmesg-efi-170000000101001.enc.z', deflateSync(plain)],
    ['zstd', 'dmesg-erst-1.enc.z', zstdCompressSync(plain)],
    ["ramoops' memory", 'dmesg-ramoops-0', Buffer.concat([Buffer.from('====12.345678-C\n'), deflateRawSync(plain)])],
    ["ramoops' memory, plain", 'dmesg-ramoops-0', Buffer.concat([Buffer.from('====12.345678-D\n'), plain])],
  ];
  for (const [name, file, bytes] of cases) assert.equal(recordText(file, bytes), text, name);
});

test('what is left of a damaged record is read, and what is no such thing is refused', () => {
  const whole = deflateRawSync(Buffer.from(text), {finishFlush: constants.Z_FINISH});
  const cut = recordText('dmesg-efi-1.enc.z', whole.subarray(0, whole.length / 2));
  assert.ok(typeof cut === 'string' && cut.length > 100 && text.startsWith(cut));
  assert.deepEqual(recordText('dmesg-efi-1.enc.z', Buffer.from([0xff, 1, 2, 3, 4, 5, 6, 7])), {
    refused: 'is compressed in a way that is not known here (deflate and zstd are)',
  });
});

test('the parts of an event are one log, in the order of its lines', async (t) => {
  const folder = await temporaryFolder(t);
  const lines = text.split('\n').slice(1);
  const half = Math.floor(lines.length / 2);
  const write = (name: string, content: string) => writeFile(join(folder, name), content);
  await write('dmesg-erst-7100', `Panic#2 Part1\n${lines.slice(half).join('\n')}`);
  await write('dmesg-erst-7101', `Panic#2 Part2\n${lines.slice(0, half).join('\n')}\n`);
  await write('console-ramoops-0', 'login: \n');
  await mkdir(join(folder, '1700000000'));
  await write('1700000000/dmesg-erst-7090', 'Oops#1 Part1\nan older one\n');
  await write('1700000000/dmesg-erst-7091.enc.z', '\0');
  const {logs, unread} = await readPstoreFolder(folder);
  assert.deepEqual(
    logs.map(({name}) => name),
    ['1700000000/dmesg-erst-7090', 'console-ramoops-0', 'dmesg-erst-7100+dmesg-erst-7101'],
  );
  assert.equal(logs[2]?.text, lines.join('\n'));
  assert.equal(findReports(logs[2]?.text ?? '').length, 1);
  assert.equal(unread.length, 1);
});

test('an oops that two records hold is one report, the one that tells of the panic', () => {
  const [report] = findReports(text);
  assert.ok(report);
  const oops = {...report, panicked: false};
  assert.deepEqual(onceEach([oops, report]), [report]);
  assert.deepEqual(onceEach([report, oops]), [report]);
  assert.equal(onceEach([report, {...report, atSeconds: 99}]).length, 2);
});
