// What a program of the host is given when it handles what agents wrote: this process's environment, with its keys, is none
// of its business.

export function toolEnvironment(): Readonly<Record<string, string>> {
  return {PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C'};
}
