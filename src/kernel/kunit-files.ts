// Which KUnit tests lie beside a module, and how they are built with it: a kernel without KUnit must still build the module, so its Kbuild
// file does not name them, and a file of tests becomes a module of its own where there is a kernel that has it.
import {modulesOfKbuild} from './kbuild-file.ts';

export interface KunitPlan {
  /** Modules of tests to be built and loaded beside the module. */
  readonly modules: readonly string[];
  /** The module's Kbuild file, and those that it does not build itself. */
  readonly kbuild: string;
  /** Some tests are part of the module itself: they run when it is loaded. */
  readonly isWithin: boolean;
}

const modulesMax = 8;
const testFile = /^([A-Za-z0-9_-]+[_-](?:test|kunit|tests))\.c$/;

/** Null when there are no tests. `files` are those of the module's folder, not of folders in it. */
export function kunitPlan(
  files: readonly {readonly name: string; readonly text: string}[],
  kbuild: string,
  module: string,
): KunitPlan | null {
  const withSuites = files.filter(({name, text}) => name.endsWith('.c') && /\bkunit_test_suites?\s*\(/.test(text));
  if (withSuites.length === 0) return null;
  const included = new Set(
    files.flatMap(({text}) => [...text.matchAll(/^\s*#\s*include\s*"([^"]+)"/gm)].map(([, name = '']) => name)),
  );
  const names = withSuites.flatMap(({name}) => (included.has(name) ? [] : (testFile.exec(name)?.[1] ?? [])));
  const parts = new Set(kbuild.split(/\s/).flatMap((word) => (word.endsWith('.o') ? [word.slice(0, -2)] : [])));
  const built = modulesOfKbuild(kbuild);
  const own = names
    .filter((name) => name !== module && (built.includes(name) || !parts.has(name)))
    .slice(0, modulesMax);
  const missing = own.filter((name) => !built.includes(name));
  const lines = missing.map((name) => `obj-m += ${name}.o\n`);
  return {
    modules: own,
    kbuild: missing.length === 0 ? kbuild : `${kbuild}${kbuild.endsWith('\n') ? '' : '\n'}${lines.join('')}`,
    isWithin: withSuites.length > own.length,
  };
}
