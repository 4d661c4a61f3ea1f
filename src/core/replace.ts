// Changing one entity of a list, the rest untouched.

export function replaceById<Item extends {readonly id: string}>(
  items: readonly Item[],
  id: Item['id'],
  change: (old: Item) => Item,
): readonly Item[] {
  return items.map((item) => (item.id === id ? change(item) : item));
}
