// A place for dynamic checks without a kernel: a target that answers each script in words of the test's, and a console that it says them on.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import type {DynamicCheck} from '../../../../src/core/examination.ts';
import type {TargetEvent} from '../../../../src/core/target-events.ts';
import {openDynamicChecks} from '../../../../src/drivers/examine/dynamic/dynamic-checks.ts';
import type {Looked} from '../../../../src/drivers/examine/module-check.ts';
import type {RunTarget} from '../../../../src/drivers/target/task-run.ts';
import {findReports} from '../../../../src/kernel/find-reports.ts';
import type {ExecOutcome, ExecRequest, FileToPush} from '../../../../src/ports.ts';
import {temporaryFolder} from '../../../temporary.ts';

/** What a script comes to; `panics`: the console says so, and the kernel is gone. */
export type Answer =
  | {readonly output: string; readonly code?: number; readonly said?: string}
  | {readonly panics: string}
  | 'isLate';

export interface StandIn {
  /** Of the life with this number, counted from 1: null is a script that goes well and says nothing. */
  answer(stage: string, script: string, life: number): Answer | null;
  readonly accept?: boolean;
  /** accept.sh, as it is read for what it asks of the kernel. */
  readonly acceptText?: string;
}

export const buildId = '5f0c33e25f0c33e25f0c33e25f0c33e25f0c33e2';

/** As the target prints the module's note in base64. */
export function noteText(id = buildId): string {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(id.length / 2, 4);
  head.writeUInt32LE(3, 8);
  return Buffer.concat([head, Buffer.from('GNU\0'), Buffer.from(id, 'hex')]).toString('base64');
}

export async function checkOn(t: TestContext, check: DynamicCheck, standIn: StandIn, signal?: AbortSignal) {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'ring.ko'), 'no module at all');
  const {target, capture, lives} = targetOf(standIn);
  const files: readonly FileToPush[] =
    standIn.accept === true ? [{path: 'accept.sh', mode: 0o755, bytes: Buffer.from('true')}] : [];
  const checks = openDynamicChecks({
    ...{target, capture, console: '/console', folder, buildSeconds: 1, files: async () => files},
    acceptanceTexts: [standIn.acceptText ?? ''],
    kernel: {profile: check === 'races' ? 'kcsan' : 'sanitizer', release: '6.1.176'},
    builder: {
      build: async () => ({kind: 'built', koPath: join(folder, 'ring.ko'), buildId, diagnostics: [], durationMs: 1}),
      buildPrograms: async () => ({programs: [{name: 'nth', bytes: Buffer.from('nth')}]}),
    },
  });
  const one = checks.find((each) => each.check === check);
  if (one === undefined) throw new Error(`there is no check ${check}`);
  const acceptance = standIn.accept === true ? 'accept' : 'load';
  const request = {module: 'ring', sourceFolder: folder, acceptance, checks: [check]} as const;
  const looked: Looked = await one.run(request, signal ?? new AbortController().signal);
  return {...looked, lives: lives()};
}

export function targetOf(standIn: StandIn) {
  let console = Buffer.alloc(0);
  let life = 0;
  const events: TargetEvent[] = [];
  const say = (text: string): void => {
    console = Buffer.concat([console, Buffer.from(text)]);
  };

  async function exec({script}: ExecRequest): Promise<ExecOutcome> {
    const marks = [...script.matchAll(/echo '<1>([^']*)' >\/dev\/kmsg/g)].map(([, mark = '']) => mark);
    const [first, ...later] = marks;
    if (first !== undefined) say(`${first}\n`);
    const stage = first?.replace('quarterdeck: run: ', '') ?? '';
    const answer = stage === '' ? null : standIn.answer(stage, script, life);
    if (answer === 'isLate') return {kind: 'killed', signal: 'SIGKILL', why: 'timeout', output: ''};
    if (answer !== null && 'panics' in answer) {
      say(answer.panics);
      const [report] = findReports(answer.panics);
      if (report === undefined) throw new Error('what it panics with is no report');
      events.push({type: 'target.panicked', report}, {type: 'target.wasReset', cause: 'panic'});
      return {kind: 'lost', reason: 'the target was reset', output: ''};
    }
    say(answer?.said ?? '');
    for (const mark of later) say(`${mark}\n`);
    return {kind: 'exited', code: answer?.code ?? 0, output: answer?.output ?? ''};
  }

  const up = async () => ({kind: 'up', boot: life}) as const;
  const target: RunTarget = {
    mark: () => events.length,
    since: (mark) => events.slice(mark),
    clean() {
      life += 1;
      return up();
    },
    ...{powerOn: up, reset: up, recover: up, settled: up, exec},
    push: async () => ({pushed: true}),
    powerOff: async () => {},
    writeConsole: () => {},
    sendBreak: async () => {},
    close: async () => {},
  };
  const capture = {
    position: () => console.length,
    read: async (from: number, to: number) => console.subarray(from, to),
  };
  return {target, capture, lives: () => life};
}
