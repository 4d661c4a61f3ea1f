// Git as the workspace uses it: a repository whose folder agents write in, so nothing in it is run and no hook is heard.
import {processFault, runProcess} from '../process.ts';

export interface Git {
  /** What git printed on standard output; rejects in words when it did not do it. */
  run(parameters: readonly string[], options?: {readonly index?: string; readonly input?: string}): Promise<string>;
}

/** Git's name for a tree without files. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const deadlineSeconds = 60;
const outputBytesMax = 8 * 1024 * 1024;
/** What the folder's own configuration could otherwise have git execute. */
const inert = [
  ...['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'core.autocrlf=false'],
  ...['-c', 'commit.gpgSign=false', '-c', 'gc.auto=0', '-c', 'core.quotePath=false'],
];

export function openGit(folder: string, environment: Readonly<Record<string, string | undefined>>): Git {
  const inherited = Object.fromEntries(
    ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'LANG'].flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    async run(parameters, options = {}) {
      const outcome = await runProcess({
        command: 'git',
        arguments: [...inert, ...parameters],
        directory: folder,
        environment: {
          ...inherited,
          GIT_TERMINAL_PROMPT: '0',
          GIT_OPTIONAL_LOCKS: '0',
          LC_ALL: 'C',
          ...(options.index === undefined ? {} : {GIT_INDEX_FILE: options.index}),
        },
        deadlineSeconds,
        outputBytesMax,
        isOutputAlone: true,
        ...(options.input === undefined ? {} : {input: options.input}),
      });
      const fault = processFault(`git ${parameters[0] ?? ''}`, outcome);
      if (fault !== null || outcome.kind !== 'exited') throw new Error(`${fault ?? 'git failed'} (in ${folder})`);
      return outcome.output;
    },
  };
}
