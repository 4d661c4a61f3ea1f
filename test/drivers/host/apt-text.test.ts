import assert from 'node:assert/strict';
import test from 'node:test';
import {aptComplaint, installedBytes, parseDepends, parseUris} from '../../../src/drivers/host/apt-text.ts';

test('what a package depends on is read without virtual packages and later alternatives', () => {
  const text = [
    'linux-headers-6.1.0-56-amd64',
    '  Depends: linux-headers-6.1.0-56-common',
    ' |Depends: linux-kbuild-6.1',
    '  Depends: linux-kbuild-other',
    '  PreDepends: dpkg:any',
    '  Depends: <perl:any>',
    '    perl',
    '  Recommends: apparmor',
    '  Conflicts: old',
  ].join('\n');
  assert.deepEqual(parseDepends(text), ['linux-headers-6.1.0-56-common', 'linux-kbuild-6.1', 'dpkg']);
});

test('what apt would fetch is read with its size and hash', () => {
  const hash = 'a'.repeat(64);
  const text = [
    'Reading package lists...',
    `'http://an.archive/pool/kmod_30%2b1-1_amd64.deb' kmod_30+1-1_amd64.deb 95180 SHA256:${hash}`,
    "'http://an.archive/pool/cpio_2.13_amd64.deb' cpio_1%3a2.13_amd64.deb 100 MD5Sum:0cc175b9c0f1b6a831c399e269772661",
    "'http://an.archive/pool/make.deb' make.deb 7 ",
  ].join('\n');
  assert.deepEqual(parseUris(text), [
    {file: 'kmod_30+1-1_amd64.deb', bytes: 95180, sha256: hash},
    {file: 'cpio_1%3a2.13_amd64.deb', bytes: 100},
    {file: 'make.deb', bytes: 7},
  ]);
});

test('installed sizes are summed in bytes', () => {
  assert.equal(installedBytes('Package: a\nInstalled-Size: 3\n\nPackage: b\nInstalled-Size: 4\nSize: 9\n'), 7 * 1024);
});

test('a complaint of apt is its errors, else its warnings, else its last line', () => {
  const check = (output: string, expected: string): void => assert.equal(aptComplaint(output), expected);
  check(
    'Reading...\nW: old\nE: Unable to locate package x\nE: No packages found\n',
    'Unable to locate package x; No packages found',
  );
  check('Ign:1 x\nErr:1 http://a b\n  Could not resolve\nW: Failed to fetch\n', 'Err:1 http://a b; W: Failed to fetch');
  check('Killed\n\n', 'Killed');
  check('', 'it said nothing');
});
