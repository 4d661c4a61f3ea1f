// What letting calls fail brought to light, as findings: what the kernel complained of, what was lost, and what does not work afterwards.
import type {CheckFinding} from '../../../core/examination.ts';
import type {LeakedObject} from '../../../kernel/kmemleak.ts';
import {callOfObject, callWords, type FailedCall, wayLines} from './failed-call.ts';
import {bounded} from './findings.ts';
import {kernelLoss} from './kernel-loss.ts';
import {type Leak, leakFinding} from './leak-findings.ts';
import {type Try, type TryName, tryOfReport, tryOfTask} from './tries.ts';

export type Calls = ReadonlyMap<TryName, FailedCall>;

/** A complaint that has nothing of the module in it, when a call failed that is not on its way, is the kernel's own. */
export function complaint(finding: CheckFinding, console: string, calls: Calls): CheckFinding | null {
  const {report} = finding;
  const name = report === undefined ? null : tryOfReport(report, console);
  const call = name === null ? undefined : calls.get(name);
  if (call === undefined) return name !== null && report?.moduleFrame === undefined ? null : finding;
  return {
    ...withPlace(finding, call),
    class: finding.class === 'leak on unload' ? 'leak on an error path' : finding.class,
    claim: `When ${callWords(call)}, fails: ${finding.claim}`,
    evidence: bounded([...finding.evidence.split('\n'), '', ...wayLines(call)]),
    failedAllocation: call.number,
  };
}

/** A complaint without a place of the module's is told where the call is that failed. */
function withPlace(finding: CheckFinding, {site}: FailedCall): CheckFinding {
  return finding.file !== undefined || site === undefined ? finding : {...finding, file: site.file, line: site.line};
}

/** Those that are lost by loading it as it is belong to another check. */
export function isOfTries(leak: Leak): boolean {
  return leak.objects.every((object) => tryOfTask(object.task) !== null);
}

/** What the kernel itself had lost is told beside what is the module's, and weighs little. */
export function lost(leak: Leak, calls: Calls, tries: readonly Try[]): readonly CheckFinding[] {
  if (isOfUse(leak, tries))
    return [leakFinding(leak, 'leak on unload', 'after the module was used, also where nothing failed')];
  const kernels = kernelLoss(leak, calls);
  if (kernels === null) return [lostAfter(leak, calls)];
  const {objects, entry} = kernels;
  const own = leak.objects.filter((object) => !objects.includes(object));
  const inside = `; lost inside ${entry}(), which failed: the kernel's own`;
  const told: CheckFinding = {...lostAfter({...leak, objects}, calls, inside), severity: 'minor'};
  return own.length === 0 ? [told] : [lostAfter({...leak, objects: own}, calls), told];
}

function lostAfter(leak: Leak, calls: Calls, inside = ''): CheckFinding {
  const call = callOf(leak.objects, calls);
  const when = call === undefined ? 'after a call of it had failed' : `after ${callWords(call)}, had failed`;
  const finding = leakFinding(leak, 'leak on an error path', `${when}${inside}`);
  if (call === undefined) return finding;
  return {
    ...finding,
    evidence: bounded([...finding.evidence.split('\n'), '', ...wayLines(call)]),
    failedAllocation: call.number,
  };
}

/** At the end of each way is a try in which nothing was let fail. */
function isOfUse({objects}: Leak, tries: readonly Try[]): boolean {
  const well = tries.filter(({end}) => end === 'left').map(({name}) => name);
  return objects.some(({task}) => well.includes(tryOfTask(task) ?? ''));
}

function callOf(objects: readonly LeakedObject[], calls: Calls): FailedCall | undefined {
  const known = objects.flatMap((object) => callOfObject(object, calls) ?? []);
  return known.toSorted((one, other) => one.number - other.number)[0];
}

/** Null for a try after which all is as it should be. */
export function aftermath({name, end, load, unload, again}: Try, calls: Calls, module: string): CheckFinding | null {
  const call = calls.get(name);
  if (call === undefined) return null;
  const found = (is: CheckFinding['class'], claim: string): CheckFinding => ({
    ...{class: is, severity: is === 'deadlock' ? 'critical' : 'major', claim},
    ...(call.site === undefined ? {} : {file: call.site.file, line: call.site.line}),
    evidence: bounded(wayLines(call)),
    failedAllocation: call.number,
  });
  if (end === 'died') return found('deadlock', `When ${callWords(call)}, fails, it does not come back.`);
  if (load === 0 && unload !== undefined && unload !== 0) {
    return found(
      'reference not put',
      `After ${callWords(call)}, had failed, ${module} can't be unloaded (errno ${unload}).`,
    );
  }
  if (again === undefined || again === 0) return null;
  return found(
    'leak on an error path',
    `After ${callWords(call)}, had failed, ${module} does not load any more (errno ${again}): something of it is still there.`,
  );
}
