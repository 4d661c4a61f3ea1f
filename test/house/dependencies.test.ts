// Why each package is there is written down beside the map of the project.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {projectFolder} from './source-files.ts';

test('every dependency is named with its why', () => {
  const map = readFileSync(join(projectFolder, 'src/ARCHITECTURE.md'), 'utf8').split('\n');
  const names = dependencies();
  assert.ok(names.length >= 15, `${names.length} dependencies`);
  const silent = names.filter((name) => !map.some((line) => isNamedWithAWhy(line, name)));
  assert.deepEqual(silent, []);
});

test('every dependency has one version and no range', () => {
  const manifest = packageJson();
  const ranges = [...Object.entries(manifest.dependencies), ...Object.entries(manifest.devDependencies)];
  assert.deepEqual(
    ranges.filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version)),
    [],
  );
});

test('a name alone is no why', () => {
  assert.equal(isNamedWithAWhy('- `yaml`', 'yaml'), false);
  assert.equal(
    isNamedWithAWhy('| `yaml` | reads the configuration, and says the place of what is wrong |', 'yaml'),
    true,
  );
  assert.equal(isNamedWithAWhy('| `yaml-lint` | reads the configuration, and says the place |', 'yaml'), false);
});

function isNamedWithAWhy(line: string, name: string): boolean {
  if (!line.includes(`\`${name}\``)) return false;
  return (
    line
      .replaceAll(/`[^`]*`/g, '')
      .split(/\s+/)
      .filter((word) => /\w/.test(word)).length >= 4
  );
}

function dependencies(): readonly string[] {
  const {dependencies: used, devDependencies: building} = packageJson();
  return [...Object.keys(used), ...Object.keys(building)];
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function packageJson(): Manifest {
  return JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as Manifest;
}
