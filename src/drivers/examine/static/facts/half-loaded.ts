// What goes on although loading failed: begun before the error, undone where the module goes, and not on this way out. Its functions are
// unmapped all the same, so that a timer or a device that is still there runs what is no longer.
import type {CheckFinding} from '../../../../core/examination.ts';
import {type Call, type Leaving, type ModuleFacts, nameOf, reachedBy} from './facts.ts';
import {type Pair, pairs} from './pairs.ts';
import type {WaysIn} from './ways-in.ts';

export function halfLoadedFindings(facts: ModuleFacts, ways: WaysIn): readonly CheckFinding[] {
  if (!ways.hasEnd) return [];
  return facts.leavings.filter(isFailure).flatMap((leaving) => {
    const left = facts.calls
      .filter((call) => leaving.before.has(`${call.line} ${call.callee}`) && isBefore(call, leaving))
      .filter((call) => isLeft(facts, ways, leaving, call));
    return left.length === 0
      ? []
      : [
          findingOf(
            leaving,
            left.toSorted((a, b) => a.line - b.line),
          ),
        ];
  });
}

/** Certain where an error is returned by name, or what was asked whether it is one. */
function isFailure({returns, question, answers}: Leaving): boolean {
  const asked = /^(?:(?:un)?likely \( )?(\w+)(?: (?:< 0|!= 0))?(?: \))?$/.exec(question)?.[1];
  const isError = (what: string): boolean =>
    /^- ?E[A-Z]+$|^PTR_ERR/.test(what) || what === asked || answers.includes(what);
  return returns.length > 0 && returns.every(isError);
}

function isLeft(facts: ModuleFacts, ways: WaysIn, leaving: Leaving, call: Call): boolean {
  const pair = pairs.find(({begins}) => begins.test(call.callee));
  if (pair === undefined || pair.isOurs?.(call) === false || isAbout(facts, leaving, call)) return false;
  const isOfIt = (one: Call): boolean => pair.ends.test(one.callee) && isSame(pair, one, call);
  return (
    facts.calls.some((one) => isOfIt(one) && ways.of(one).has('end')) &&
    !facts.calls.some((one) => isOfIt(one) && isBetween(one, call, leaving)) &&
    !isUndone(facts, leaving, pair, call)
  );
}

/** Whether the question is whether this very call went well: it began nothing then. */
function isAbout({kept}: ModuleFacts, {question, askedAtLine}: Leaving, {line, callee}: Call): boolean {
  if (line >= askedAtLine && new RegExp(`\\b${callee}\\b`).test(question)) return true;
  const answer = kept.find((one) => one.line === line && one.callee === callee)?.left;
  if (answer === undefined) return false;
  const isAsked = new RegExp(`\\b${nameOf(answer)}\\b`).test(question);
  return isAsked && !kept.some((one) => one.left === answer && one.line > line && one.line <= askedAtLine);
}

function isSame({object}: Pair, one: Call, other: Call): boolean {
  const [first] = one.arguments;
  return object === undefined || first === undefined || named(one, object) === named(other, object);
}

const named = (call: Call, object: number): string => nameOf(call.arguments[object] ?? '');

/** What a loop leads back from is another round's. */
const isBefore = (one: Call, {in: within, line}: Leaving): boolean => one.in === within && one.line <= line;

const isBetween = (one: Call, begun: Call, leaving: Leaving): boolean =>
  isBefore(one, leaving) && one.line > begun.line;

/** What frees an object may end what was begun of it, by whatever name. */
const endsMore = /^(?:kobject_put|put_device|platform_device_put|device_unregister|root_device_unregister)$/;

function isUndone(facts: ModuleFacts, leaving: Leaving, {ends}: Pair, begun: Call): boolean {
  const reached = reachedBy(facts);
  const since = facts.calls.filter((one) => isBetween(one, begun, leaving)).map(({callee}) => callee);
  const inside = new Set(
    [...since, ...leaving.undoing].filter((name) => facts.parameters.has(name)).flatMap((name) => [...reached(name)]),
  );
  return [...leaving.undoing, ...inside].some((name) => ends.test(name) || endsMore.test(name));
}

function findingOf(leaving: Leaving, left: readonly Call[]): CheckFinding {
  const {file, line, question, askedAtLine} = leaving;
  const begun = left.map((call) => `${call.callee}() of line ${call.line}`).join(' and ');
  const what = left.length === 1 ? 'is' : 'are';
  return {
    ...{class: 'leak on an error path', severity: 'major', file, line},
    claim: `loading fails here, and ${begun} ${what} not undone, as ${left.length === 1 ? 'it is' : 'they are'} where the module goes`,
    evidence: [
      ...left.map((call) => `${file}:${call.line}: ${call.callee}(${call.arguments.join(', ')})`),
      `${file}:${askedAtLine}: if (${question.replace(/\s*([()])\s*/g, '$1').replace(/^! /, '!')})`,
      `${file}:${line}: the way out, on which nothing ends ${left.length === 1 ? 'it' : 'them'}`,
    ].join('\n'),
  };
}
