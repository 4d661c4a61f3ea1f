// The command on files, folders, standard input and what is no log at all: what it prints, and its exit status.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {beginsAnew, type LogPiece, liveReports} from '../../src/cli/crash-live.ts';
import {sparing} from '../../src/cli/crash-locator.ts';
import {findReports} from '../../src/kernel/find-reports.ts';
import {typescriptWords} from '../../src/setup/typescript-words.mjs';
import {faultLogs} from '../drivers/symbols/fault-logs.ts';
import {temporaryFolder} from '../temporary.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const folder = fileURLToPath(new URL('../../', import.meta.url));
const nullRead = faultLogs().find(({fault}) => fault === 'null_read');

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function crash(words: readonly string[], input: string | Readable = ''): Promise<Ended> {
  const child = spawn(process.execPath, [...typescriptWords, main, 'crash', ...words], {cwd: folder});
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => {});
  Readable.from(input).pipe(child.stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({code, output: Buffer.concat(chunks).toString()}));
  });
}

test('each stored log of the target has one report, which is the one that its header tells', () => {
  const logs = faultLogs();
  assert.ok(logs.length >= 25, `${logs.length} logs`);
  for (const {fault, text, orTitle: _other, ...expected} of logs) {
    const reports = findReports(text);
    assert.equal(reports.length, 1, fault);
    const [{title, kind, panicReason, moduleFrame} = {title: '', kind: '', panicReason: '', moduleFrame: undefined}] =
      reports;
    const hex = (value = 0): string => value.toString(16);
    const frame = `${moduleFrame?.symbol}+0x${hex(moduleFrame?.offset)}/0x${hex(moduleFrame?.size)} [${moduleFrame?.module}]`;
    assert.deepEqual({title, kind, panicReason, moduleFrame: frame}, expected, fault);
  }
});

test('files, one line each for a program; status 1 when something was found', async (t) => {
  const work = await temporaryFolder(t);
  const [log, quiet] = [join(work, 'log'), join(work, 'quiet')];
  await writeFile(log, nullRead?.text ?? '');
  await writeFile(quiet, '[    1.000000] all is well\n');
  const {code, output} = await crash(['--json', log, quiet]);
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(code, 1);
  assert.deepEqual(
    lines.map(({file, reports}) => [file, reports.length]),
    [
      [log, 1],
      [quiet, 0],
    ],
  );
  const {title, frame, corrupted, panicked, startLine, endLine} = lines[0].reports[0];
  assert.deepEqual(
    {title, frame, corrupted, panicked, isPlaced: startLine < endLine},
    {title: nullRead?.title, frame: nullRead?.moduleFrame, corrupted: false, panicked: true, isPlaced: true},
  );
});

test('standard input, as pages for a person', async () => {
  const {code, output} = await crash(['--color', 'never'], nullRead?.text);
  assert.equal(code, 1);
  assert.equal(output.split('\n')[0], nullRead?.title);
  assert.ok(!output.includes('\x1b'));
  const coloured = await crash(['--color', 'always', '-'], nullRead?.text);
  assert.ok(coloured.output.includes('\x1b[31m'));
});

test('nothing found is status 0; what can not be read is status 2', async (t) => {
  const work = await temporaryFolder(t);
  const garbage = join(work, 'garbage');
  await writeFile(garbage, Buffer.from(Array.from({length: 100_000}, (_, at) => (at * 7919) % 256)));
  const [empty, noise, missing, ko] = await Promise.all([
    crash(['--json']),
    crash(['--json', garbage]),
    crash(['--json', join(work, 'missing'), garbage]),
    crash(['--ko', join(work, 'missing.ko'), garbage]),
  ]);
  assert.deepEqual(empty, {code: 0, output: '{"file":"-","reports":[]}\n'});
  assert.deepEqual(noise, {code: 0, output: `{"file":${JSON.stringify(garbage)},"reports":[]}\n`});
  assert.equal(missing.code, 2);
  assert.match(missing.output, /missing can't be read: there is no such file/);
  assert.equal(ko.code, 2);
});

test('a pipe is followed: a report comes when its log falls silent, and the panic after it is told', async () => {
  const text = nullRead?.text ?? '';
  const split = text.indexOf('Kernel panic');
  const heard: string[] = [];
  let goOn = (): void => {};
  const silence = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  async function* chunks(): AsyncGenerator<string> {
    yield text.slice(0, text.lastIndexOf('\n', split) + 1);
    await silence;
    yield text.slice(text.lastIndexOf('\n', split) + 1);
  }
  for await (const {report, again} of liveReports(chunks())) {
    heard.push(`${report.title}${report.panicked ? ', panicked' : ''}${again ? ', again' : ''}`);
    goOn();
  }
  assert.deepEqual(heard, [`${nullRead?.title}`, `${nullRead?.title}, panicked, again`]);
});

test('a log that begins anew has reports of its own, on the same lines again', async () => {
  const text = nullRead?.text ?? '';
  async function* chunks(): AsyncGenerator<LogPiece> {
    yield text;
    yield beginsAnew;
    yield text;
  }
  const heard: boolean[] = [];
  for await (const {again, report} of liveReports(chunks())) if (!report.panicked) heard.push(again);
  assert.deepEqual(heard, [false, false]);
});

test('a report without frames is waited for longer', async () => {
  const text = nullRead?.text ?? '';
  const cut = text.indexOf('\n', text.indexOf('BUG: ')) + 1;
  const asked = Promise.withResolvers<void>();
  const chunks = async function* (): AsyncGenerator<string> {
    yield text.slice(0, cut);
    await asked.promise;
    yield text.slice(cut);
  };
  const silences = {
    whole: 1,
    /** Looked at once the silence has passed that would have ended a whole report: only then does the rest come. */
    get bare() {
      asked.resolve();
      return 600_000;
    },
  };
  const heard: number[] = [];
  for await (const {report} of liveReports(chunks(), silences)) heard.push(report.trace.length);
  assert.ok(heard.length > 0 && heard.every((frames) => frames > 0), String(heard));
});

test('the same place is looked up once, and no place after the time for it', async () => {
  const [report, other] = faultLogs().flatMap(({text}) => findReports(text).slice(0, 1));
  assert.ok(report !== undefined && other !== undefined);
  const told: string[] = [];
  const asked: string[] = [];
  const source = {places: [], excerpts: [], instructions: []};
  const ask = async ({title}: {readonly title: string}) => {
    asked.push(title);
    return source;
  };
  const locate = sparing(ask, 60_000, (words) => told.push(words));
  await locate(report);
  assert.equal((await locate({...report, atSeconds: 99})).source, source);
  assert.deepEqual(asked, [report.title]);
  const late = sparing(ask, 0, (words) => told.push(words));
  assert.equal((await late(report)).source, undefined);
  assert.equal((await late(other)).source, undefined);
  assert.equal(told.length, 1);
});
