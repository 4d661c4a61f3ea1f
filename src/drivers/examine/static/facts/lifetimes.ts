// What a module begins and never ends: what it registers, arms or allocates, and what must undo that on the way out, somewhere else than in
// the function that loads it. Where somebody else may undo it, that is a hint.
import type {CheckFinding} from '../../../../core/examination.ts';
import {type Call, type ModuleFacts, nameOf, reachedBy} from './facts.ts';
import {findingAt} from './finding-at.ts';
import {halfLoadedFindings} from './half-loaded.ts';
import {keptFindings} from './kept.ts';
import {type Pair, pairs} from './pairs.ts';
import {type WaysIn, waysInOf} from './ways-in.ts';

export function lifetimeFindings(facts: ModuleFacts): readonly CheckFinding[] {
  const ways = waysInOf(facts);
  return [
    ...pairs.flatMap((pair) => neverEnded(facts, ways, pair)),
    ...keptFindings(facts, ways),
    ...halfLoadedFindings(facts, ways),
  ];
}

/** A call of what begins it without any of what ends it on the way out. */
function neverEnded(facts: ModuleFacts, ways: WaysIn, pair: Pair): readonly CheckFinding[] {
  const {begins, ends, undo, class: kind, object} = pair;
  const seen = new Set<string>();
  return facts.calls
    .filter(({callee}) => begins.test(callee))
    .flatMap((call) => {
      const name = object === undefined ? '' : nameOf(call.arguments[object] ?? '');
      const ended = facts.calls.filter((one) => ends.test(one.callee) && isOf(one, object, name));
      if (seen.has(name) || isManaged(facts, name) || ended.some((one) => ways.isOnWayOut(one))) return [];
      // A timer is known by another name in its own function, where it is set again.
      if (object !== undefined && !facts.callbacks.some((one) => nameOf(one.object) === name)) return [];
      seen.add(name);
      const severity = isCertain(facts, ways, pair, call, ended) ? 'major' : 'minor';
      return [findingAt(kind, severity, call, neverEndedWords(call, undo, name))];
    });
}

/** The device ends it when it goes: `devm_work_autocancel(dev, &chip->work, ...)`. */
function isManaged({calls}: ModuleFacts, name: string): boolean {
  const managed = calls.filter(({callee}) => /^devm_\w*autocancel$/.test(callee));
  return managed.some((call) => name === '' || call.arguments.some((given) => nameOf(given) === name));
}

function isCertain(facts: ModuleFacts, ways: WaysIn, pair: Pair, call: Call, ended: readonly Call[]): boolean {
  if (!ways.hasEnd || ways.staysForEver || isLibrary(facts) || pair.isOurs?.(call) === false) return false;
  if ([...ways.of(call)].every((way) => way === 'unknown')) return false;
  if (ended.some((one) => ways.of(one).has('unknown') || isDoneWithIt(facts, call, one))) return false;
  if (pair.class !== 'armed at unload') return true;
  return !isWaitedFor(facts, ways) && (call.callee !== 'kthread_run' || isToldToStop(facts, call));
}

/** Nothing but what other modules call: they begin and end it. */
const isLibrary = ({loads, unloads, exported, operations}: ModuleFacts): boolean =>
  exported.size > 0 &&
  loads === undefined &&
  unloads === undefined &&
  !operations.some(({member}) => member === 'remove');

/** A function may need for itself what it registers, and take it back; where the module or a device begins, only an error does so. */
function isDoneWithIt({loads, operations}: ModuleFacts, begun: Call, ended: Call): boolean {
  const isBeginning =
    begun.in === loads ||
    operations.some(({member, runs}) => runs === begun.in && /^(?:probe|probe_new|open)$/.test(member));
  return begun.in === ended.in && begun.line < ended.line && !isBeginning;
}

/** What is armed may tell that it is over, and hold the module until then. */
function isWaitedFor({calls}: ModuleFacts, ways: WaysIn): boolean {
  return calls.some(
    (call) =>
      /^(?:__module_get|try_module_get)$/.test(call.callee) ||
      (/^wait_(?:for_completion|event)/.test(call.callee) && ways.of(call).has('end')),
  );
}

/** A thread that never asks whether it should stop comes to its end by itself. */
function isToldToStop(facts: ModuleFacts, {arguments: [runs = '']}: Call): boolean {
  const reached = reachedBy(facts)(runs.replace(/^&/, ''));
  return reached.has('kthread_should_stop');
}

/** One that names nothing is of all there is. */
function isOf({arguments: given}: Call, object: number | undefined, name: string): boolean {
  const [first] = given;
  return object === undefined || first === undefined || nameOf(given[object] ?? '') === name;
}

/** The usual ways alone: the others are written as rarely as they would be read. */
function neverEndedWords({callee}: Call, undo: readonly string[], name: string): string {
  const of = name === '' ? '' : ` of ${name}`;
  const [one = '', other] = undo.map((end) => `${end}()`);
  const none = other === undefined ? `${one} is not` : `neither ${one} nor ${other} is`;
  return `nothing on the way out undoes ${callee}()${of}: ${none} called there`;
}
