// The names that commands have in the configuration: stable, whatever keys they have. `zoom` is the command wherever it has a key,
// `details.close` is it in one place alone.
import type {Doing, KeyContext, KeyRow} from '../bindings.ts';

export type CommandName = string;

export function commandName({doing, label = ''}: Pick<KeyRow, 'doing' | 'label'>): CommandName {
  switch (doing.do) {
    case 'focus':
      return `focus${capital(doing.pane)}`;
    case 'scroll':
      return `scroll${capital(doing.by)}`;
    case 'edit':
      return `edit${capital(doing.move)}`;
    case 'choose':
      return doing.by === 1 ? 'chooseNext' : 'choosePrevious';
    case 'quitBy':
      return `quit${capital(doing.choice)}`;
    case 'page':
      return `show${capital(doing.page)}`;
    case 'scrub':
      return `replay${capital(doing.by)}`;
    case 'look':
      return `look${capital(doing.by)}`;
    case 'onPage':
      return camel(label);
    default:
      return doing.do;
  }
}

/** A page is known by its own name. */
export const contextName = (context: KeyContext): string => context.replace(/^page:/, '');

/** What no configuration takes away: the way out of the console, the way out of the program, digits of choices. */
export function isFixed({doing, keys}: Pick<KeyRow, 'doing' | 'keys'>): boolean {
  return fixed.has(doing.do) || keys.includes('ctrl-c');
}

const fixed: ReadonlySet<Doing['do']> = new Set(['leaveConsole', 'lineCommand', 'chooseNumber', 'quitNow']);

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function camel(words: string): string {
  return words
    .split(/[^A-Za-z0-9]+/)
    .map((word, index) => (index === 0 ? word.toLowerCase() : capital(word.toLowerCase())))
    .join('');
}
