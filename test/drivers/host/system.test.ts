import assert from 'node:assert/strict';
import test from 'node:test';
import {systemOf} from '../../../src/drivers/host/system.ts';

function check(osRelease: string, hasApt: boolean, expected: ReturnType<typeof systemOf>): void {
  assert.deepEqual(systemOf(osRelease, hasApt), expected);
}

test('Debian and its kin have tools and a kernel', () => {
  check('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', true, {
    kind: 'debian',
    name: 'Debian GNU/Linux 12 (bookworm)',
  });
  check("PRETTY_NAME='Kali'\nID=kali\nID_LIKE=debian\n", true, {kind: 'debian', name: 'Kali'});
});

test('Ubuntu and its kin have other kernels', () => {
  check('PRETTY_NAME="Ubuntu 24.04"\nID=ubuntu\nID_LIKE=debian\n', true, {kind: 'apt', name: 'Ubuntu 24.04'});
  check('ID=linuxmint\nID_LIKE="ubuntu debian"\n', true, {kind: 'apt', name: 'linuxmint'});
});

test('without apt nothing can be installed', () => {
  check('PRETTY_NAME="Fedora Linux 40"\nID=fedora\n', false, {kind: 'other', name: 'Fedora Linux 40'});
  check('', false, {kind: 'other', name: 'this system'});
});
