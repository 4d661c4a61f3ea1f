// Stands in for Debian's archive: scripts named apt-get, apt-cache, dpkg-deb and depmod that act on a folder. Files in
// it steer them: `offline`, `unlisted` (the machine has no package lists), `stale` (it has old ones), `cut` (downloads end
// early), `full` (unpacking finds no room), `hangs` (downloads never end). Each call is a line of `calls`.
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {temporaryFolder} from '../../temporary.ts';

export const fakeRelease = '6.1.0-7-amd64';

const packages = [
  `linux-image-${fakeRelease}`,
  `linux-headers-${fakeRelease}`,
  'linux-headers-6.1.0-7-common',
  'linux-kbuild-6.1',
  'linux-source-6.1',
];

export interface FakeApt {
  readonly cacheFolder: string;
  calls(what: string): number;
  set(what: 'offline' | 'unlisted' | 'stale' | 'cut' | 'full' | 'hangs', isSo: boolean): void;
}

/** PATH leads to the scripts until the test ends. */
export async function fakeApt(t: TestContext): Promise<FakeApt> {
  const folder = await temporaryFolder(t);
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const scripts = {'apt-get': aptGet(), 'apt-cache': aptCache(), 'dpkg-deb': dpkgDeb(), depmod: 'exit 0'};
  for (const [name, script] of Object.entries(scripts)) {
    const path = join(bin, name);
    await writeFile(path, `#!/bin/sh\nFAKE=${folder}\necho "${name} $*" >> $FAKE/calls\n${script}\n`);
    await chmod(path, 0o755);
  }
  await writeFile(join(folder, 'calls'), '');
  const path = process.env['PATH'];
  process.env['PATH'] = `${bin}:${path}`;
  t.after(() => {
    process.env['PATH'] = path;
  });
  return {
    cacheFolder: join(folder, 'cache'),
    calls: (what) =>
      readFileSync(join(folder, 'calls'), 'utf8')
        .split('\n')
        .filter((line) => line.includes(what)).length,
    set(what, isSo) {
      if (isSo) writeFileSync(join(folder, what), '');
      else if (existsSync(join(folder, what))) rmSync(join(folder, what));
    },
  };
}

function aptGet(): string {
  const cases = packages.map((name) => {
    const hash = createHash('sha256').update(`${name}\n`).digest('hex');
    return `*"--print-uris ${name}") echo "'http://archive/${name}.deb' ${name}.deb ${name.length + 1} SHA256:${hash}" ;;`;
  });
  return `
case "$*" in
  ${cases.join('\n  ')}
  *update*) [ ! -e $FAKE/offline ] || echo "W: Could not resolve 'archive'" ;;
  *download*)
    case "$*" in *"-c "*) ;; *) [ ! -e $FAKE/stale ] || { echo "E: Failed to fetch http://archive  404  Not Found"; exit 100; } ;; esac
    [ ! -e $FAKE/offline ] || { echo "E: Failed to fetch http://archive"; exit 100; }
    case "$*" in *APT::Status-Fd=1*) echo "dlstatus:1:0.0000:Retrieving"; echo "dlstatus:1:50.0000:Retrieving" ;; esac
    [ ! -e $FAKE/hangs ] || exec sleep 600
    for name in "$@"; do
      case "$name" in linux-*) if [ -e $FAKE/cut ]; then printf x; else echo "$name"; fi > "$name.deb" ;; esac
    done ;;
esac`;
}

function aptCache(): string {
  return `
case "$*" in *"-c "*) [ ! -e $FAKE/offline ] || exit 100 ;; *) [ ! -e $FAKE/unlisted ] || exit 100 ;; esac
case "$*" in
  *"depends linux-image-amd64") echo "  Depends: linux-image-${fakeRelease}" ;;
  *"depends linux-source") echo "  Depends: linux-source-6.1" ;;
  *"depends linux-headers-"*)
    echo "  Depends: linux-headers-6.1.0-7-common"; echo "  Depends: linux-kbuild-6.1"; echo "  Depends: linux-compiler-gcc-12-x86" ;;
  *show*) echo "Installed-Size: 10" ;;
esac`;
}

/** Lays what the real packages have, as far as it matters. */
function dpkgDeb(): string {
  const headers = `$3/usr/src/linux-headers-${fakeRelease}`;
  return `
[ ! -e $FAKE/full ] || { echo "dpkg-deb: error: No space left on device"; exit 2; }
case "$2" in *linux-source*) mkdir -p $3/usr/src; echo s > $3/usr/src/linux-source-6.1.tar.xz; exit 0 ;; esac
[ "$2" = - ] || { echo "dpkg-deb: error: this test feeds it"; exit 2; }
case "$(cat)" in
  *linux-image*) mkdir -p $3/boot $3/usr/lib/modules/${fakeRelease}; echo k > $3/boot/vmlinuz-${fakeRelease}; echo m > $3/usr/lib/modules/${fakeRelease}/modules.builtin ;;
  *linux-headers-${fakeRelease}*)
    mkdir -p ${headers}; echo "include /usr/src/linux-headers-6.1.0-7-common/Makefile" > ${headers}/Makefile
    ln -s ../../lib/linux-kbuild-6.1/scripts ${headers}/scripts ;;
  *common*) mkdir -p $3/usr/src/linux-headers-6.1.0-7-common; echo all: > $3/usr/src/linux-headers-6.1.0-7-common/Makefile ;;
  *kbuild*) mkdir -p $3/usr/lib/linux-kbuild-6.1/scripts $3/usr/src; ln -s ../lib/linux-kbuild-6.1 $3/usr/src/linux-kbuild-6.1; echo f > $3/usr/lib/linux-kbuild-6.1/scripts/fixdep ;;
esac`;
}
