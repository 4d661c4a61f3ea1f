// The words of the command line as one command, or words that say what is wrong with them.
import {parseArgs} from 'node:util';

export interface RunArguments {
  readonly task?: string;
  readonly goal?: string;
  readonly model?: string;
  readonly tape?: string;
  readonly speed?: number;
  readonly workspace?: string;
  readonly config?: string;
  readonly headless: boolean;
  readonly unsafeHostBuild: boolean;
}

export type CommandLine =
  | ({readonly command: 'run'} & RunArguments)
  | {readonly command: 'attach'; readonly id?: string}
  | {readonly command: 'doctor'; readonly json: boolean; readonly selfTest: boolean; readonly config?: string}
  /** What `run` and `attach` start in the background; not for a person. */
  | {readonly command: 'core'; readonly folder: string}
  | {readonly command: 'help'}
  | {readonly command: 'version'};

export interface UsageFault {
  readonly usage: string;
}

const options = {
  task: {type: 'string'},
  goal: {type: 'string'},
  model: {type: 'string'},
  tape: {type: 'string'},
  speed: {type: 'string'},
  workspace: {type: 'string'},
  config: {type: 'string'},
  headless: {type: 'boolean'},
  'unsafe-host-build': {type: 'boolean'},
  json: {type: 'boolean'},
  'self-test': {type: 'boolean'},
  help: {type: 'boolean', short: 'h'},
  version: {type: 'boolean'},
} as const;

type Option = keyof typeof options;

const optionsOf: Readonly<Record<string, readonly Option[]>> = {
  run: ['task', 'goal', 'model', 'tape', 'speed', 'workspace', 'config', 'headless', 'unsafe-host-build'],
  attach: [],
  doctor: ['json', 'self-test', 'config'],
  core: [],
  help: [],
};

export function parseCommandLine(words: readonly string[]): CommandLine | UsageFault {
  const parsed = parse(words);
  if ('usage' in parsed) return parsed;
  const {values, positionals} = parsed;
  if (values.help) return {command: 'help'};
  if (values.version) return {command: 'version'};
  const [command = 'run', ...rest] = positionals;
  const allowed = optionsOf[command];
  if (allowed === undefined)
    return {usage: `there is no command "${command}"; the commands are run, attach and doctor`};
  const stray = (Object.keys(values) as Option[]).find((name) => !allowed.includes(name));
  if (stray !== undefined) return {usage: `--${stray} does not go with ${command}`};
  const operandsMax = command === 'attach' || command === 'core' ? 1 : 0;
  if (rest.length > operandsMax) return {usage: `${command} does not take "${rest[operandsMax]}"`};
  return commandOf(command, values, rest[0]);
}

type Values = NonNullable<ReturnType<typeof parseArgs<{options: typeof options; allowPositionals: true}>>>['values'];

function commandOf(command: string, values: Values, operand: string | undefined): CommandLine | UsageFault {
  switch (command) {
    case 'attach':
      return {command, ...(operand === undefined ? {} : {id: operand})};
    case 'core':
      return operand === undefined ? {usage: 'core takes the folder of a session'} : {command, folder: operand};
    case 'doctor':
      return {command, json: values.json ?? false, selfTest: values['self-test'] ?? false, ...pick(values, ['config'])};
    case 'help':
      return {command};
    default:
      return runOf(values);
  }
}

function runOf(values: Values): CommandLine | UsageFault {
  if (values.task !== undefined && values.goal !== undefined) return {usage: '--task and --goal exclude each other'};
  if (values.model !== undefined && values.tape !== undefined) return {usage: '--model and --tape exclude each other'};
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if (speed !== undefined && !(speed > 0 && speed <= 1_000_000)) {
    return {usage: `--speed ${values.speed} is no number above 0 (1 is the recorded pace)`};
  }
  const empty = (['task', 'goal', 'model', 'tape', 'workspace', 'config'] as const).find((name) => values[name] === '');
  if (empty !== undefined) return {usage: `--${empty} needs a value`};
  return {
    command: 'run',
    ...pick(values, ['task', 'goal', 'model', 'tape', 'workspace', 'config']),
    ...(speed === undefined ? {} : {speed}),
    headless: values.headless ?? false,
    unsafeHostBuild: values['unsafe-host-build'] ?? false,
  };
}

type Text = Exclude<Option, 'headless' | 'unsafe-host-build' | 'json' | 'self-test' | 'help' | 'version' | 'speed'>;

function pick<Name extends Text>(values: Values, names: readonly Name[]): {readonly [K in Name]?: string} {
  const found: {[K in Text]?: string} = {};
  for (const name of names) {
    const value = values[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function parse(words: readonly string[]): {values: Values; positionals: string[]} | UsageFault {
  try {
    return parseArgs({args: [...words], options, allowPositionals: true, strict: true});
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {usage: message.split('\n', 1)[0]?.split('. To specify', 1)[0] ?? message};
  }
}
