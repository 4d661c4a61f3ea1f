// Where what is shown is not now, keys only look. What would ask the session for something keeps its key, so that pressing it says
// why it does nothing.
import type {KeyRow} from '../bindings.ts';

/** What a person asks of a live session. */
const asking: ReadonlySet<KeyRow['doing']['do']> = new Set([
  ...(['pauseRole', 'pauseAll', 'pauseRoleNow', 'pauseAllNow', 'urge', 'redirect'] as const),
  ...(['constraint', 'secondOpinion', 'typeIntoConsole', 'askReset'] as const),
]);

export function isAsking(doing: KeyRow['doing']): boolean {
  return asking.has(doing.do) || (doing.do === 'onPage' && doing.asks === true);
}

/** The keys that are its own first, then those of the deck. */
export function lookingKeys(own: readonly KeyRow[], ofDeck: readonly KeyRow[]): readonly KeyRow[] {
  const taken = new Set(own.flatMap(({keys}) => keys));
  return [...own, ...ofDeck.flatMap((row) => lookingRow(row, taken))];
}

function lookingRow(row: KeyRow, taken: ReadonlySet<string>): readonly KeyRow[] {
  const keys = row.keys.filter((key) => !taken.has(key));
  if (keys.length === 0) return [];
  return isAsking(row.doing) ? [{keys, shown: row.shown, doing: row.doing}] : [{...row, keys}];
}
