// Checks over a target and a builder that are none: what the machinery refuses must neither end the watch nor hide what was found.
import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openCheckCapture} from '../../src/cli/check-capture.ts';
import {checkOnce} from '../../src/cli/check-once.ts';
import type {CheckPlace} from '../../src/cli/check-place.ts';
import type {Kept} from '../../src/cli/check-verdict.ts';
import {checkOnSaves} from '../../src/cli/check-watch.ts';
import type {TaskRunner} from '../../src/cli/open-task-runner.ts';
import {readTask, shippedTasks} from '../../src/cli/read-task.ts';
import type {Reproduction} from '../../src/core/entities.ts';
import type {RunResult} from '../../src/ports.ts';
import {standInTarget} from '../drivers/holder/stand-in.ts';
import {temporaryFolder} from '../temporary.ts';

interface Plan {
  /** Of the run with this number, from 0 on. */
  run(number: number): RunResult;
  reproduce?(title: string): Promise<Reproduction>;
  keep?(): Promise<Kept>;
}

async function placeOf(t: TestContext, plan: Plan): Promise<CheckPlace & {readonly said: readonly string[]}> {
  const folder = await temporaryFolder(t);
  const source = join(folder, 'source');
  await mkdir(source);
  const capture = await openCheckCapture(folder, () => {});
  t.after(() => capture.close());
  const task = await readTask(join(shippedTasks, 'ringlog'));
  const said: string[] = [];
  let runs = -1;
  const runner: TaskRunner = {
    prepare: async () => {},
    async run() {
      runs += 1;
      return {result: plan.run(runs), durationMs: 1, capture: {fromByte: 0, toByte: 0}, reports: []};
    },
    reproduce: ({title}) => plan.reproduce?.(title) ?? Promise.reject(new Error('nothing is to be reproduced')),
  };
  let builds = -1;
  return {
    ...{source, taskFolder: source, folder, said, capture, target: standInTarget(), buildSeconds: 1},
    builder: {
      async build() {
        builds += 1;
        const koPath = join(folder, `build-${builds}`, 'ringlog.ko');
        return {kind: 'built', koPath, buildId: `id-${builds}`, diagnostics: [], durationMs: 1};
      },
      buildPrograms: async () => ({programs: []}),
    },
    say: (words) => void said.push(words),
    task: async () => ({task, runner}),
    keep: plan.keep ?? (async () => ({console: '/kept.console', module: '/kept.ko'})),
    close: async () => {},
  };
}

const crash: RunResult = {kind: 'crashed', how: 'panicked', stage: 'load', why: 'Kernel panic'};

test('a disk that takes no console changes nothing of the verdict, and is told', async (t) => {
  const keep = (): Promise<Kept> => Promise.reject(new Error('no space left'));
  const place = await placeOf(t, {run: () => crash, keep});
  const checked = await checkOnce(place, {boot: false, signal: new AbortController().signal});
  assert.deepEqual([checked.verdict, checked.kept], ['panicked', undefined]);
  assert.ok(place.said.includes("the console and the module can't be kept: no space left"), place.said.join('\n'));
});

test('a crash that could not be looked for again is looked for after the next verdict', async (t) => {
  let tries = 0;
  const place = await placeOf(t, {
    run: (number) => (number === 0 ? crash : {kind: 'accepted'}),
    async reproduce(title) {
      tries += 1;
      if (tries === 1) throw new Error('task.md ends in the middle');
      return {title, tries: 1, seen: 1};
    },
  });
  const ended = new AbortController();
  const verdicts: string[] = [];
  const notes: string[] = [];
  const save = (): Promise<void> => writeFile(join(place.source, 'ringlog.c'), `${verdicts.length}`);
  const screen = {
    doing: () => {},
    close: () => {},
    verdict({verdict}: {readonly verdict: string}) {
      verdicts.push(verdict);
      if (verdicts.length === 1) void save();
    },
    note(words: string) {
      notes.push(words);
      if (notes.length === 1) void save();
      else ended.abort();
    },
  };
  await checkOnSaves(place, screen, {boot: false, signal: ended.signal});
  assert.deepEqual(verdicts, ['panicked', 'accepted', 'accepted']);
  assert.deepEqual(notes, [
    'the crash before it was not looked for again: task.md ends in the middle',
    'seen again on the old build, in try 1: at load: Kernel panic',
  ]);
});
