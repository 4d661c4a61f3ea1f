import assert from 'node:assert/strict';
import test from 'node:test';
import {pathOnHost} from '../../../src/drivers/build/place.ts';
import {sandboxArguments} from '../../../src/drivers/build/sandbox.ts';

const limits = {fileBytesMax: 1000, memoryBytesMax: 2000, cpuSeconds: 3, processesMax: 9};
const mounts = [{from: '/cache/headers', to: '/usr/src/headers'}];

function argumentsFor(given: Partial<Parameters<typeof sandboxArguments>[0]> = {}): string {
  const request = {mounts, workFolder: '/tmp/work', limits, command: ['/usr/bin/make', 'modules'], ...given};
  return sandboxArguments(request, [{name: 'bin', linkTo: 'usr/bin'}, {name: 'lib32'}]).join(' ');
}

test('nothing of the host is there but what is named, and one folder can be written', () => {
  assert.equal(
    argumentsFor(),
    [
      '--unshare-all --unshare-user --disable-userns --die-with-parent --new-session --cap-drop ALL --hostname quarterdeck',
      '--ro-bind /usr /usr --symlink usr/bin /bin --ro-bind /lib32 /lib32',
      '--ro-bind-try /etc/alternatives /etc/alternatives --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache',
      '--proc /proc --dev /dev --size 536870912 --tmpfs /tmp',
      '--tmpfs /usr/src --ro-bind /cache/headers /usr/src/headers --remount-ro /usr/src',
      '--bind /tmp/work /build --remount-ro / --chdir /build',
      '--setenv PATH /usr/sbin:/usr/bin:/sbin:/bin --setenv HOME /tmp --setenv LC_ALL C',
      '-- /usr/bin/prlimit --fsize=1000 --as=2000 --cpu=3 --core=0 --nofile=1024 --nproc=9 -- /usr/bin/make modules',
    ].join(' '),
  );
});

test("the host's own /usr/src is seen when no kernel of the cache takes its place", () => {
  assert.doesNotMatch(argumentsFor({mounts: []}), /\/usr\/src/);
  assert.doesNotMatch(argumentsFor({mounts: [{from: '/srv/linux', to: '/srv/linux'}]}), /\/usr\/src/);
});

test('a path of the sandbox is found on the host through its mount', () => {
  const check = (path: string, expected: string): void => assert.equal(pathOnHost({mounts}, path), expected);
  check('/usr/src/headers', '/cache/headers');
  check('/usr/src/headers/include', '/cache/headers/include');
  check('/usr/src/headers-other', '/usr/src/headers-other');
});
