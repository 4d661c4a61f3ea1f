// The one line that a report is known by, in the syzbot convention.
import type {Opening} from './openings.ts';

const titleCharsMax = 160;

/** What is wrong, without the place. `more` is what the lines that confirm it tell. */
export function whatOf({rule, groups}: Opening, more: Readonly<Record<string, string>>): string {
  const short = shortReason(groups['reason'] ?? '');
  const known: Readonly<Record<string, string>> = {...groups, ...more, short};
  const what = rule.what.replace(/\$(-?)(\w+)/g, (_all, hyphens: string, name: string) => {
    const words = known[name] ?? '';
    return hyphens === '' ? words : words.replaceAll(' ', '-');
  });
  return neutral(what);
}

/** What a panic says, without the circumstances that it adds. */
function shortReason(reason: string): string {
  const bare = reason.startsWith('kernel: ') ? reason.slice('kernel: '.length) : reason;
  const ends = [' exitcode=', ' in interrupt', ': compulsory panic', ...(bare.includes(' --- error') ? [' for '] : [])];
  return ends.reduce((words, end) => words.split(end, 1)[0] ?? words, bare);
}

/** For a complaint of which no more is known than its first line. */
export function lineTitle({line}: Opening): string {
  return neutral(
    line
      .replace(/^\[ (.*?)[.!]? ?\]?$/, '$1')
      .replace(/^BUG: (?=K[A-Z]{1,2}SAN)/, '')
      .replace(/\+0x[0-9a-f]{1,16}\/0x[0-9a-f]{1,16}/g, ''),
  );
}

/** Numbers, addresses and names of devices and tasks differ from one report of a fault to the next. */
function neutral(words: string): string {
  return words
    .slice(0, 4 * titleCharsMax)
    .replace(/\b0x[0-9a-f]+\b|\b[0-9a-f]{16}\b|\b[0-9a-f]{8}\b(?=[^\w]|$)/g, (hex) => (/\d/.test(hex) ? 'ADDR' : hex))
    .replace(/(^|[^\w$])(-?)\d+(?![\w$])/g, '$1$2NUM')
    .replace(/\s+/g, ' ')
    .replace(/ ?\.\.\. ?$/, '')
    .trim()
    .slice(0, titleCharsMax);
}
