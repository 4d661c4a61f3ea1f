// A provider takes no question in which a call has no output or an output no call (400, `No tool output found`), also not after an
// answer that was called off. So every request is paired before it is sent.
import type {PromptItem} from '../../ports.ts';

export const notRun = 'not run: it was beyond the calls that one turn may hold, or the turn ended before it';

/**
 * The outputs of an answer's calls stand right behind it, in the order of its calls: servers with a template of their own for
 * a chat take them nowhere else. An id counts within its answer alone, since some servers number their calls anew in each.
 */
export function pairedItems(items: readonly PromptItem[]): readonly PromptItem[] {
  return items.flatMap((item, at): readonly PromptItem[] => {
    if (item.kind === 'result') return [];
    if (item.kind === 'message') return [item];
    const outputs = resultsBehind(items, at);
    const results = item.calls.map(
      ({providerId}) => outputs.get(providerId) ?? {kind: 'result' as const, providerId, output: notRun},
    );
    return [item, ...results];
  });
}

function resultsBehind(items: readonly PromptItem[], at: number): ReadonlyMap<string, PromptItem> {
  const next = items.findIndex(({kind}, index) => index > at && kind === 'answer');
  const behind = items.slice(at + 1, next < 0 ? undefined : next);
  return new Map(behind.flatMap((item) => (item.kind === 'result' ? [[item.providerId, item] as const] : [])));
}
