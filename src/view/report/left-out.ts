// A list that the state has let the oldest of go says so.

export function leftOut(what: string, count: number): readonly string[] {
  return count > 0 ? [`The oldest ${count} ${what} are in the journal alone.`, ''] : [];
}
