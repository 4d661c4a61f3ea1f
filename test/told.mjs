// What is told at the end of a run of test files: which of them took the time, and what was skipped, with its reason. As a reporter of node's test
// runner it is printed; where everything can be set up (CI) there is no reason to skip but one, and the run has failed. It also keeps a process alive whose
// test waits for what does not, a watched file or a timer that nobody should have to wait for: the runner would call such a test off.
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const slowestMax = 10;
/** What the set-up leaves to a person, in CI as well: a second kernel of some minutes that few tests are of. */
const leftToPerson = /^the kcsan kernel is not built\b/;

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} events */
export async function* tellTold(events) {
  const told = openTold();
  const alive = setInterval(() => {}, 60_000);
  for await (const event of events) {
    told.hear(event);
    if (told.isWaiting()) alive.ref();
    else alive.unref();
  }
  yield `${told.lines().join('\n')}\n`;
  if (told.hasNoReason()) process.exitCode = 1;
}

export function openTold() {
  const startedMs = performance.now();
  const times = new Map();
  const skipped = [];
  const failed = new Set();
  let waiting = 0;
  return {
    hear({type, data}) {
      if (type === 'test:enqueue' && data.nesting === 0) waiting++;
      if (type !== 'test:pass' && type !== 'test:fail') return;
      const file = relative(root, data.file);
      if (type === 'test:fail') failed.add(file);
      if (data.nesting === 0) {
        waiting--;
        times.set(file, (times.get(file) ?? 0) + data.details.duration_ms);
      }
      const reason = data.skip ?? data.todo;
      if (reason !== undefined) skipped.push({test: `${file}: ${data.name}`, why: wordsOf(reason)});
    },
    isWaiting: () => waiting > 0,
    failed: () => [...failed],
    hasNoReason: () => skipped.some(({why}) => !leftToPerson.test(why)) && (process.env.CI ?? '') !== '',
    lines: () => [
      ...timeLines([...times], performance.now() - startedMs),
      ...(skipped.length === 0 ? [] : ['skipped:', ...skipped.map(({test, why}) => `${test}: ${why}`)]),
    ],
  };
}

function wordsOf(reason) {
  return reason === true || reason === '' ? 'no reason given' : reason;
}

function timeLines(times, wallMs) {
  const sum = times.reduce((total, [, ms]) => total + ms, 0);
  const slowest = times.toSorted(([, one], [, other]) => other - one).slice(0, slowestMax);
  const share = (ms) => `${((100 * ms) / sum).toFixed(0)} %`;
  return [
    `${times.length} files took ${seconds(sum)}, in ${seconds(wallMs)} by the clock; the slowest:`,
    ...slowest.map(([name, ms]) => `${seconds(ms).padStart(9)} ${share(ms).padStart(5)}  ${name}`),
  ];
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

// biome-ignore lint/style/noDefaultExport: the runner loads a reporter by its default export.
export {tellTold as default};
