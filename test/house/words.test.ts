// The project speaks of itself alone: nothing in it knows the place where it was written.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {codeFolders, filesOf, projectFolder, type SourceFile} from './source-files.ts';

const endings = ['.ts', '.mjs', '.json', '.md', '.yaml', '.c', '.h', '.sh', '.txt', '.svg', 'Kbuild', 'init'];
const topFiles = ['package.json', 'package-lock.json', 'tsconfig.json', 'biome.json', '.npmrc', 'README.md'];

/** Put together here, so that this file does not hold what it looks for. */
const foreign: readonly {readonly what: string; readonly pattern: RegExp}[] = [
  {what: 'the folder that it was written in', pattern: word('/wo', 'rk/(?:main|shared|\\.library)')},
  {what: 'a home folder', pattern: word('/ro', 'ot/[\\w.]')},
  {what: 'a home folder', pattern: word('/ho', 'me/(?!person\\b)\\w+/')},
  {what: 'a scratch folder', pattern: word('/tmp/', 'qd\\b')},
  {what: 'a mirror', pattern: word('"resolved": "https?://(?!registry\\.npmjs', '\\.org/)')},
  {what: 'a mirror', pattern: word('^registry', '\\s*=')},
];

test('no file names the place where it was written', () => {
  const files = [
    ...filesOf([...codeFolders, 'test'], endings),
    ...topFiles.filter((name) => existsSync(join(projectFolder, name))).map(topFile),
  ];
  assert.ok(files.length >= 120, `${files.length} files`);
  const wrong = files.flatMap(({path, text}) =>
    foreign.flatMap(({what, pattern}) => {
      const found = pattern.exec(text);
      return found === null ? [] : [`${path} names ${what}: ${found[0]}`];
    }),
  );
  assert.deepEqual(wrong, []);
});

test('a foreign word is seen', () => {
  const text = `const folder = '${['', 'ro' + 'ot', 'x'].join('/')}';`;
  assert.ok(foreign.some(({pattern}) => pattern.test(text)));
});

function word(...parts: readonly string[]): RegExp {
  return new RegExp(parts.join(''), 'm');
}

function topFile(path: string): SourceFile {
  return {path, text: readFileSync(join(projectFolder, path), 'utf8')};
}
