// Structures that are filled member by member and then go to a program whole: with them goes what the memory held before, wherever nothing
// set it. Members that nothing names are left, and bytes that belong to no member.
import type {CheckFinding} from '../../../../core/examination.ts';
import type {Call, ModuleFacts, Shown} from './facts.ts';
import {findingAt} from './finding-at.ts';
import {type Layout, layoutOf} from './layout.ts';

export function shownFindings(facts: ModuleFacts): readonly CheckFinding[] {
  return facts.shown.flatMap((shown) => {
    const layout = layoutOf(facts.structures.get(shown.structure) ?? '');
    const sink = facts.calls.find(
      (call) => call.line === shown.line && call.in === shown.in && call.callee === shown.out,
    );
    if (layout === null || sink === undefined || !goesWhole(sink)) return [];
    const set = membersSet(facts, shown, sink);
    const words = set === null || set.size === 0 ? null : leftWords(layout, set);
    return words === null
      ? []
      : [findingAt('uninitialised value', 'major', shown, `${shown.object} goes to the program whole, and ${words}`)];
  });
}

/** By its own size, and not as much of it as somebody asked for. */
const goesWhole = ({arguments: given}: Call): boolean => given.some((one) => /^sizeof\b/.test(one));

/** Null where it may have been cleared or filled at once: by a function that is not the module's, or under another name. */
function membersSet(facts: ModuleFacts, {in: within, object}: Shown, sink: Call): ReadonlySet<string> | null {
  const isMade = facts.kept.some((kept) => kept.in === within && kept.left === object);
  const assigned = [...facts.whole, ...facts.aliased].filter((one) => one.in === within && one.object === object);
  if (assigned.length > (isMade ? 1 : 0)) return null;
  return membersIn(facts, within, object, sink, depthMax);
}

const depthMax = 4;

function membersIn(
  facts: ModuleFacts,
  within: string,
  object: string,
  sink: Call | null,
  depth: number,
): ReadonlySet<string> | null {
  const set = new Set<string>();
  for (const mention of facts.named)
    if (mention.in === within && mention.object === object) set.add(mention.member ?? '');
  for (const call of facts.calls) {
    if (call.in !== within || (call.callee === sink?.callee && call.line === sink.line)) continue;
    const at = call.arguments.findIndex((one) => isAllOf(one, object));
    if (at === -1) continue;
    const parameter = facts.parameters.get(call.callee)?.[at];
    if (parameter === undefined || depth === 0) return null;
    if ([...facts.whole, ...facts.aliased].some((one) => one.in === call.callee && one.object === parameter))
      return null;
    const inner = membersIn(facts, call.callee, parameter, null, depth - 1);
    if (inner === null) return null;
    for (const name of inner) set.add(name);
  }
  return set;
}

/** `&report`, `(void *)report`; not `report.flags` and not its size. */
function isAllOf(argument: string, object: string): boolean {
  return new RegExp(`(?<![\\w.>])${object}(?!\\w|\\s*(?:\\.|->))`).test(
    argument.replaceAll(/sizeof\s*\([^()]*\)/g, ''),
  );
}

function leftWords({members, holes}: Layout, set: ReadonlySet<string>): string | null {
  const never = members.filter((name) => !set.has(name));
  if (never.length > 0) return `nothing sets its ${never.join(', ')}: what the memory held before goes with it`;
  const [hole] = holes;
  if (hole === undefined) return null;
  const bytes = hole.bytes === 1 ? 'a byte' : `${hole.bytes} bytes`;
  return `nothing clears the ${bytes} behind its ${hole.after} that belong to no member: what the memory held before goes with it`;
}
