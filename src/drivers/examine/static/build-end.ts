// How a check came out that is a build of the module, and what keeps a module from being built. A person who reads six checks wants to hear
// once why the module does not build, not six times all that make printed.
import type {CheckEnd} from '../../../core/examination.ts';
import {type CompilerWarning, parseWarnings} from '../../../kernel/gcc.ts';
import {parseDiagnostics} from '../../../kernel/kbuild.ts';
import type {ProcessOutcome} from '../../../ports.ts';
import {tooLarge} from '../../build/place.ts';
import {processFault} from '../../process.ts';

/** `inside`: the module's folder as make saw it; `looked`: what was looked at, had it come to its end. */
export function endOfBuild(outcome: ProcessOutcome, inside: string, looked: string): CheckEnd {
  const why = whyStopped(outcome, inside);
  return why === null ? {kind: 'finished', looked} : {kind: 'stopped', why};
}

function whyStopped(outcome: ProcessOutcome, inside: string): string | null {
  if (outcome.kind === 'killed' && outcome.why !== 'other') return 'the build was still under way';
  if (outcome.kind === 'killed' && outcome.signal === tooLarge) return `it came to ${tooLarge}`;
  if (outcome.kind !== 'exited') return processFault('make', outcome) ?? 'make did not end';
  if (outcome.code === 0) return null;
  const warnings = parseWarnings(outcome.output, inside);
  if (warnings.some(isOfCompiler)) return 'the module does not build';
  // What modpost refuses has been compiled.
  return warnings.some(({level}) => level === 'error') ? null : failureOf(outcome, inside);
}

/** Of make itself: no rule for what the Kbuild file names, say. */
function failureOf({code, output}: Extract<ProcessOutcome, {kind: 'exited'}>, inside: string): string {
  const failure = parseDiagnostics(output, inside).find(({level}) => level === 'error');
  if (failure !== undefined) return `the module does not build: ${failure.text}`;
  return processFault('make', {kind: 'exited', code, output}) ?? 'make did not end';
}

/** Those of modpost and of the linker stand at no line. */
const isOfCompiler = ({level, place}: CompilerWarning): boolean => level === 'error' && place !== undefined;

/** After its first error a compiler guesses: the others stand in the evidence of that one, as they are mostly of it. */
export function withFirstError(warnings: readonly CompilerWarning[]): readonly CompilerWarning[] {
  const errors = warnings.filter(isOfCompiler);
  const first = errors.find(({isOwn}) => isOwn) ?? errors[0];
  if (first === undefined) return warnings;
  const isOfThem = (warning: CompilerWarning): boolean => errors.some((error) => isAtLine(error, warning));
  const others = warnings.filter((warning) => warning !== first && isOfThem(warning));
  const rest = warnings.filter((warning) => !isOfThem(warning));
  return [{...first, notes: [...first.notes, ...others]}, ...rest];
}

/** What it warns of in the line of an error is mostly of it as well. */
function isAtLine({place: one}: CompilerWarning, {place: other}: CompilerWarning): boolean {
  return one !== undefined && one.file === other?.file && one.line === other.line;
}
