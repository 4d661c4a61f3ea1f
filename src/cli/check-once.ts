// One check: the sources as they are now, built in the sandbox while the target is made clean, then the task on it.
import {mkdtemp} from 'node:fs/promises';
import {join} from 'node:path';
import type {BuildOutcome, RunOutcome} from '../ports.ts';
import {messageOf} from '../runtime/insist.ts';
import type {CheckPlace} from './check-place.ts';
import {type Checked, checkedOf, type Kept} from './check-verdict.ts';

export interface CheckOptions {
  readonly boot: boolean;
  readonly signal: AbortSignal;
}

/** Never rejects for what was found, nor for a fault of the machinery: both are verdicts. */
export async function checkOnce(place: CheckPlace, options: CheckOptions): Promise<Checked> {
  const startedMs = performance.now();
  const totalMs = (): number => Math.round(performance.now() - startedMs);
  let build: BuildOutcome | undefined;
  let buildMs = 0;
  try {
    const {task, runner} = await place.task();
    // Both take their time, and neither needs the other.
    place.target.clean(options.boot ? 'booted' : 'saved').catch(() => {});
    const programs = runner.prepare();
    programs.catch(() => {});
    place.say('building');
    const artefactFolder = await mkdtemp(join(place.folder, 'out-'));
    const {module} = task.requirement;
    const request = {module, sourceFolder: place.source, artefactFolder, deadlineSeconds: place.buildSeconds};
    build = await place.builder.build({...request, whose: 'own'}, options.signal);
    buildMs = totalMs();
    if (build.kind !== 'built') return checkedOf({build, buildMs, totalMs: totalMs()});
    await programs;
    place.say('waiting for a clean target');
    const {koPath, buildId: elfBuildId} = build;
    const speed = options.boot ? 'booted' : 'quick';
    const run = await runner.run({koPath, elfBuildId, acceptance: 'accept', speed}, options.signal);
    const console = await consoleOf(place, run);
    const kept = await keep(place, koPath, console);
    const text = Buffer.from(console).toString();
    return checkedOf({build, buildMs, run, console: text, ...(kept ? {kept} : {}), totalMs: totalMs()});
  } catch (error) {
    return checkedOf({...(build ? {build} : {}), buildMs, fault: messageOf(error), totalMs: totalMs()});
  }
}

/** A disk that takes no more must not hide what was found. */
async function keep(place: CheckPlace, koPath: string, console: Uint8Array): Promise<Kept | undefined> {
  return place.keep(koPath, console).catch((error: unknown) => {
    place.say(`the console and the module can't be kept: ${messageOf(error)}`);
    return undefined;
  });
}

const consoleBytesMax = 4 << 20;

/** Of a console that was flooded, the end. */
async function consoleOf({capture}: CheckPlace, {capture: {fromByte, toByte}}: RunOutcome): Promise<Uint8Array> {
  return capture.read(Math.max(fromByte, toByte - consoleBytesMax), toByte);
}
