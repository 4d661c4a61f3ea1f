// Reads mutated logs until the count given (100,000 if none is): nothing may throw, another cut may not give other reports, and
// no log may take long. `node test/fuzz/reports.ts [COUNT] [FIRST SEED]`
import {consoleFixtures} from '../kernel/console-fixtures.ts';
import {diceOf} from '../kernel/mutate.ts';
import {readMutated} from '../kernel/read-mutated.ts';

const [count = 100_000, first = 0] = process.argv.slice(2).map(Number);
const slowMsPerKilobyte = 10;
const slowMsMin = 500;

const logs = [...consoleFixtures('.console'), ...consoleFixtures('.pstore')].map(({text}) => text);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** One that was slow may have had a busy machine: it is read once more, and what counts is the faster reading. */
function timeOf(seed: number, tookMs: number): number {
  if (tookMs <= slowMsMin) return tookMs;
  const from = performance.now();
  readMutated(logs, diceOf(seed));
  return Math.min(tookMs, performance.now() - from);
}

let reports = 0;
let characters = 0;
let slowestMs = 0;
let failures = 0;
const startedAt = performance.now();
for (let seed = first; seed < first + count; seed++) {
  const from = performance.now();
  try {
    const reading = readMutated(logs, diceOf(seed));
    const tookMs = timeOf(seed, performance.now() - from);
    slowestMs = Math.max(slowestMs, tookMs);
    reports += reading.reports.length;
    characters += reading.text.length;
    const slow = tookMs > Math.max(slowMsMin, (reading.text.length / 1000) * slowMsPerKilobyte);
    for (const words of [...reading.wrong, ...(slow ? [`it took ${tookMs.toFixed(0)} ms`] : [])]) {
      failures += 1;
      say(`seed ${seed}: ${words}`);
    }
  } catch (error) {
    failures += 1;
    say(`seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
const seconds = (performance.now() - startedAt) / 1000;
const memory = Math.round(process.memoryUsage().rss / 1e6);
say(
  `${count} logs, ${(characters / 1e6).toFixed(0)} MB, ${reports} reports in ${seconds.toFixed(0)} s; the slowest ${slowestMs.toFixed(0)} ms; ${memory} MB; ${failures} failures`,
);
process.exitCode = failures > 0 ? 1 : 0;
