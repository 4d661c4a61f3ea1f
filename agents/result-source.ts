// Which results of tools are text from outside, and from where: what lies in a file, and what the kernel's documentation says. They go into
// a prompt inside a fence with their source. Everything else that a tool answers is the house's own words, with fences of their own.
import type {ToolCall} from '../src/core/entities.ts';
import {parseJson} from '../src/core/json.ts';
import {fencedExactly} from './fence.ts';

/** A refusal is the house's. */
export function resultText({name, argumentsJson}: Pick<ToolCall, 'name' | 'argumentsJson'>, output: string): string {
  const source = sourceOf(name, argumentsJson);
  return source === null ? output : fencedExactly(source, output);
}

function sourceOf(name: string, argumentsJson: string): string | null {
  const given = parseJson(argumentsJson) ?? {};
  switch (name) {
    case 'read_file':
      return `the file ${said(given['path'])}`;
    case 'read_lines':
      return `lines of the file ${said(given['path'])}`;
    case 'search_files':
      return "lines of the module's files";
    case 'list_files':
      return "the names of the module's files";
    case 'show_change':
      return 'what the submitted tree changes';
    case 'look_up':
    case 'search_kernel':
      return "the kernel's headers and documentation";
    case 'find_examples':
      return `uses of ${said(given['symbol'])} in the kernel's sources`;
    default:
      return null;
  }
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : '(not named)';
}
