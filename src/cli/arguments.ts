// The words of the command line as one command, or words that say what is wrong with them.
import {parseArgs} from 'node:util';
import type {CommandLine, UsageFault} from './command-line.ts';
import {parsers, type Values} from './command-parsers.ts';
import {commandNamed, commands, isCommand, type Option, options} from './command-table.ts';

export type {CommandLine, RunArguments, UsageFault} from './command-line.ts';

export function parseCommandLine(words: readonly string[]): CommandLine | UsageFault {
  if (words.length === 0) return {command: 'start'};
  const parsed = parse(words);
  if ('usage' in parsed) return parsed;
  const {values, positionals} = parsed;
  const [name = 'run', ...operands] = positionals;
  if (values.help) return helpOn(positionals[0]);
  if (values.version) return {command: 'version'};
  if (name === 'core' || name === 'holder') return inBackground(name, operands);
  if (name === 'help') return helpOn(operands[0]);
  if (!isCommand(name)) return {usage: `there is no command "${name}"; the commands are ${listed()}`};
  const {options: allowed, operandsMax} = commandNamed(name) ?? commands[name];
  const stray = (Object.keys(values) as Option[]).find((option) => !Object.hasOwn(allowed, option));
  if (stray !== undefined) return {usage: `--${stray} does not go with ${name}`};
  const empty = Object.entries(values).find(([, value]) => value === '');
  if (empty !== undefined) return {usage: `--${empty[0]} needs a value`};
  if (operands.length > operandsMax) return {usage: `${name} does not take "${operands[operandsMax]}"`};
  return parsers[name](values, operands);
}

function helpOn(name: string | undefined): CommandLine | UsageFault {
  if (name === undefined) return {command: 'help'};
  if (!isCommand(name)) return {usage: `there is no command "${name}"; the commands are ${listed()}`};
  return {command: 'help', about: name};
}

function inBackground(command: 'core' | 'holder', [folder]: readonly string[]): CommandLine | UsageFault {
  return folder === undefined ? {usage: `${command} takes a folder`} : {command, folder};
}

function listed(): string {
  const names = Object.keys(commands);
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function parse(words: readonly string[]): {values: Values; positionals: string[]} | UsageFault {
  try {
    return parseArgs({args: [...words], options, allowPositionals: true, strict: true});
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {usage: message.split('\n', 1)[0]?.split('. To specify', 1)[0] ?? message};
  }
}
