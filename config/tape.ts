// A tape as it lies on disk (config/tapes): the turns of each role, in order.
import {z} from 'zod';
import type {Tape, TapeTurn} from '../src/core/tape.ts';
import {parseYaml} from './yaml.ts';

const turn = z.strictObject({
  seconds: z.number().min(0).max(3600),
  reasoning: z.string().min(1).optional(),
  say: z.string(),
  expect: z.union([z.string().min(1), z.array(z.string().min(1))]).optional(),
  calls: z
    .array(z.strictObject({tool: z.string().min(1), arguments: z.record(z.string(), z.unknown()).optional()}))
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
    calls: (calls ?? []).map((call) => ({tool: call.tool, arguments: call.arguments ?? {}})),
  };
}
