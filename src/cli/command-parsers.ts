// One parser a command: from options and operands that may stand there to what is asked for, or to words that say what is wrong.
import type {parseArgs} from 'node:util';
import {themes} from '../core/deck-settings.ts';
import {roles} from '../core/roles.ts';
import type {CommandLine, ScreenArguments, TargetAct, UsageFault} from './command-line.ts';
import type {CommandName, Option, options} from './command-table.ts';
import {examineOf} from './examine-arguments.ts';
import {kernelOf} from './kernel-arguments.ts';

export type Values = NonNullable<
  ReturnType<typeof parseArgs<{options: typeof options; allowPositionals: true}>>
>['values'];

type Parser = (values: Values, operands: readonly string[]) => CommandLine | UsageFault;

export const parsers: Readonly<Record<CommandName, Parser>> = {
  run: runOf,
  attach(values, [id]) {
    const screen = screenOf(values);
    return 'usage' in screen ? screen : {command: 'attach', ...screen, ...(id === undefined ? {} : {id})};
  },
  sessions: (values) => ({command: 'sessions', json: values.json ?? false, ...pick(values, ['salvage'])}),
  resume(values, [id]) {
    const screen = screenOf(values);
    if ('usage' in screen) return screen;
    return {command: 'resume', headless: values.headless ?? false, ...screen, ...(id === undefined ? {} : {id})};
  },
  replay: replayOf,
  report: (values, [id]) =>
    id === undefined
      ? {usage: 'report needs the id of a session; `quarterdeck sessions` lists them'}
      : {command: 'report', id, ...pick(values, ['out'])},
  prompt: promptOf,
  check: checkOf,
  examine: (values, [folder]) => examineOf(folder, values),
  console: (values) => ({
    command: 'console',
    ...pick(values, ['target', 'capture', 'config']),
    timestamps: values.timestamps ?? false,
    hex: values.hex ?? false,
  }),
  target: targetOf,
  kernel: kernelOf,
  crash: crashOf,
  docs: docsOf,
  doctor: (values) => ({
    command: 'doctor',
    json: values.json ?? false,
    selfTest: values['self-test'] ?? false,
    ...pick(values, ['config']),
  }),
};

function runOf(values: Values): CommandLine | UsageFault {
  if (values.task !== undefined && values.goal !== undefined) return {usage: '--task and --goal exclude each other'};
  if (values.model !== undefined && values.tape !== undefined) return {usage: '--model and --tape exclude each other'};
  if (values.record !== undefined && values.tape !== undefined)
    return {usage: '--record and --tape exclude each other'};
  const approval = approvalFault(values);
  if (approval !== null) return approval;
  const speed = speedOf(values);
  if (typeof speed === 'object') return speed;
  const screen = screenOf(values);
  if ('usage' in screen) return screen;
  return {
    command: 'run',
    ...screen,
    ...pick(values, ['task', 'goal', 'model', 'tape', 'record', 'workspace', 'target', 'config', 'constraints']),
    ...(speed === undefined ? {} : {speed}),
    headless: values.headless ?? false,
    ask: values.ask ?? false,
    ...(values['approve-acceptance'] ? {approveAcceptance: true as const} : {}),
    unsafeHostBuild: values['unsafe-host-build'] ?? false,
  };
}

/** Unread is what nobody could have read: a person at a screen is asked. */
function approvalFault(values: Values): UsageFault | null {
  if (!values['approve-acceptance']) return null;
  if (values.goal === undefined)
    return {usage: '--approve-acceptance goes with --goal; a task folder has its acceptance'};
  return values.headless ? null : {usage: '--approve-acceptance goes with --headless; on the screen you are asked'};
}

function screenOf(values: Values): ScreenArguments | UsageFault {
  const {theme, headless} = values;
  const reader = values['screen-reader'] ? ({screenReader: true} as const) : {};
  if (headless && 'screenReader' in reader) return {usage: '--headless and --screen-reader exclude each other'};
  if (theme === undefined) return reader;
  const known = themes.find((name) => name === theme);
  return known ? {...reader, theme: known} : {usage: `--theme ${theme} is none of ${themes.join(', ')}`};
}

function speedOf({speed}: Values): number | UsageFault | undefined {
  if (speed === undefined) return undefined;
  if (Number(speed) > 0 && Number(speed) <= 1_000_000) return Number(speed);
  return {usage: `--speed ${speed} is no number above 0 (1 is the recorded pace)`};
}

function replayOf(values: Values, [id]: readonly string[]): CommandLine | UsageFault {
  const speed = speedOf(values);
  if (typeof speed === 'object') return speed;
  if (id === undefined) return {usage: 'replay needs the id of a session; `quarterdeck sessions` lists them'};
  const screen = screenOf(values);
  if ('usage' in screen) return screen;
  return {command: 'replay', id, ...screen, ...(speed === undefined ? {} : {speed})};
}

function promptOf(values: Values, [id, name]: readonly string[]): CommandLine | UsageFault {
  if (id === undefined) return {usage: 'prompt needs the id of a session; `quarterdeck sessions` lists them'};
  const role = roles.find((one) => one === name?.toLowerCase());
  const what = name === undefined ? 'prompt needs a role' : `there is no role "${name}"`;
  if (role === undefined) return {usage: `${what}: it is one of ${roles.join(', ')}`};
  return {command: 'prompt', id, role, json: values.json ?? false};
}

function checkOf(values: Values): CommandLine | UsageFault {
  const {task} = values;
  if (task === undefined) return {usage: 'check needs --task DIR: a folder with task.md and accept.sh'};
  return {
    command: 'check',
    task,
    ...pick(values, ['source', 'target', 'config']),
    watch: values.watch ?? false,
    boot: values.boot ?? false,
    json: values.json ?? false,
    unsafeHostBuild: values['unsafe-host-build'] ?? false,
  };
}

function crashOf(values: Values, files: readonly string[]): CommandLine | UsageFault {
  const {color} = values;
  if (color !== undefined && color !== 'auto' && color !== 'always' && color !== 'never') {
    return {usage: `--color ${color} is none of auto, always and never`};
  }
  return {
    command: 'crash',
    files,
    json: values.json ?? false,
    ko: values.ko ?? [],
    ...pick(values, ['vmlinux']),
    follow: values.follow ?? false,
    ...(color === undefined ? {} : {color}),
  };
}

function docsOf(values: Values, words: readonly string[]): CommandLine | UsageFault {
  if (words.length === 0) return {usage: 'docs takes a name, such as misc_register, or a phrase to search for'};
  return {
    command: 'docs',
    words,
    examples: values.examples ?? false,
    json: values.json ?? false,
    ...pick(values, ['target', 'config']),
  };
}

const execSecondsDefault = 3600;
const execSecondsMax = 7 * 24 * 3600;
const pushFolderDefault = '/root';

function targetOf(values: Values, [act, ...operands]: readonly string[]): CommandLine | UsageFault {
  const what = actOf(values, act, operands);
  if ('usage' in what) return what;
  const stray = (['to', 'deadline', 'json'] as const).find(
    (option) => values[option] !== undefined && !optionsOfAct[what.act].includes(option),
  );
  if (stray !== undefined) return {usage: `--${stray} does not go with target ${what.act}`};
  return {command: 'target', what, ...pick(values, ['target', 'config'])};
}

const optionsOfAct: Readonly<Record<TargetAct['act'], readonly Option[]>> = {
  list: ['json'],
  boot: [],
  reset: [],
  off: [],
  exec: ['deadline'],
  push: ['to'],
  crashes: ['json'],
};

function actOf(values: Values, act: string | undefined, operands: readonly string[]): TargetAct | UsageFault {
  switch (act) {
    case 'list':
    case 'crashes':
      return alone(act, operands) ?? {act, json: values.json ?? false};
    case 'boot':
    case 'reset':
    case 'off':
      return alone(act, operands) ?? {act};
    case 'exec':
      return execOf(values, operands);
    case 'push':
      if (operands.length === 0) return {usage: 'target push takes the files to put on the target'};
      return {act, files: operands, to: values.to ?? pushFolderDefault};
    case undefined:
      return {usage: 'target takes one of list, boot, reset, off, exec, push and crashes'};
    default:
      return {usage: `target takes list, boot, reset, off, exec, push and crashes, not "${act}"`};
  }
}

function alone(act: string, [first]: readonly string[]): UsageFault | null {
  return first === undefined ? null : {usage: `target ${act} does not take "${first}"`};
}

function execOf(values: Values, words: readonly string[]): TargetAct | UsageFault {
  if (words.length === 0) return {usage: 'target exec takes a command after --'};
  const deadlineSeconds = Number(values.deadline ?? execSecondsDefault);
  if (!(deadlineSeconds >= 1 && deadlineSeconds <= execSecondsMax)) {
    return {usage: `--deadline ${values.deadline} is no number of seconds from 1 to ${execSecondsMax}`};
  }
  return {act: 'exec', words, deadlineSeconds};
}

type Text =
  | 'task'
  | 'goal'
  | 'model'
  | 'tape'
  | 'record'
  | 'workspace'
  | 'source'
  | 'target'
  | 'config'
  | 'constraints'
  | 'capture'
  | 'vmlinux'
  | 'salvage'
  | 'out'
  | 'to';

function pick<Name extends Text>(values: Values, names: readonly Name[]): {readonly [K in Name]?: string} {
  const found: {[K in Text]?: string} = {};
  for (const name of names) {
    const value = values[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
