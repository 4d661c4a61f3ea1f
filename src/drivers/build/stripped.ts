// Where the copy of a module without its debug data lies, and how the sandbox is told to make one: strip reads what agents' code was
// compiled to, so it does not run on the host.
import {basename, dirname, join} from 'node:path';

/** Beside the module, in a folder of its own; absent when strip could not do it. */
export function strippedPathOf(koPath: string): string {
  return join(dirname(koPath), 'stripped', basename(koPath));
}

export const strippedName = (module: string): string => `.stripped-${module}.ko`;

/** The build's command, and strip after it where it went well; the exit status stays that of the build. */
export function thenStripped(command: readonly string[], module: string, crossCompile = ''): readonly string[] {
  const script = '"$@" || exit; "$0" --strip-debug -o "$STRIPPED" "$MODULE" 2>/dev/null || :';
  const names = [`STRIPPED=${strippedName(module)}`, `MODULE=${module}.ko`];
  return ['/usr/bin/env', ...names, '/bin/sh', '-c', script, `${crossCompile}strip`, ...command];
}
