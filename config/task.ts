// A task as it lies on disk (config/tasks/README.md): front matter and prose in task.md. Files are read elsewhere.
import {z} from 'zod';
import type {Requirement} from '../src/core/entities.ts';
import {ConfigurationError, parseYaml} from './yaml.ts';

const moduleName = /^[a-z][a-z0-9_]{0,54}$/;

const frontMatter = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be letters, digits and . _ -'),
  module: z.string().regex(moduleName, "must be a module's name without .ko: lower case, digits and _"),
  minutes: z.number().positive(),
  constraints: z.array(z.string().min(1)).optional(),
  target: z
    .strictObject({
      /** Each a QEMU `-device`; a value is one argument, never a line of a shell. */
      devices: z.array(z.string().regex(/^[A-Za-z0-9]/, 'must begin with the name of a QEMU device')).optional(),
    })
    .optional(),
});

export interface TaskText {
  readonly requirement: Requirement;
  readonly constraints: readonly string[];
}

/** Throws a ConfigurationError that names the key, the value and the place. */
export function parseTask(text: string, source: string): TaskText {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1) {
    throw new ConfigurationError(`${source}:1:1: a task begins with front matter between two lines "---"`);
  }
  const {name, module, minutes, constraints, target} = parseYaml(
    lines.slice(1, end).join('\n'),
    source,
    frontMatter,
    2,
  );
  const goal = lines
    .slice(end + 1)
    .join('\n')
    .trim();
  if (goal === '')
    throw new ConfigurationError(`${source}:${end + 2}:1: the goal is missing: prose after the front matter`);
  return {requirement: {name, module, minutes, goal, devices: target?.devices ?? []}, constraints: constraints ?? []};
}
