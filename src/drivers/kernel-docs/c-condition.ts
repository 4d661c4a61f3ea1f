// Whether a condition of the preprocessor holds in a kernel's configuration; null where that can't be told from it.

/** `CONFIG_…` names that are set, those of modules with `_MODULE` at their end, as in include/generated/autoconf.h. */
export type Configuration = ReadonlySet<string>;

export type Truth = boolean | null;

/** Null when this is no such file: then nothing can be told. */
export function parseAutoconf(text: string): Configuration | null {
  const set = new Set([...text.matchAll(/^#define (CONFIG_\w+)/gm)].flatMap(([, name]) => name ?? []));
  return set.size > 0 ? set : null;
}

/** `word`: if, ifdef, ifndef, elif; `rest`: what stands behind it. */
export function truthOf(word: string, rest: string, configuration: Configuration | null): Truth {
  const text = rest.replace(/\\\n/g, ' ').trim();
  if (word === 'ifdef') return isDefined(text, configuration);
  if (word === 'ifndef') return not(isDefined(text, configuration));
  const tokens = [...text.matchAll(/\w+|&&|\|\||[!()]|\S/g)].map(([token]) => token);
  if (tokens.length > tokensMax) return null;
  const reader = {tokens, at: 0, configuration};
  const truth = either(reader);
  return reader.at === tokens.length ? truth : null;
}

/** More than any condition has; each parenthesis is a step down. */
const tokensMax = 500;

/** What is compiled here is a module of the kernel, in C. */
const fixed = new Map([
  ...['__KERNEL__', 'MODULE', '__GNUC__'].map((name) => [name, true] as const),
  ...['__ASSEMBLY__', '__ASSEMBLER__', '__cplusplus', '__CHECKER__'].map((name) => [name, false] as const),
]);

function isDefined(name: string, configuration: Configuration | null): Truth {
  const known = fixed.get(name);
  if (known !== undefined) return known;
  return configuration !== null && /^CONFIG_\w+$/.test(name) ? configuration.has(name) : null;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  readonly configuration: Configuration | null;
}

const not = (truth: Truth): Truth => (truth === null ? null : !truth);

function either(reader: Reader): Truth {
  let truth = both(reader);
  while (reader.tokens[reader.at] === '||') {
    reader.at++;
    const other = both(reader);
    truth = truth === true || other === true ? true : truth === false && other === false ? false : null;
  }
  return truth;
}

function both(reader: Reader): Truth {
  let truth = single(reader);
  while (reader.tokens[reader.at] === '&&') {
    reader.at++;
    const other = single(reader);
    truth = truth === false || other === false ? false : truth === true && other === true ? true : null;
  }
  return truth;
}

function single(reader: Reader): Truth {
  const token = reader.tokens[reader.at++] ?? '';
  if (token === '!') return not(single(reader));
  if (token === '(') {
    const truth = either(reader);
    reader.at++;
    return truth;
  }
  if (token === '0' || token === '1') return token === '1';
  if (token === 'defined') return isDefined(argument(reader), reader.configuration);
  if (/^IS_(?:ENABLED|BUILTIN|MODULE|REACHABLE)$/.test(token))
    return isSet(token, argument(reader), reader.configuration);
  return null;
}

/** With or without parentheses. */
function argument(reader: Reader): string {
  const hasParentheses = reader.tokens[reader.at] === '(';
  if (hasParentheses) reader.at++;
  const name = reader.tokens[reader.at++] ?? '';
  if (hasParentheses) reader.at++;
  return name;
}

function isSet(word: string, name: string, configuration: Configuration | null): Truth {
  const [builtIn, asModule] = [isDefined(name, configuration), isDefined(`${name}_MODULE`, configuration)];
  if (builtIn === null || asModule === null) return null;
  if (word === 'IS_BUILTIN') return builtIn;
  return word === 'IS_MODULE' ? asModule : builtIn || asModule;
}
