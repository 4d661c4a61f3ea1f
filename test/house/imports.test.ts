// Who may import whom: the table of the house, checked against what the files say.
import assert from 'node:assert/strict';
import test from 'node:test';
import {type Import, importsOf, modules, type SourceFile} from './source-files.ts';

interface Area {
  readonly area: string;
  /** Areas, or single files, beside the area itself. */
  readonly mayImport: readonly string[] | 'everything';
  readonly packages: readonly string[] | 'everything';
}

/** The first area that a path lies in is its own. */
const table: readonly Area[] = [
  {area: 'src/kernel', mayImport: [], packages: []},
  {area: 'src/core', mayImport: ['src/kernel'], packages: []},
  {area: 'src/view', mayImport: ['src/core', 'src/kernel'], packages: []},
  {area: 'agents', mayImport: ['src/core', 'src/kernel'], packages: ['zod']},
  {area: 'config', mayImport: ['src/core'], packages: ['zod', 'yaml']},
  {area: 'src/ports.ts', mayImport: ['src/core', 'src/kernel'], packages: []},
  {area: 'src/drivers', mayImport: ['src/ports.ts', 'src/core', 'src/kernel'], packages: 'everything'},
  {area: 'src/setup', mayImport: ['src/drivers', 'src/ports.ts', 'src/core'], packages: ['node:']},
  {area: 'src/runtime', mayImport: ['src/ports.ts', 'src/core', 'src/kernel', 'agents'], packages: []},
  {
    area: 'src/deck',
    mayImport: ['src/core', 'src/view', 'src/ports.ts', 'components'],
    packages: ['ink', 'react', '@xterm/', 'node:'],
  },
  {
    area: 'components',
    mayImport: ['src/view', 'src/core/commands.ts'],
    packages: ['ink', 'react', 'blessed', 'blessed-contrib', 'string-width', 'node:module', 'node:stream'],
  },
  {area: 'src/main.ts', mayImport: 'everything', packages: 'everything'},
  {area: 'src/cli', mayImport: 'everything', packages: 'everything'},
];

/** Each npm package has one door: nobody else knows that it is there. */
const doors: Readonly<Record<string, readonly string[]>> = {
  execa: ['src/drivers/process.ts'],
  serialport: ['src/drivers/serial-line.ts'],
  openai: ['src/drivers/model'],
  undici: ['src/drivers/model'],
  chokidar: ['src/drivers/watch.ts'],
  zod: ['agents', 'config'],
  yaml: ['config'],
  blessed: ['components/off-screen.ts', 'components/blessed-contrib.d.ts'],
  'blessed-contrib': ['components/off-screen.ts', 'components/blessed-contrib.d.ts'],
  'string-width': ['components'],
  '@xterm/headless': ['src/deck/emulator'],
  '@xterm/addon-unicode-graphemes': ['src/deck/emulator'],
  ink: ['components', 'src/deck'],
  react: ['components', 'src/deck'],
};

const files: readonly SourceFile[] = modules();
const imports: readonly Import[] = files.flatMap(importsOf);

test('the check has seen the program', () => {
  assert.ok(files.length >= 80, `${files.length} modules`);
  assert.ok(imports.length >= 250, `${imports.length} imports`);
  const unseen = table.filter(({area}) => !files.some(({path}) => isIn(path, area)));
  assert.deepEqual(unseen, [], 'areas of the table without a file');
});

test('every module lies in a folder that the table names', () => {
  assert.deepEqual(
    files.map(({path}) => path).filter((path) => areaOf(path) === undefined),
    [],
  );
});

test('a module imports only from where its area may', () => {
  const wrong = imports.filter(({from, to, isOwn}) => {
    const area = areaOf(from);
    if (area === undefined || !isOwn || area.mayImport === 'everything') return false;
    return !isIn(to, area.area) && !area.mayImport.some((other) => isIn(to, other));
  });
  assert.deepEqual(wrong.map(said), []);
});

test('a module uses only the packages of its area', () => {
  const wrong = imports.filter(({from, to, isOwn}) => {
    const area = areaOf(from);
    if (area === undefined || isOwn || area.packages === 'everything') return false;
    return !area.packages.some((name) => to === name || (/[:/]$/.test(name) && to.startsWith(name)));
  });
  assert.deepEqual(wrong.map(said), []);
});

test('each npm package is behind its door', () => {
  const foreign = imports.filter(({to, isOwn}) => !isOwn && !to.startsWith('node:'));
  assert.ok(foreign.length >= 10, `${foreign.length} imports of packages`);
  const wrong = foreign.filter(({from, to}) => !(doors[to] ?? []).some((door) => isIn(from, door)));
  assert.deepEqual(wrong.map(said), []);
});

test('an import names a file that is there, with its ending', () => {
  const paths = new Set(files.map(({path}) => path));
  const wrong = imports.filter(({to, isOwn}) => isOwn && !to.endsWith('.json') && !paths.has(to));
  assert.deepEqual(wrong.map(said), []);
});

test('no module leads back to itself', () => {
  const next = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter(({isOwn}) => isOwn)
        .map(({to}) => to),
    ]),
  );
  assert.deepEqual(cycleIn(next), null);
  assert.deepEqual(
    cycleIn(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
    ['b', 'c', 'b'],
    'the search finds one',
  );
});

test('there are no barrels and no default exports', () => {
  const barrels = files.filter(({path}) => /(^|\/)index\.[a-z]+$/.test(path)).map(({path}) => path);
  const defaults = files.filter(({text}) => /^export default\b|\bas default\b/m.test(text)).map(({path}) => path);
  assert.deepEqual([barrels, defaults], [[], []]);
});

function areaOf(path: string): Area | undefined {
  return table.find(({area}) => isIn(path, area));
}

function isIn(path: string, area: string): boolean {
  return path === area || path.startsWith(`${area}/`);
}

function said({from, to}: Import): string {
  return `${from} imports ${to}`;
}

function cycleIn(next: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): readonly string[] | null => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const to of next.get(path) ?? []) {
      const cycle = visit(to, [...above, path]);
      if (cycle !== null) return cycle;
    }
    done.add(path);
    return null;
  };
  for (const path of next.keys()) {
    const cycle = visit(path, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
