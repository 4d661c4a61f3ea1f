// What `quarterdeck --help` and `quarterdeck help COMMAND` say, from the table of commands.
import {type CommandWords, commandNamed, commands, type Option, options} from './command-table.ts';

const columns = 118;
const optionColumn = 22;

/** The whole, or one command with its options. */
export function helpText(about?: string): string {
  const command = about === undefined ? undefined : commandNamed(about);
  return command === undefined || about === undefined ? wholeText() : commandText(about, command);
}

function wholeText(): string {
  const all: readonly (readonly [string, CommandWords])[] = Object.entries(commands);
  const nameColumn = Math.max(...all.map(([name]) => name.length)) + 2;
  return [
    'Quarterdeck: a deck from which four AI agents that write Linux kernel modules are supervised, on a real target.',
    '',
    ...all.flatMap(([, {usage}]) => usageLines(usage)),
    '  quarterdeck help [COMMAND] | --version',
    '',
    ...all.flatMap(([name, command]) => hanging(name, nameColumn, command.about)),
    '',
    'quarterdeck help COMMAND tells the options of a command.',
    '',
    ...wrapped(
      'Exit status: 0 accepted (or left running), 1 not accepted, 2 usage or configuration, 3 a fault of the machinery, 130 interrupted, 70 a bug in this program. target exec ends with the status of the command.',
      columns,
    ),
    '',
  ].join('\n');
}

function commandText(name: string, {usage, about, options: taken, more}: CommandWords): string {
  const lines = Object.entries(taken).flatMap(([option, text]) => hanging(shown(option as Option), optionColumn, text));
  return [
    ...usageLines(usage),
    '',
    ...wrapped(`${name}: ${about}`, columns),
    ...(lines.length === 0 ? [] : ['', ...lines]),
    ...(more === undefined ? [] : ['', ...wrapped(more, columns)]),
    '',
  ].join('\n');
}

function usageLines(usage: readonly string[]): readonly string[] {
  return usage.map((line) => (line.startsWith(' ') ? `              ${line}` : `  quarterdeck ${line}`));
}

function shown(option: Option): string {
  const taken = options[option];
  return 'value' in taken ? `  --${option} ${taken.value}` : `  --${option}`;
}

/** The first word stands alone where it is too long for its column. */
function hanging(first: string, column: number, text: string): readonly string[] {
  const lines = wrapped(text, columns - column).map((line) => `${' '.repeat(column)}${line}`);
  const [head = '', ...rest] = lines;
  if (first.length + 2 > column) return [first, ...lines];
  return [`${first}${head.slice(first.length)}`, ...rest];
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
