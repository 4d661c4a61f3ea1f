// Logs as a bad line, a torn file or two CPUs would make them, from whole ones. The same seed makes the same log.

export type Dice = (below: number) => number;

/** A small generator (mulberry32): good enough to vary logs, and the same everywhere. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const linesMax = 260;

export function mutated(logs: readonly string[], dice: Dice): string {
  let lines = part(pick(logs, dice), dice);
  for (let round = 1 + dice(4); round > 0; round--) {
    const mutate = pick(mutations, dice);
    lines = mutate(lines, dice, logs).slice(0, 2 * linesMax);
  }
  return lines.join(dice(4) === 0 ? '\r\n' : '\n');
}

/** Any chunks that together are the text. */
export function cutAnywhere(text: string, dice: Dice): readonly string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; ) {
    const size = 1 + dice(dice(2) === 0 ? 40 : 20_000);
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return chunks;
}

type Mutation = (lines: readonly string[], dice: Dice, logs: readonly string[]) => readonly string[];

const noise = ['\0', '\x1b[31m', '\r', '\ufffd', ']]', '[ ', '\x1b]0;', '+0x1/0x2', 'BUG: ', '> ', '   '];

const mutations: readonly Mutation[] = [
  (lines, dice) => lines.filter(() => dice(8) !== 0),
  (lines, dice) => lines.flatMap((line) => (dice(10) === 0 ? [line, line] : [line])),
  (lines, dice) => changed(lines, dice, (line) => line.slice(dice(line.length + 1))),
  (lines, dice) => changed(lines, dice, (line) => line.slice(0, dice(line.length + 1))),
  (lines, dice) => changed(lines, dice, (line) => inserted(line, pick(noise, dice), dice)),
  (lines, dice) => changed(lines, dice, (line) => inserted(line, String.fromCharCode(dice(256)), dice)),
  (lines, dice) => changed(lines, dice, (line) => line.repeat(1 + dice(3))),
  (lines, dice) => changed(lines, dice, (line) => `${line}${pick(noise, dice).repeat(dice(3000))}`),
  (lines) => lines.map((line) => line.replace(/^\[ *\d+\.\d+\] /, '')),
  (lines, dice) => lines.map((line) => line.replace(/^(\[ *\d+\.\d+\]) /, `$1[${pick(['T', 'C'], dice)}${dice(3)}] `)),
  (lines, dice) => lines.slice(0, dice(lines.length + 1)),
  (lines, dice) => lines.slice(dice(lines.length + 1)),
  (lines, dice) => lines.toSorted(() => dice(3) - 1),
  (lines, dice, logs) => interleaved(lines, part(pick(logs, dice), dice), dice),
  (lines, dice, logs) => [...lines, ...part(pick(logs, dice), dice)],
];

function part(log: string, dice: Dice): readonly string[] {
  const lines = log.split(/\r?\n/);
  const from = dice(Math.max(1, lines.length - 20));
  return lines.slice(from, from + linesMax);
}

function changed(lines: readonly string[], dice: Dice, change: (line: string) => string): readonly string[] {
  return lines.map((line) => (dice(12) === 0 ? change(line) : line));
}

function inserted(line: string, piece: string, dice: Dice): string {
  const at = dice(line.length + 1);
  return line.slice(0, at) + piece + line.slice(at);
}

function interleaved(one: readonly string[], other: readonly string[], dice: Dice): readonly string[] {
  const rest = [...other];
  return [...one.flatMap((line) => (dice(2) === 0 ? [line, ...rest.splice(0, 1 + dice(2))] : [line])), ...rest];
}

function pick<Value>(values: readonly Value[], dice: Dice): Value {
  const value = values[dice(values.length)];
  if (value === undefined) throw new Error('there is nothing to pick from');
  return value;
}
