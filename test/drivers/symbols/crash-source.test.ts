// Which frames are looked up and how, and the lines around a place.
import assert from 'node:assert/strict';
import {mkdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {frameText} from '../../../src/core/crash-source.ts';
import {askedFrames, buildIdsIn, locateReports} from '../../../src/drivers/symbols/crash-source.ts';
import {excerptOf, readExcerpt} from '../../../src/drivers/symbols/source-lines.ts';
import type {CrashReport, Frame} from '../../../src/kernel/report.ts';
import {temporaryFolder} from '../../temporary.ts';

const own = (symbol: string, offset: number): Frame => ({
  symbol,
  offset,
  size: 0x100,
  module: 'ringlog',
  reliable: true,
});
const trap = own('ringlog_read', 0x81);
const caller = own('ringlog_open', 0x10);

const report: CrashReport = {
  ...{kind: 'kasan', title: 'KASAN: use-after-free Read in ringlog_read', frame: trap, moduleFrame: trap},
  ...{instructionPointer: trap, trace: [trap, caller], lines: [], startLine: 1, endLine: 2, panicked: false},
  stacks: [{what: 'free', label: 'Freed by task 7:', frames: [own('ringlog_put', 0x40)]}],
};

test('the trap is looked up as it is, what it returns to before its place', () => {
  assert.deepEqual(
    askedFrames(report).map(({frame, kind}) => `${kind} ${frameText(frame)}`),
    [
      'fault ringlog_read+0x81/0x100 [ringlog]',
      'return ringlog_open+0x10/0x100 [ringlog]',
      'return ringlog_put+0x40/0x100 [ringlog]',
    ],
  );
});

test('a report of an older journal, without stacks, is read as well', () => {
  const {stacks: _stacks, instructionPointer: _pointer, ...old} = report;
  assert.equal(askedFrames(old as CrashReport).length, 2);
});

test('there is a bound on what is looked up', () => {
  const trace = Array.from({length: 1000}, (_, at) => own(`f${at}`, 4));
  assert.equal(askedFrames({...report, trace}).length, 48);
});

test('the build id that the kernel prints behind a module goes with its frames', () => {
  const id = '5f0c3a5a0e7d4f4d93e9b7c86e0a3a1de0bf4a31';
  const lines = [' dump_stack+0x10/0x20', ` ringlog_read+0x81/0x100 [ringlog ${id}]`];
  assert.deepEqual([...buildIdsIn(lines)], [['ringlog', id]]);
  assert.equal(askedFrames({...report, lines})[0]?.buildId, id);
});

test('a file that is no module is refused in words', async (t) => {
  const folder = await temporaryFolder(t);
  const ko = join(folder, 'ringlog.ko');
  await writeFile(ko, 'not a module');
  const [located] = await locateReports([report], {kos: [ko]}, {folders: [], anywhere: false});
  const places = located?.source?.places ?? [];
  assert.equal(places.length, 1);
  assert.match(JSON.stringify(places[0]), /ringlog\.ko (?:has no symbols|is no object file)/);
});

test('the lines around a place, the file cut at both ends', () => {
  const text = Array.from({length: 20}, (_, at) => `line ${at + 1}`).join('\n');
  assert.deepEqual(excerptOf(text, {file: 'a.c', line: 2}), {
    ...{file: 'a.c', line: 2, firstLine: 1},
    lines: ['line 1', 'line 2', 'line 3', 'line 4', 'line 5', 'line 6'],
  });
  assert.equal(excerptOf(text, {file: 'a.c', line: 20})?.lines.at(-1), 'line 20');
  assert.equal(excerptOf(text, {file: 'a.c', line: 21}), null, 'a file that was changed since');
});

test('debug data can name any path; only sources in the folder are shown', async (t) => {
  const folder = await temporaryFolder(t);
  const inside = join(folder, 'inside');
  await mkdir(inside);
  await writeFile(join(folder, 'secret.c'), 'secret\n');
  await writeFile(join(inside, 'a.c'), 'int a;\n');
  await writeFile(join(inside, 'key'), 'secret\n');
  await symlink('../secret.c', join(inside, 'link.c'));
  const show = async (file: string, anywhere = false) =>
    (await readExcerpt({folders: [inside], anywhere}, {file, line: 1}))?.lines[0];
  assert.equal(await show('a.c'), 'int a;');
  for (const file of ['../secret.c', 'link.c', 'key', join(folder, 'secret.c'), '/etc/passwd'])
    assert.equal(await show(file), undefined, file);
  assert.equal(await show(join(folder, 'secret.c'), true), 'secret', 'a person asked for it by hand');
  assert.equal(await show('/etc/passwd', true), undefined, 'and even then it must look like a source');
});
