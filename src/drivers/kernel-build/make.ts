// Runs make in a kernel's tree. It ends with this process, however that ends, so that no two are ever at work in one tree.
import type {ProcessOutcome} from '../../ports.ts';
import {findTool, searchPath} from '../host/find-tool.ts';
import {runProcess} from '../process.ts';

export interface Make {
  readonly tree: string;
  readonly words: readonly string[];
  readonly signal: AbortSignal;
  readonly onLine?: (line: string) => void;
}

const makeSeconds = 12 * 3600;
const outputBytesMax = 64 << 20;

export function runMake({tree, words, signal, onLine}: Make): Promise<ProcessOutcome> {
  const make = findTool('make') ?? 'make';
  return runProcess({
    command: findTool('setpriv') ?? 'setpriv',
    // Lines are heard from standard output alone, and a compiler complains on the other one.
    arguments: ['--pdeathsig', 'TERM', '--', 'sh', '-c', 'exec "$@" 2>&1', 'make', make, '-C', tree, ...words],
    environment: makeEnvironment(process.env),
    deadlineSeconds: makeSeconds,
    outputBytesMax,
    signal,
    ...(onLine === undefined ? {} : {onLine}),
  });
}

/** Nothing of a person's shell steers the build, and who built it where stands in no kernel. */
function makeEnvironment({PATH, HOME, TMPDIR}: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return {
    PATH: searchPath(PATH).join(':'),
    ...(HOME === undefined ? {} : {HOME}),
    ...(TMPDIR === undefined ? {} : {TMPDIR}),
    LC_ALL: 'C.UTF-8',
    KBUILD_BUILD_USER: 'quarterdeck',
    KBUILD_BUILD_HOST: 'quarterdeck',
  };
}
