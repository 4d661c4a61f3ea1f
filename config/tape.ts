// A tape as it lies on disk (config/tapes): the turns of each role, in order.
import {Document, visit} from 'yaml';
import {z} from 'zod';
import {roles} from '../src/core/roles.ts';
import type {Tape, TapeCall, TapeTurn} from '../src/core/tape.ts';
import {parseYaml} from './yaml.ts';

const turn = z.strictObject({
  seconds: z.number().min(0).max(3600),
  reasoning: z.string().min(1).optional(),
  say: z.string(),
  expect: z.union([z.string().min(1), z.array(z.string().min(1))]).optional(),
  calls: z
    .array(
      z.strictObject({
        tool: z.string().min(1),
        arguments: z.record(z.string(), z.unknown()).optional(),
        /** What a model wrote in the place of an object. */
        argumentsText: z.string().optional(),
      }),
    )
    .optional(),
});

const turns = z.array(turn).optional();

const schema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(64),
  about: z.string().min(1).max(200),
  task: z.string().min(1),
  turns: z.strictObject({scheduler: turns, planner: turns, executor: turns, reviewer: turns, verifier: turns}),
});

/** Throws a ConfigurationError that names the key, the value and the place. */
export function parseTape(text: string, source: string): Tape {
  const {version: _version, turns, ...head} = parseYaml(text, source, schema);
  return {
    ...head,
    turns: {
      scheduler: turnsOf(turns.scheduler),
      planner: turnsOf(turns.planner),
      executor: turnsOf(turns.executor),
      reviewer: turnsOf(turns.reviewer),
      verifier: turnsOf(turns.verifier),
    },
  };
}

function turnsOf(written: z.infer<typeof turns>): readonly TapeTurn[] {
  return (written ?? []).map(turnOf);
}

function turnOf({seconds, reasoning, say, expect, calls}: z.infer<typeof turn>): TapeTurn {
  return {
    seconds,
    ...(reasoning === undefined ? {} : {reasoning}),
    say,
    expect: expect === undefined ? [] : typeof expect === 'string' ? [expect] : expect,
    calls: (calls ?? []).map(({tool, arguments: given, argumentsText}) => ({
      tool,
      arguments: given ?? {},
      ...(argumentsText === undefined ? {} : {argumentsText}),
    })),
  };
}

/** A tape as `parseTape` reads it; written anew after each answer, so a turn is put into words only once. */
export function tapeText({name, about, task, turns}: Tape): string {
  const head = yamlOf({version: 1, name, about, task});
  const spoken = roles.filter((role) => turns[role].length > 0);
  const parts = spoken.map((role) => `  ${role}:\n${turns[role].map(turnText).join('')}`);
  // No empty line in between: it would become part of a text that ends a turn.
  return `${head}${parts.length === 0 ? 'turns: {}\n' : `turns:\n${parts.join('')}`}`;
}

const turnTexts = new WeakMap<TapeTurn, string>();

function turnText(turn: TapeTurn): string {
  const known = turnTexts.get(turn);
  if (known !== undefined) return known;
  // Written at its depth, since a text can't be moved to the right afterwards: a line of blanks would grow. The keys above go.
  const text = yamlOf({turns: {role: [writtenOf(turn)]}})
    .split('\n')
    .slice(2)
    .join('\n');
  turnTexts.set(turn, text);
  return text;
}

function writtenOf({seconds, reasoning, say, expect, calls}: TapeTurn): object {
  return {
    seconds,
    ...(reasoning === undefined ? {} : {reasoning}),
    say,
    ...(expect.length === 0 ? {} : {expect}),
    ...(calls.length === 0 ? {} : {calls: calls.map(writtenCall)}),
  };
}

function writtenCall({tool, arguments: given, argumentsText}: TapeCall): object {
  if (argumentsText !== undefined) return {tool, argumentsText};
  return Object.keys(given).length === 0 ? {tool} : {tool, arguments: given};
}

/** Text is never folded: each line of code stays a line of the file. */
function yamlOf(value: unknown): string {
  const document = new Document(value, {aliasDuplicateObjects: false});
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && isAwkward.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER});
}

/** Blanks at the beginning or alone on a line don't survive as a block of text, nor do line ends of other kinds. */
const isAwkward = /(?<![\s\S])\s|^[^\S\n]+$|[\r\u0085\u2028\u2029\uFEFF]/m;
