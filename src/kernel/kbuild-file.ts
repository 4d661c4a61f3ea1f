// What a module's Kbuild file may say: lists of objects and harmless compiler flags. A Kbuild file is a makefile, so
// anything else in it could run a program on the machine that builds.

export type KbuildCheck = {readonly ok: true; readonly objects: readonly string[]} | {readonly refused: string};

const allowed =
  'allowed are "obj-m := NAME.o", "NAME-y := a.o b.o" (or NAME-objs, with := or +=), and "ccflags-y" with -D, -I and -W flags';
const fileCharsMax = 65_536;

/** Checks a Kbuild file's text; `objects` are the source objects of `module`. Refusals are for the one who wrote it. */
export function checkKbuild(text: string, module: string): KbuildCheck {
  if (text.length > fileCharsMax) return {refused: `the Kbuild file is longer than ${fileCharsMax} characters`};
  const lists = new Map<string, string[]>();
  for (const {words, number} of logicalLines(text)) {
    const read = readAssignment(words);
    if ('refused' in read) return {refused: `Kbuild line ${number}: ${read.refused}; ${allowed}`};
    const before = read.adds ? (lists.get(read.name) ?? []) : [];
    lists.set(read.name, [...before, ...read.values]);
  }
  return objectsOf(lists, module);
}

/** Comments and blank lines are left out; a line that ends in a backslash goes on in the next. */
function* logicalLines(text: string): Generator<{readonly words: string; readonly number: number}> {
  let begun: {words: string; number: number} | undefined;
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const joined: {words: string; number: number} =
      begun === undefined ? {words: line, number: at + 1} : {words: `${begun.words} ${line}`, number: begun.number};
    if (joined.words.endsWith('\\')) {
      begun = {...joined, words: joined.words.slice(0, -1)};
      continue;
    }
    begun = undefined;
    if (!isBlank(joined.words)) yield joined;
  }
  if (begun !== undefined && !isBlank(begun.words)) yield begun;
}

function isBlank(words: string): boolean {
  return words.replace(/#.*$/s, '').trim() === '';
}

type Assignment =
  | {readonly name: string; readonly adds: boolean; readonly values: readonly string[]}
  | {readonly refused: string};

function readAssignment(line: string): Assignment {
  // A backslash before # would keep it from being a comment, so backslashes are never taken.
  const bare = line.replace(/^([^\\]*?)#.*$/s, '$1');
  const bad = /[^\x20-\x7e\t]|[$`\\;|&<>(){}!*?~'"]/.exec(bare.replaceAll(/ -I\$\(src\)(?=[/\s]|$)/g, ' -I'));
  if (bad) return {refused: `the character ${JSON.stringify(bad[0])} is not allowed`};
  if (line.startsWith('\t')) return {refused: 'a line that begins with a tab is a recipe'};
  const match = /^ *([A-Za-z0-9_-]+)[ \t]*(:=|\+=|=)[ \t]*(.*)$/.exec(line.replace(/#.*$/s, ''));
  if (match === null) return {refused: `"${shorten(line)}" is not a list`};
  const [, name = '', operator, list = ''] = match;
  const values = list.split(/[ \t]+/).filter((word) => word !== '');
  const refused = name === 'ccflags-y' ? badFlag(values) : badList(name, values);
  return refused === null ? {name, adds: operator === '+=', values} : {refused};
}

function badList(name: string, values: readonly string[]): string | null {
  if (name !== 'obj-m' && !/^[A-Za-z0-9_-]+-(?:y|objs)$/.test(name)) return `"${name}" may not be set`;
  if (
    /^(?:[a-z]+flags|obj|lib|subdir|always|targets|extra|hostprogs|userprogs|core|libs|drivers|init|head|net|virt)-y$/.test(
      name,
    )
  ) {
    return `"${name}" may not be set`;
  }
  const bad = values.find((value) => !/^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*\.o$/.test(value));
  if (bad !== undefined) return `"${shorten(bad)}" is not an object (NAME.o) below the module's folder`;
  return null;
}

function badFlag(values: readonly string[]): string | null {
  for (const value of values) {
    if (!isHarmlessFlag(value)) return `the flag "${shorten(value)}" may not be given`;
  }
  return null;
}

/**
 * -Wp, -Wa and -Wl hand options on to other programs; -I may not lead out of the folder. `$(src)`, Kbuild's name for
 * the module's folder, is the one variable taken, and only there: a bare -I is relative to the kernel's tree.
 */
function isHarmlessFlag(flag: string): boolean {
  if (/^-D[A-Za-z_]\w*(?:=[\w.+-]*)?$/.test(flag)) return true;
  if (/^-W(?![pal],)[a-z][a-z0-9+=-]*$/.test(flag)) return true;
  const include = /^-I(?:\$\(src\)(?:\/|$))?((?:[\w.-]+(?:\/[\w.-]+)*\/?)?)$/.exec(flag);
  return include !== null && flag !== '-I' && !(include[1] ?? '').split('/').includes('..');
}

function objectsOf(lists: ReadonlyMap<string, readonly string[]>, module: string): KbuildCheck {
  const modules = lists.get('obj-m') ?? [];
  if (!modules.includes(`${module}.o`)) {
    const has = modules.length === 0 ? 'has no obj-m' : `builds ${modules.join(', ')}`;
    return {refused: `the Kbuild file ${has}; the module is ${module}, so it needs "obj-m := ${module}.o"`};
  }
  const parts = [...(lists.get(`${module}-y`) ?? []), ...(lists.get(`${module}-objs`) ?? [])];
  if (parts.includes(`${module}.o`)) {
    return {refused: `${module}.o is made of its parts, so a part may not be called ${module}.o: rename ${module}.c`};
  }
  return {ok: true, objects: parts.length === 0 ? [`${module}.o`] : [...new Set(parts)]};
}

function shorten(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= 60 ? trimmed : `${trimmed.slice(0, 57)}...`;
}

/** The modules that a Kbuild file of any make-up names in plain words; it may build more, or others. */
export function modulesOfKbuild(text: string): readonly string[] {
  const lists = [...text.matchAll(/^[ \t]*obj-m[ \t]*[:+]?=[ \t]*([^#\n]*)/gm)].map(([, list = '']) => list);
  const objects = lists.flatMap((list) => list.split(/[ \t\\]+/)).filter((word) => /^[\w-]+\.o$/.test(word));
  return [...new Set(objects.map((object) => object.slice(0, -2)))];
}
