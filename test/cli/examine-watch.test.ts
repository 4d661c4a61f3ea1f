// An examination on every save of a real folder, by an examiner that finds what the file says: what is new, what is gone, what stays.
import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openExamineScreen} from '../../src/cli/examine-screen.ts';
import {type Examination, type ExamineScreen, examineOnSaves, type WatchedPlace} from '../../src/cli/examine-watch.ts';
import {CommandFault} from '../../src/cli/say.ts';
import type {CheckEnd, CheckFinding, CheckResult} from '../../src/core/examination.ts';
import {temporaryFolder} from '../temporary.ts';

const finding = (claim: string): CheckFinding => ({
  ...{class: 'out of bounds', severity: 'major', file: 'a.c', line: 7, claim, evidence: `a.c:7: ${claim}`},
});
const ends: Readonly<Record<string, CheckEnd>> = {
  finished: {kind: 'finished', looked: 'every path'},
  partly: {kind: 'finished', looked: 'every path but', notFor: ['out of bounds']},
};
const resultOf = (end: string, claims: readonly string[]): CheckResult => ({
  ...{check: 'analyzer', by: 'gcc', findings: claims.map(finding), durationMs: 1},
  end: ends[end] ?? {kind: 'stopped', why: end},
});

/** The first line of the file is how the check ends, each other line a finding of it. */
async function watching(t: TestContext, first: string) {
  const folder = join(await temporaryFolder(t), 'module');
  await mkdir(folder);
  const save = (text: string): Promise<void> => writeFile(join(folder, 'a.c'), text);
  await save(first);
  const ended = new AbortController();
  const news: Examination[] = [];
  const faults: string[] = [];
  let onNews = (): void => {};
  let onExamine = async (_signal: AbortSignal): Promise<void> => {};
  const place: WatchedPlace = {
    folder,
    async request() {
      const text = await readFile(join(folder, 'a.c'), 'utf8');
      if (text === '') throw new CommandFault('it builds no module', 2);
      return {module: text, sourceFolder: folder, acceptance: 'load', whose: 'own', checks: ['analyzer']};
    },
    examiner: {
      async examine({module: text}, told, signal) {
        const [end = '', ...claims] = text.split('\n');
        const result = resultOf(end, claims);
        await onExamine(signal);
        told(result);
        return [result];
      },
    },
  };
  const screen: ExamineScreen = {
    doing: () => {},
    news(examination) {
      news.push(examination);
      onNews();
    },
    fault(words) {
      faults.push(words);
      onNews();
    },
  };
  return {
    ...{news, faults, save, ended},
    /** `steps`: what is done after each examination; the watch ends after the last. */
    async run(steps: readonly (() => void)[], known: Parameters<typeof examineOnSaves>[2]['known'] = []) {
      const left = [...steps];
      onNews = () => (left.shift() ?? (() => ended.abort()))();
      await examineOnSaves(place, screen, {known, signal: ended.signal});
    },
    onExamine(then: (signal: AbortSignal) => Promise<void>) {
      onExamine = then;
    },
  };
}

const claimsOf = ({news: {fresh, gone, same, unseen}}: Examination) => ({
  fresh: fresh.flatMap(({findings}) => findings.map(({claim}) => claim)),
  gone: gone.map(({finding: {claim}}) => claim),
  kept: [...same, ...unseen].map(({finding: {claim}}) => claim),
});

test('after a save it is said what is new, what is gone and what stays', async (t) => {
  const {news, save, run} = await watching(t, 'finished\none\ntwo');
  await run([() => void save('finished\ntwo\nthree'), () => void save('finished')]);
  assert.deepEqual(news.map(claimsOf), [
    {fresh: ['one', 'two'], gone: [], kept: []},
    {fresh: ['three'], gone: ['one'], kept: ['two']},
    {fresh: [], gone: ['three', 'two'], kept: []},
  ]);
});

test('a check that did not come to its end says of nothing that it is gone', async (t) => {
  const {news, save, run} = await watching(t, 'finished\none');
  await run([() => void save('it had not ended after 60 s'), () => void save('finished')]);
  assert.deepEqual(news.map(claimsOf), [
    {fresh: ['one'], gone: [], kept: []},
    {fresh: [], gone: [], kept: ['one']},
    {fresh: [], gone: ['one'], kept: []},
  ]);
});

test('a check that had no time for a class says of none of it that it is gone', async (t) => {
  const {news, save, run} = await watching(t, 'finished\none');
  await run([() => void save('partly'), () => void save('finished\none')]);
  assert.deepEqual(news.map(claimsOf), [
    {fresh: ['one'], gone: [], kept: []},
    {fresh: [], gone: [], kept: ['one']},
    {fresh: [], gone: [], kept: ['one']},
  ]);
});

test('a save in the middle of an examination ends it, and the next one is of what was saved', async (t) => {
  const watched = await watching(t, 'finished\nold');
  let examinations = 0;
  watched.onExamine(async (signal) => {
    examinations += 1;
    if (examinations > 1) return;
    const called = new Promise((resolve) => signal.addEventListener('abort', resolve, {once: true}));
    await watched.save('finished\nnew');
    await called;
  });
  await watched.run([]);
  assert.deepEqual(watched.news.map(claimsOf), [{fresh: ['new'], gone: [], kept: []}]);
});

test('a person who ends it in the middle sees what was found by then, and what was not asked', async (t) => {
  const watched = await watching(t, 'it was called off\none');
  watched.onExamine(async () => watched.ended.abort());
  await watched.run([]);
  assert.deepEqual(watched.news.map(claimsOf), [{fresh: ['one'], gone: [], kept: []}]);
  assert.deepEqual(
    watched.news.map(({interrupted}) => interrupted?.stopped.map(({check}) => check)),
    [['analyzer']],
  );
});

test('a folder that builds nothing for a while is said, and examined again once it does', async (t) => {
  const {news, faults, save, run} = await watching(t, 'finished\none');
  await run([() => void save(''), () => void save('finished\none')]);
  assert.deepEqual(faults, ['it builds no module']);
  assert.deepEqual(news.map(claimsOf), [
    {fresh: ['one'], gone: [], kept: []},
    {fresh: [], gone: [], kept: ['one']},
  ]);
});

test('what was known from the beginning is counted and not told', async (t) => {
  const {news, run} = await watching(t, 'finished\none\ntwo');
  await run([], [{class: 'out of bounds', file: 'a.c', claim: 'one', signs: []}]);
  assert.deepEqual(
    news.map(({known}) => known),
    [1],
  );
  assert.deepEqual(news.map(claimsOf), [{fresh: ['two'], gone: [], kept: []}]);
});

const now = () => new Date(2026, 0, 2, 12, 4, 31);
const examination: Examination = {
  module: 'ring',
  results: [resultOf('finished', ['one', 'two'])],
  news: {
    fresh: [resultOf('finished', ['one'])],
    gone: [{check: 'analyzer', finding: finding('before')}],
    same: [{check: 'analyzer', finding: finding('two')}],
    unseen: [],
  },
  known: 0,
  told: 3,
  interrupted: null,
};

function shown(isTTY: boolean, json: boolean) {
  const [out, errors]: [string[], string[]] = [[], []];
  const output = (said: string[]) => ({isTTY, columns: 60, rows: 7, write: (text: string) => said.push(text)});
  const screen = openExamineScreen({json, now, out: output(out), errors: output(errors)});
  screen.doing('examining ring');
  screen.news(examination);
  return {out: out.join(''), errors: errors.join('')};
}

test('in a pipe: each examination has its number, what is new in full, and the rest in a line each', () => {
  const {out, errors} = shown(false, false);
  assert.equal(errors, '-- examining ring\n');
  assert.equal(
    out,
    [
      'examination 1, 12:04:31',
      '1 new, 1 gone, 1 as before (3 sights: what several checks saw is told once)',
      'major: out of bounds a.c:7 (analyzer)',
      '  one',
      '    a.c:7: one',
      'gone: major: out of bounds a.c:7 (analyzer): before',
      'as before: major: out of bounds a.c:7 (analyzer): two',
      'analyzer came to its end',
      '',
    ].join('\n'),
  );
});

test('on a small terminal the counts and what looked stay, and the rest is cut to what fits', () => {
  const {out} = shown(true, false);
  const rows = out.slice(out.lastIndexOf('\x1b[2J') + 4).split('\n');
  assert.ok(rows.length <= 7, out);
  assert.deepEqual(rows.slice(1, 3), [
    '1 new, 1 gone, 1 as before (3 sights: what several checks',
    'saw is told once)',
  ]);
  assert.ok(rows.includes('analyzer came to its end'));
});

test('as JSON: all results in one line, and nothing else on standard output', () => {
  const {out} = shown(true, true);
  assert.deepEqual(JSON.parse(out), {module: 'ring', results: examination.results});
});
