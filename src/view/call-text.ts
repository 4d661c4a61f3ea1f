// A tool call folded to the few words that a person reads: the tool, what it is about, and how much of it.
import {parseJson} from '../core/json.ts';
import {type DiffLine, lineDiff} from '../core/patch/line-diff.ts';
import {bytes, counted, firstLine} from './formats.ts';

export interface CallText {
  readonly name: string;
  readonly about: string;
}

/** `argumentsJson` may be cut in the middle; what can still be read of it is used. */
export function callText(name: string, argumentsJson: string): CallText {
  const {fields, characters} = readFields(argumentsJson);
  const text = (key: string): string => {
    const value = fields[key];
    return typeof value === 'string' ? firstLine(value) : '';
  };
  const amount = aboutAmount(fields, characters);
  switch (name) {
    case 'write_file':
    case 'replace_in_file':
      return {name, about: joined(text('path'), amount)};
    case 'look_up':
      return {name, about: wordList(fields['names'])};
    case 'apply_patch':
      return {name, about: patchedFiles(argumentsJson)};
    case 'search_kernel':
      return {name, about: text('query')};
    case 'report_finding':
      return {name, about: joined(text('severity'), text('claim'))};
    case 'give_verdict':
      return {name, about: text('verdict')};
    case 'ask_person':
      return {name, about: text('question')};
    case 'answer_statement':
      return {name, about: joined(text('statement'), text('verdict'))};
    case 'create_tasks':
      return {name, about: listed(fields['tasks'], 'task')};
    case 'propose_plan':
      return {name, about: text('choice')};
    default: {
      const first = Object.values(fields).find((value) => typeof value === 'string');
      return {name, about: typeof first === 'string' ? firstLine(first) : ''};
    }
  }
}

/** The files that its headers name, as they stand in the JSON text, which may be cut. */
function patchedFiles(argumentsJson: string): string {
  const headers = argumentsJson.matchAll(/\*\*\* (?:Add|Update|Delete) File: ([^\\"]{1,100})/g);
  return firstLine([...headers].map(([, path]) => path).join(', '));
}

type Fields = Readonly<Record<string, unknown>>;

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

function wordList(value: unknown): string {
  return Array.isArray(value) ? firstLine(value.map(String).join(', ')) : '';
}

function listed(value: unknown, what: string): string {
  return Array.isArray(value) ? counted(value.length, what) : '';
}

function aboutAmount(fields: Fields, characters: number): string {
  const content = fields['content'];
  if (typeof content === 'string') return `(${bytes(content.length)})`;
  const old = fields['old'];
  const replacement = fields['new'];
  if (typeof old === 'string' && typeof replacement === 'string') {
    return changedLines(old, replacement);
  }
  return characters > 1_000 ? `(${bytes(characters)})` : '';
}

/** As the page of changes counts them: what is quoted around a change is none. A newline more, since what is quoted may end within a line. */
function changedLines(old: string, replacement: string): string {
  const lines = lineDiff(`${old}\n`, `${replacement}\n`);
  const count = (kind: DiffLine['kind']): number => lines.filter((line) => line.kind === kind).length;
  return `+${count('add')} -${count('drop')}`;
}

function readFields(argumentsJson: string): {readonly fields: Fields; readonly characters: number} {
  const left = /\[\.\.\. (\d+) characters left out \.\.\.\]/.exec(argumentsJson);
  const characters = argumentsJson.length + (left === null ? 0 : Number(left[1]));
  const parsed = left === null ? parseJson(argumentsJson) : null;
  return {fields: parsed ?? readableFields(argumentsJson), characters};
}

/** Short texts whose end can be seen. */
function readableFields(json: string): Fields {
  const fields: Record<string, string> = {};
  for (const [, key, value] of json.matchAll(/"(\w{1,30})"\s*:\s*"([^"\\]{0,300})"/g)) {
    if (key !== undefined && value !== undefined) fields[key] ??= value;
  }
  return fields;
}
