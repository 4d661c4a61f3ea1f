import assert from 'node:assert/strict';
import test from 'node:test';
import {parseCommandLine} from '../../src/cli/arguments.ts';
import {tableOf} from '../../src/cli/kernel-list.ts';
import {chosen} from '../../src/cli/kernel-remove.ts';
import {buildToolsFault, kernelBuildTools} from '../../src/drivers/kernel-build/build-tools.ts';
import type {BuiltManifest} from '../../src/drivers/kernel-build/built-manifest.ts';
import type {StoredKernel} from '../../src/drivers/kernel-build/stored-kernels.ts';

const line = (words: string) => parseCommandLine(['kernel', ...words.split(' ').filter(Boolean)]);
const meant = (words: string, what: unknown): void => assert.deepEqual(line(words), {command: 'kernel', what}, words);
const refused = (words: string, usage: string): void => assert.deepEqual(line(words), {usage}, words);

test('each act is taken with its own words', () => {
  meant('build --profile kcsan --jobs 3', {act: 'build', profile: 'kcsan', jobs: 3});
  meant('build --jobs 1 --source ../linux', {act: 'build', profile: 'sanitizer', jobs: 1, source: '../linux'});
  meant('list --json', {act: 'list', json: true});
  meant('fetch', {act: 'fetch', which: 'both'});
  meant('fetch source', {act: 'fetch', which: 'source'});
  meant('remove sanitizer-1', {act: 'remove', name: 'sanitizer-1'});
});

test('what does not go together is told', () => {
  refused('', 'kernel takes one of build, list, fetch and remove');
  refused('make', 'kernel takes build, list, fetch and remove, not "make"');
  refused('build --profile kasan', '--profile kasan is none of sanitizer, kcsan');
  refused('build --jobs 0', '--jobs 0 is no number from 1 to 512');
  refused('build now', 'kernel build does not take "now"');
  refused('list --profile kcsan', '--profile does not go with kernel list');
  refused('fetch headers', 'kernel fetch takes kernel or source, or neither for both, not "headers"');
  refused('remove', 'kernel remove needs a name; `quarterdeck kernel list` has them');
});

const manifest: BuiltManifest = {
  ...{version: 1, profile: 'sanitizer', release: '6.1.7-sanitizer', source: '/usr/src/linux-source-6.1.tar.xz'},
  ...{made: {source: 's', fragments: 'f', compiler: 'c'}, builtAtMs: Date.UTC(2026, 10, 27, 15, 4), seconds: 432},
  ...{objects: 1200, files: {}},
};
const all: readonly StoredKernel[] = [
  {name: '6.1.0-7-amd64', kind: 'distro', path: '/c/k', bytes: 483e6, standing: {kind: 'whole'}},
  {name: 'sanitizer-1', kind: 'built', path: '/c/b/1', bytes: 150e6, standing: {kind: 'whole'}, manifest},
  {
    ...{name: 'sanitizer-2', kind: 'built', path: '/c/b/2', bytes: 150e6, manifest},
    standing: {kind: 'outdated', changed: ['its fragments', 'the compiler']},
  },
  {name: 'kcsan-3', kind: 'built', path: '/c/b/3', bytes: 1900e6, standing: {kind: 'unfinished', objects: 512}},
];

test('the list says what each is, its size, when it was built, how it stands, and how to get what is missing', () => {
  assert.equal(
    tableOf(all),
    [
      '6.1.0-7-amd64  distro   483 MB  current',
      'sanitizer-1    built    150 MB  kernel 6.1.7-sanitizer  built 2026-11-27 15:04 UTC in 7 min  current',
      'sanitizer-2    built    150 MB  kernel 6.1.7-sanitizer  built 2026-11-27 15:04 UTC in 7 min  outdated: its fragments and the compiler changed since; kernel build makes a new one',
      'kcsan-3        built   1900 MB  unfinished: 512 files compiled; kernel build goes on from there',
      'kcsan is not built (KCSAN, which notices data races, KUnit): quarterdeck kernel build --profile kcsan',
      '',
    ].join('\n'),
  );
});

test('a name means one kernel, a profile each of its own', () => {
  const names = (name: string) => chosen(all, name).map((stored) => stored.name);
  assert.deepEqual(names('kcsan-3'), ['kcsan-3']);
  assert.deepEqual(names('sanitizer'), ['sanitizer-1', 'sanitizer-2']);
  assert.throws(() => chosen(all.slice(0, 1), 'x'), {message: 'there is no kernel x: the cache has 6.1.0-7-amd64'});
  assert.throws(() => chosen([], 'x'), {message: 'there is no kernel x: the cache has none'});
});

test('tools that are missing are told with what they do and the line that installs them', () => {
  const missing = kernelBuildTools.filter(({name}) => name === 'flex' || name === 'gelf.h');
  assert.match(
    buildToolsFault({found: {}, missing}) ?? '',
    /^a kernel cannot be built here: there is no flex, which reads the kernel's configuration; gelf\.h, which .*\n\n {4}.*apt-get install --no-install-recommends flex libelf-dev\n/,
  );
  assert.equal(buildToolsFault({found: {}, missing: []}), null);
});
