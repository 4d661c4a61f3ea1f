// Nothing in a log may make a regular expression take more than linear time. A static check of every expression that reads
// consoles: none has a repetition inside a repetition, tries again from every character of a run, or tries every pair of places.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {rules} from '../../src/kernel/openings.ts';
import {matters, mattersLater, opens} from '../../src/kernel/starts.ts';

const folder = fileURLToPath(new URL('../../src/kernel/', import.meta.url));
const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(
  (name) => name.endsWith('.ts') && !name.startsWith('kbuild'),
);
const literal = /(?<=[\s(,=:!&|?])\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/[dgimsuvy]*/g;

const literals = files.flatMap((name) =>
  [
    ...readFileSync(`${folder}${name}`, 'utf8')
      .replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
      .matchAll(literal),
  ].map((match) => ({
    name,
    source: match[1] ?? '',
  })),
);
const tabled = [
  ...rules.flatMap(({pattern, confirmed}) => (confirmed === undefined ? [pattern] : [pattern, confirmed])),
  opens,
  matters,
  mattersLater,
].map(({source}) => ({name: 'a table', source}));
const all = [...literals, ...tabled];

test('every expression of the folder is looked at', () => {
  assert.ok(literals.length > 80, `${literals.length} literals`);
  assert.ok(tabled.length > 90, `${tabled.length} in tables`);
});

test('no repetition without bound stands inside another repetition', () => {
  assert.deepEqual(
    all.filter(({source}) => nests(source)),
    [],
  );
  assert.ok(nests('(?:a+)+'));
  assert.ok(nests('(a*b){2,}'));
  assert.ok(!nests('(?:a{1,3}b)+'));
  assert.ok(!nests('(?:a+)?'));
});

test('a rule is tried at one place of a line only', () => {
  const unanchored = rules.filter(({pattern}) => !everyBranch(pattern.source, (branch) => branch.startsWith('^')));
  assert.deepEqual(unanchored, []);
});

test('none tries again from every character of a run that it has just been through', () => {
  assert.deepEqual(
    all.filter(({source}) => restarts(source)),
    [],
  );
  assert.ok(restarts('\\s+$'));
  assert.ok(restarts('a|x*y'));
  assert.ok(!restarts('\\s+'));
  assert.ok(!restarts('^\\s+x'));
});

test('none tries every pair of places for two wildcards', () => {
  assert.deepEqual(
    all.filter(({source}) => !everyBranch(source, (branch) => wildcards(branch) <= 1)),
    [],
  );
  assert.equal(wildcards('^a.*b.+?c'), 2);
});

function restarts(source: string): boolean {
  return !everyBranch(source, (branch) => {
    const atom = /^(?:\\.|\[(?:\\.|[^\]\\])*\]|[^\\[(^$])(?:[*+]|\{\d+,\})\??/.exec(branch)?.[0];
    return atom === undefined || atom === branch;
  });
}

function wildcards(branch: string): number {
  return [...branch.matchAll(/(?<!\\)\.[*+]/g)].length;
}

/** Whether a group that is repeated without bound holds a repetition without bound. */
function nests(source: string): boolean {
  const open: {unbounded: boolean}[] = [];
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (character === '[') at = endOfClass(source, at);
    else if (character === '(') open.push({unbounded: false});
    else if (character === ')') {
      const group = open.pop();
      const repeated = isUnbounded(source, at + 1);
      if (group?.unbounded === true && repeated) return true;
      const outer = open.at(-1);
      if (outer !== undefined && (group?.unbounded === true || repeated)) outer.unbounded = true;
      continue;
    }
    const inner = open.at(-1);
    if (inner !== undefined && character !== '(' && isUnbounded(source, at + 1)) inner.unbounded = true;
  }
  return false;
}

function isUnbounded(source: string, at: number): boolean {
  return /^(?:[*+]|\{\d+,\})/.test(source.slice(at, at + 8));
}

function endOfClass(source: string, from: number): number {
  let at = from + 1;
  while (source[at] !== ']' && at < source.length) at += source[at] === '\\' ? 2 : 1;
  return at;
}

function everyBranch(source: string, holds: (branch: string) => boolean): boolean {
  const branches: string[] = [''];
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? '';
    const end = character === '[' ? endOfClass(source, at) : character === '\\' ? at + 1 : at;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) branches.push('');
    else branches[branches.length - 1] += source.slice(at, end + 1);
    at = end;
  }
  return branches.every(holds);
}
