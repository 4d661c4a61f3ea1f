// What the environment says of the terminal.
export interface TerminalTraits {
  readonly colors: boolean;
  readonly unicode: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The first of the three locale variables that is set and not empty decides (POSIX, 8.2); NO_COLOR as no-color.org has it. */
export function traitsOf(env: Environment): TerminalTraits {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return {colors: !env['NO_COLOR'], unicode: /utf-?8/i.test(locale)};
}

/** Why the deck can't come up on this terminal; null when it can. What there is instead is each command's own to say. */
export function whyNoDeck(stdin: {isTTY?: boolean}, stdout: {isTTY?: boolean}, env: Environment): string | null {
  if (stdin.isTTY !== true || stdout.isTTY !== true) {
    const which = stdin.isTTY === true ? 'output' : 'input';
    return `the deck needs a terminal, and standard ${which} is none`;
  }
  if (env['TERM'] === 'dumb') return 'the deck needs a terminal that can place its cursor, and TERM is "dumb"';
  return null;
}
