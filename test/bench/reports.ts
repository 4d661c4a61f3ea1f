// 200 MB of a healthy log through the reader of reports, over grep for the same first lines; and what one report costs, over as
// many bytes of healthy log.
import {execFileSync} from 'node:child_process';
import {createReadStream, createWriteStream} from 'node:fs';
import {join} from 'node:path';
import {finished} from 'node:stream/promises';
import {openReportReader} from '../../src/kernel/find-reports.ts';
import {opens} from '../../src/kernel/starts.ts';
import {consoleFixtures} from '../kernel/console-fixtures.ts';
import {ratio} from './measure.ts';

const megabyte = 1_000_000;
const logBytes = 200 * megabyte;
const rounds = 20;

export async function benchReports(options: {
  readonly folder: string;
  readonly print: (line: string) => void;
}): Promise<void> {
  const path = join(options.folder, 'healthy.txt');
  await writeHealthy(path);
  const found = {grep: 0, ours: 0};
  const grep = await secondsOf(async () => {
    found.grep = grepCount(path);
  });
  const ours = await secondsOf(async () => {
    found.ours = await readFile(path);
  });
  if (found.grep + found.ours > 0) throw new Error('the healthy log is not healthy');
  const rate = (seconds: number): string => `${(logBytes / megabyte / seconds).toFixed(0)} MB/s`;
  options.print(`  a healthy log: ${rate(ours)}, grep -E ${rate(grep)}: ${ratio(ours, grep)}`);
  printCost(ours / logBytes, options.print);
}

/** The same words that the reader looks for; grep knows no `(?:` and no `\d`. */
function grepCount(path: string): number {
  const words = opens.source
    .slice(1)
    .replaceAll('(?:', '(')
    .replaceAll('\\d', '[0-9]')
    .replaceAll('[\\w.\\/:-]', '[[:alnum:]_./:-]');
  try {
    return Number(execFileSync('grep', ['-cE', `(^|\\] ?)${words}`, path], {env: {...process.env, LC_ALL: 'C'}}));
  } catch (error) {
    // grep ends with 1 when nothing matched.
    if ((error as {status?: number}).status === 1) return 0;
    throw error;
  }
}

async function readFile(path: string): Promise<number> {
  const reader = openReportReader();
  let reports = 0;
  for await (const text of createReadStream(path, {encoding: 'latin1', highWaterMark: 1 << 18})) {
    reports += reader.take(text as string).length;
  }
  return reports + reader.end().length;
}

function printCost(healthySecondsPerByte: number, print: (line: string) => void): void {
  const texts = consoleFixtures('.console').map(({text}) => text);
  let reports = 0;
  const start = performance.now();
  for (let round = 0; round < rounds; round++) {
    for (const text of texts) {
      const reader = openReportReader();
      reports += reader.take(text).length + reader.end().length;
    }
  }
  const seconds = (performance.now() - start) / 1000 / reports;
  const kilobytes = seconds / healthySecondsPerByte / 1000;
  print(`  a report: ${(seconds * 1000).toFixed(2)} ms, as ${kilobytes.toFixed(0)} kB of healthy log`);
}

async function secondsOf(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

const lines: readonly ((at: number) => string)[] = [
  (at) => `usb 1-1: new high-speed USB device number ${at % 128} using xhci_hcd`,
  (at) => `ringlog: ${at} bytes were written, ${at % 4096} are held, reader ${at % 7} woken`,
  (at) => `EXT4-fs (sda${at % 9}): mounted filesystem with ordered data mode. Quota mode: none.`,
  (at) => `systemd[1]: Started session-${at}.scope - Session ${at} of User root.`,
  (at) => `audit: type=1400 audit(1515564630.515:${at}): apparmor="STATUS" operation="profile_load"`,
  (at) => `e1000: eth0 NIC Link is Up ${at % 1000} Mbps Full Duplex, Flow Control: RX`,
  (at) => `pci 0000:00:1f.${at % 8}: BAR 4: assigned [io 0x0700-0x073f]`,
];

async function writeHealthy(path: string): Promise<void> {
  const file = createWriteStream(path);
  let written = 0;
  for (let at = 0; written < logBytes; ) {
    let block = '';
    for (; block.length < megabyte; at++) {
      block += `[${(at / 1000).toFixed(6).padStart(12)}] ${lines[at % lines.length]?.(at) ?? ''}\n`;
    }
    written += block.length;
    if (!file.write(block)) await new Promise<void>((resolve) => file.once('drain', () => resolve()));
  }
  file.end();
  await finished(file);
}
