// Keeps keys and this host's paths out of what is given away: a tape is a file that goes from hand to hand.

export interface Hidden {
  /** Values, never names of variables. */
  readonly keys: readonly string[];
  /** Absolute paths with what stands for them, e.g. `<workspace>`. */
  readonly paths: readonly {readonly path: string; readonly word: string}[];
}

/** A shorter one is a word that a person typed where no key was wanted. */
const keyCharactersMin = 8;

export function hider({keys, paths}: Hidden): (text: string) => string {
  const secrets = keys.filter(({length}) => length >= keyCharactersMin).map((key) => ({path: key, word: '[key]'}));
  const places = paths.filter(({path}) => path.length > 1);
  // The longest first: the workspace may lie in the home folder.
  const all = [...secrets, ...places].sort((one, other) => other.path.length - one.path.length);
  return (text) =>
    all
      .reduce((hidden, {path, word}) => hidden.replaceAll(path, word), text)
      .replaceAll(/\bsk-[A-Za-z0-9_-]{20,}/g, '[key]')
      .replaceAll(/\bBearer [A-Za-z0-9._~+/=-]{12,}/g, 'Bearer [key]');
}

/** In every text of a JSON value, names included. */
export function hiddenIn(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((one) => hiddenIn(one, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [hide(name), hiddenIn(one, hide)]));
}
