// A prompt compiled from a transcript as long as the state keeps one: in milliseconds, and over JSON.stringify of the very items that it
// is compiled to and from. Once with room for all of it, and once with most of it to be cut.
import {promptFor} from '../../agents/prompt.ts';
import type {TranscriptItem} from '../../src/core/entities.ts';
import {tokensOfRequest} from '../../src/core/estimate.ts';
import {kept} from '../../src/core/limits.ts';
import type {State} from '../../src/core/state.ts';
import {answer, assignmentOf, call, result, state} from '../agents/working-state.ts';
import {compared, ratio} from './measure.ts';

const rounds = 60;
const source = '\tif (copy_to_user(to, ring->bytes + ring->start, count))\n\t\treturn -EFAULT;\n';

export async function benchPrompt(print: (line: string) => void): Promise<void> {
  const roomy = {...state.prompts.executor, total: 10_000_000, history: 10_000_000};
  const all: State = {...state, prompts: {...state.prompts, executor: roomy}};
  await measured('all of it', all, print);
  await measured('cut to the default budget', state, print);
}

async function measured(what: string, known: State, print: (line: string) => void): Promise<void> {
  const transcript = transcriptOf(kept.transcript);
  const assignment = assignmentOf('executor', 'mend', transcript);
  const compile = () => promptFor(known, assignment, () => undefined);
  const prompt = compile();
  if ('refused' in prompt) throw new Error(prompt.refused);
  const text = JSON.stringify(transcript);
  const {firstMs, secondMs} = await compared(
    rounds,
    async () => compile(),
    async () => JSON.stringify(transcript),
  );
  print(
    `  ${what}: ${transcript.length} items, ${Math.round(text.length / 1024)} KiB, to ${tokensOfRequest(prompt)} tokens in ${firstMs.toFixed(2)} ms; JSON.stringify of the transcript ${secondMs.toFixed(2)} ms: ${ratio(firstMs, secondMs)}`,
  );
}

/** Half of them answers, each with one result of 8 KiB. */
function transcriptOf(items: number): readonly TranscriptItem[] {
  const output = source.repeat(Math.ceil(8_192 / source.length));
  return Array.from({length: items / 2}, (_, at) => [
    answer([call(at, 'read_file')], 'I read what calls it first.'),
    result(at, output),
  ]).flat();
}
