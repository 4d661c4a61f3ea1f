// Warnings of a build as findings of the module. What a warning says of a header of the kernel is told at the module's line that led there,
// and not at all where no line of the module did.
import type {CheckFinding} from '../../../core/examination.ts';
import type {CompilerNote, CompilerWarning, Place} from '../../../kernel/gcc.ts';
import {meaningOf} from './warning-classes.ts';

export function ownFindings(warnings: readonly CompilerWarning[]): readonly CheckFinding[] {
  return warnings.flatMap((warning) => {
    const place = isOnlyLookedAt(warning) ? null : ownPlaceOf(warning);
    if (place === null) return [];
    const {file} = place;
    return [
      {
        ...meaningOf(warning),
        ...(file === undefined ? {} : {file}),
        ...('line' in place ? {line: place.line} : {}),
        claim: sentence(warning),
        evidence: evidenceOf(warning),
      },
    ];
  });
}

/** copy_from_user() and others look at what they are about to fill, to know its size: gcc takes that for a use. */
function isOnlyLookedAt({option, notes}: CompilerWarning): boolean {
  return option === '-Wmaybe-uninitialized' && notes.some(({text}) => /^by argument \d+ of type 'const /.test(text));
}

/** Null for what is not of the module. */
function ownPlaceOf(warning: CompilerWarning): Partial<Place> | null {
  if (warning.isOwn) return warning.place ?? {};
  const last = warning.notes.findLast(({isOwn, place}) => isOwn && place !== undefined);
  return last?.place ?? null;
}

/** gcc names what it could not: `<unknown>`. */
function sentence({text, cwe}: CompilerWarning): string {
  const said = text.replaceAll("'<unknown>'", 'memory that was allocated here');
  return cwe === undefined ? said : `${said} (CWE-${cwe})`;
}

const evidenceCharsMax = 4000;

function evidenceOf(warning: CompilerWarning): string {
  const {option} = warning;
  const head = rowOf({...warning, text: option === undefined ? warning.text : `${warning.text} [${option}]`});
  return [head, ...warning.notes.map(rowOf)].join('\n').slice(0, evidenceCharsMax);
}

function rowOf({place, text}: CompilerNote): string {
  return place === undefined ? text : `${place.file}:${place.line}: ${text}`;
}
