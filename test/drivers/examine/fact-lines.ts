// Facts of a module in few words, and what is concluded from them.
import {factFindings} from '../../../src/drivers/examine/static/facts/fact-findings.ts';
import {parseFacts} from '../../../src/drivers/examine/static/facts/parse-facts.ts';

/** `KIND FUNCTION LINE FIELD|FIELD…`, as the semantic patch prints it with tabs. */
const facts = (...lines: readonly string[]) =>
  parseFacts(
    lines
      .map((line) => {
        const [, kind, within, number, rest = ''] = /^(\w+) (\S+) (\d+) ?(.*)$/.exec(line) ?? [];
        return ['fact', kind, 'a.c', number, within, ...rest.split('|')].join('\t');
      })
      .join('\n'),
  );
export const found = (...lines: readonly string[]) =>
  factFindings(facts(...lines)).map(({class: kind, line, claim}) => `${kind} ${line}: ${claim}`);

/** How heavy each of them weighs: `major` blocks, `minor` does not. */
export const weights = (...lines: readonly string[]) => factFindings(facts(...lines)).map(({severity}) => severity);
