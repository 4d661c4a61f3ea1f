// Provokes one panic and one hang on a target, and sees whether the record of each comes back by itself: the proof that
// a module's crash would.
import {readFile} from 'node:fs/promises';
import type {TargetEvent} from '../../core/target-events.ts';
import type {RunTarget} from './task-run.ts';

export interface SelfTestSources {
  readonly module: string;
  readonly files: readonly {readonly path: string; readonly text: string}[];
}

export interface SelfTest {
  readonly target: RunTarget;
  readonly buildModule: (sources: SelfTestSources) => Promise<{readonly koPath: string} | {readonly fault: string}>;
  readonly onLine: (line: string) => void;
}

/** `cameBack`: the target is up again, and what it kept names the fault. */
export interface SelfTestFinding {
  readonly provoked: 'panic' | 'hang';
  readonly cameBack: boolean;
  readonly words: string;
  /** The record on the host. */
  readonly file?: string;
}

const module = 'quarterdeck_hang';
const hangFunction = 'hang_with_interrupts_off';
const source = `// SPDX-License-Identifier: GPL-2.0
#include <linux/irqflags.h>
#include <linux/module.h>
#include <linux/processor.h>

static noinline void ${hangFunction}(void)
{
	local_irq_disable();
	for (;;)
		cpu_relax();
}

static int __init ${module}_init(void)
{
	${hangFunction}();
	return 0;
}

module_init(${module}_init);
MODULE_DESCRIPTION("Hangs the target, to see that it comes back");
MODULE_LICENSE("GPL");
`;
const commandSeconds = 60;
const outputBytesMax = 4096;

/** Leaves the target up where that is possible. Never rejects. */
export async function selfTestTarget(test: SelfTest): Promise<readonly SelfTestFinding[]> {
  test.onLine('booting the target');
  const readiness = await test.target.powerOn();
  if (readiness.kind !== 'up') {
    const words = `the target is ${readiness.kind}: ${readiness.why}`;
    return [
      {provoked: 'panic', cameBack: false, words},
      {provoked: 'hang', cameBack: false, words},
    ];
  }
  test.onLine('provoking a panic');
  const panic = await provoke(test.target, 'panic', 'echo c >/proc/sysrq-trigger', 'sysrq');
  test.onLine(panic.words);
  test.onLine('provoking a hang, which only the hardware watchdog ends: about half a minute');
  const hang = await provokeHang(test);
  test.onLine(hang.words);
  return [panic, hang];
}

async function provokeHang({target, buildModule}: SelfTest): Promise<SelfTestFinding> {
  const built = await buildModule({
    module,
    files: [
      {path: `${module}.c`, text: source},
      {path: 'Kbuild', text: `obj-m := ${module}.o\n`},
    ],
  });
  if ('fault' in built) return notProvoked('hang', `the module that hangs could not be built: ${built.fault}`);
  const path = `/tmp/${module}.ko`;
  const bytes = await readFile(built.koPath).catch((fault: Error) => fault);
  if (bytes instanceof Error) return notProvoked('hang', bytes.message);
  const pushed = await target.push({path, mode: 0o644, bytes});
  if (!pushed.pushed) return notProvoked('hang', pushed.reason);
  return provoke(target, 'hang', `insmod ${path}`, hangFunction);
}

async function provoke(
  target: RunTarget,
  provoked: 'panic' | 'hang',
  script: string,
  named: string,
): Promise<SelfTestFinding> {
  const mark = target.mark();
  const startedMs = performance.now();
  const outcome = await target.exec({script, deadlineSeconds: commandSeconds, outputBytesMax});
  const readiness = await target.settled();
  if (outcome.kind !== 'lost') return notProvoked(provoked, `the target lived on: ${JSON.stringify(outcome)}`);
  if (readiness.kind !== 'up') return notProvoked(provoked, `the target did not come back: ${readiness.why}`);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  return findingOf(provoked, target.since(mark), named, seconds);
}

function findingOf(
  provoked: 'panic' | 'hang',
  events: readonly TargetEvent[],
  named: string,
  seconds: number,
): SelfTestFinding {
  const cause = events.flatMap((event) => (event.type === 'target.wasReset' ? [event.cause] : [])).at(-1);
  const back = `up again after ${seconds} s (reset by ${cause ?? 'nobody'})`;
  const records = events.flatMap((event) => (event.type === 'target.harvested' ? event.records : []));
  const record = records.find(({reports}) => reports.some(({lines}) => lines.some((line) => line.includes(named))));
  if (record === undefined) {
    return notProvoked(provoked, `${back}, and none of its ${records.length} pstore records names the ${provoked}`);
  }
  const words = `${provoked}: ${back}; ${record.name} came back with ${record.bytes} bytes, ${record.reason ?? 'no head'}`;
  return {provoked, cameBack: true, words, file: record.file};
}

function notProvoked(provoked: 'panic' | 'hang', words: string): SelfTestFinding {
  return {provoked, cameBack: false, words: `${provoked}: ${words}`};
}
