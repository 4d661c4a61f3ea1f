// Which system this host is, as far as set-up can act on it.
import {readFileSync} from 'node:fs';
import {findTool} from './find-tool.ts';

export interface HostSystem {
  /** `debian`: apt has tools and the kernel; `apt`: only the tools (Ubuntu has other kernels); `other`: neither. */
  readonly kind: 'debian' | 'apt' | 'other';
  /** As it calls itself. */
  readonly name: string;
}

export function hostSystem(): HostSystem {
  return systemOf(readOsRelease(), findTool('apt-get') !== null && findTool('dpkg-deb') !== null);
}

/** From the text of /etc/os-release (`man os-release`). */
export function systemOf(osRelease: string, hasApt: boolean): HostSystem {
  const field = (key: string): string => {
    const value = new RegExp(`^${key}=(.*)$`, 'm').exec(osRelease)?.[1] ?? '';
    return value.replace(/^(["'])(.*)\1$/, '$2');
  };
  const name = field('PRETTY_NAME') || field('ID') || 'this system';
  if (!hasApt) return {kind: 'other', name};
  const kin = `${field('ID')} ${field('ID_LIKE')}`.split(/\s+/);
  return {kind: kin.includes('debian') && !kin.includes('ubuntu') ? 'debian' : 'apt', name};
}

function readOsRelease(): string {
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      // The second is the place for systems without the first.
    }
  }
  return '';
}
