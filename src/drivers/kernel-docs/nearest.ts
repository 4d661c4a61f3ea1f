// The names that a misspelt one may have meant: the fewest letters apart, then those that begin alike.
import {lettersOf, type Names} from './name-table.ts';

export function nearestNames(names: Names, wanted: string, namesMax = 6): readonly string[] {
  const apartMax = wanted.length <= 4 ? 1 : wanted.length <= 9 ? 2 : 3;
  const letters = lettersOf(wanted);
  const near: {readonly name: string; readonly apart: number}[] = [];
  for (let index = 0; index < names.count; index++) {
    if (Math.abs(names.lengthAt(index) - wanted.length) > apartMax) continue;
    if (bitsIn(letters ^ names.lettersAt(index)) > 2 * apartMax) continue;
    const name = names.at(index);
    const apart = lettersApart(wanted, name, apartMax);
    if (apart <= apartMax) near.push({name, apart});
  }
  near.sort((one, other) => one.apart - other.apart || (one.name < other.name ? -1 : 1));
  const best = near[0]?.apart ?? 0;
  const found = near.filter(({apart}) => apart <= best + 1).map(({name}) => name);
  return found.length > 0 ? found.slice(0, namesMax) : alike(names, wanted, namesMax);
}

/** Those around its place in the order that share at least half of it. */
function alike(names: Names, wanted: string, namesMax: number): readonly string[] {
  const place = names.placeOf(wanted);
  const around: string[] = [];
  for (let index = Math.max(0, place - namesMax); index < Math.min(names.count, place + namesMax); index++) {
    around.push(names.at(index));
  }
  const half = Math.max(4, Math.ceil(wanted.length / 2));
  return around
    .filter((name) => shared(name, wanted) >= half)
    .sort((one, other) => shared(other, wanted) - shared(one, wanted))
    .slice(0, namesMax);
}

function shared(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

/** Letters put in, left out, changed, or swapped with the next one; more than `apartMax` is told as one more than that. */
export function lettersApart(one: string, other: string, apartMax: number): number {
  let before: number[] = [];
  let last = Array.from({length: other.length + 1}, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (isSwap(one, other, row, column)) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > apartMax) return apartMax + 1;
    before = last;
    last = next;
  }
  return Math.min(last[other.length] ?? 0, apartMax + 1);
}

function isSwap(one: string, other: string, row: number, column: number): boolean {
  return row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
}

function bitsIn(number: number): number {
  const pairs = number - ((number >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
