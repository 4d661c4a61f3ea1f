// Runs the KUnit tests that lie beside the module: each file of them as a module of its own, loaded when the module is, its results read
// from the console.
import {mkdtemp, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {CheckFinding} from '../../../core/examination.ts';
import {countTests, type FailedTest, failedTests, type KtapResults, parseKtap} from '../../../kernel/ktap.ts';
import {type KunitPlan, kunitPlan} from '../../../kernel/kunit-files.ts';
import type {FileToPush} from '../../../ports.ts';
import {copySources} from '../../build/copy-files.ts';
import {workFolderInside} from '../../build/sandbox.ts';
import {strippedPathOf} from '../../build/stripped.ts';
import {marked} from '../../target/run-scripts.ts';
import {
  type Bench,
  cutShort,
  type DynamicCheckPlan,
  failedIn,
  inTurn,
  type Run,
  type StepDone,
  wordsOf,
} from './dynamic-check.ts';
import {bounded} from './findings.ts';
import * as scripts from './scripts.ts';
import {buildFor} from './subject.ts';
import type {Step} from './trial.ts';

const testSeconds = 120;

export const kunitCheck: DynamicCheckPlan = {
  check: 'kunit',
  deadlineSeconds: 420,
  async run(bench): Promise<Run> {
    const ready = await prepare(bench);
    if ('notRun' in ready) return {...ready, findings: []};
    let done: readonly StepDone[] = [];
    const end = await bench.trial(async (on) => {
      done = await inTurn(on, stepsFor(ready.plan));
    }, ready.files);
    const results = parseKtap(end.console);
    const findings = [...end.findings, ...failedTests(results.tests).map(findingOf)];
    const stopped = cutShort(end) ?? notWhole(results, failedIn(done));
    return stopped === null ? {looked: lookedWords(results), findings} : {stopped, findings};
  },
};

interface Ready {
  readonly plan: KunitPlan;
  /** The modules of tests. */
  readonly files: readonly FileToPush[];
}

async function prepare({place, subject, signal, whose}: Bench): Promise<Ready | {readonly notRun: string}> {
  const {sourceFolder, module} = subject;
  const folder = await mkdtemp(join(place.folder, 'kunit-'));
  const copied = await copySources(sourceFolder, folder);
  if ('refused' in copied) return {notRun: copied.refused};
  const plan = kunitPlan(await sourcesIn(folder), copied.kbuild, module);
  if (plan === null) return {notRun: 'there are no KUnit tests beside the module (NAME_test.c with kunit_test_suite)'};
  await writeFile(join(folder, 'Kbuild'), plan.kbuild);
  const files: FileToPush[] = [];
  for (const name of plan.modules) {
    const built = await buildFor(place, {module: name, sourceFolder: folder, ...whose}, signal);
    if ('refused' in built) return {notRun: `${name}: ${built.refused}`};
    const bytes = await readFile(strippedPathOf(built.koPath)).catch(() => readFile(built.koPath));
    files.push({path: `${name}.ko`, mode: 0o644, bytes});
  }
  return {plan, files};
}

async function sourcesIn(folder: string) {
  const names = (await readdir(folder)).filter((name) => /\.[ch]$/.test(name));
  return Promise.all(names.map(async (name) => ({name, text: await readFile(join(folder, name), 'utf8')})));
}

function stepsFor({modules}: KunitPlan): readonly Step[] {
  const tests = modules.map((name) => ({
    name,
    script: marked(`kunit ${name}`, `insmod ./${name}.ko || exit; rmmod ${name.replaceAll('-', '_')}`),
    deadlineSeconds: testSeconds,
  }));
  return [
    {name: 'load', script: scripts.load, deadlineSeconds: testSeconds},
    ...tests,
    {name: 'unload', script: scripts.unload, deadlineSeconds: 60},
  ];
}

const failedAt = /(?:EXPECTATION|ASSERTION) FAILED at (\S+?):(\d+)/;

function findingOf({path, test}: FailedTest): CheckFinding {
  const place = test.lines.map((line) => failedAt.exec(line)).find((match) => match !== null);
  const file = place?.[1]?.replace(`${workFolderInside}/`, '').replace(/^\.\//, '');
  return {
    ...{class: 'other', severity: 'major'},
    ...(file === undefined || file.startsWith('/') ? {} : {file, line: Number(place?.[2])}),
    claim: `The KUnit test ${path.join('/')} fails.`,
    evidence: bounded(test.lines.length > 0 ? test.lines : ['it says nothing of why']),
  };
}

/** Why what was read is not all that there should be. */
function notWhole({tests, faults}: KtapResults, failed: StepDone | null): string | null {
  if (failed !== null) return `${failed.step.name}: ${wordsOf(failed.end)}`;
  if (faults[0] !== undefined) return faults[0];
  return tests.length === 0 ? 'no result of a test was printed' : null;
}

function lookedWords({tests}: KtapResults): string {
  const {passed, failed, skipped, expected} = countTests(tests);
  const all = passed + failed + skipped + expected;
  const more = [
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    ...(expected === 0 ? [] : [`${expected} known to fail`]),
  ];
  return `${all} KUnit test${all === 1 ? '' : 's'}: ${[`${passed} passed`, `${failed} failed`, ...more].join(', ')}`;
}
