// The warnings of a build with what belongs to each: the option that asked for it, its CWE number, and the notes after it, which of an
// analyser's are the events of a path (gcc's -fdiagnostics-path-format=separate-events).
import {diagnosticOf} from './kbuild.ts';

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface CompilerNote {
  /** Absent for what lies nowhere: `cc1: note: (3) ...to here`. */
  readonly place?: Place;
  readonly text: string;
  /** Whether it is of the module's own text, not of a header of the kernel. */
  readonly isOwn: boolean;
}

export interface CompilerWarning extends CompilerNote {
  readonly level: 'error' | 'warning';
  /** `-Wanalyzer-double-free`, as printed without `error=`. */
  readonly option?: string;
  readonly cwe?: number;
  readonly notes: readonly CompilerNote[];
}

const warningsMax = 200;
const notesMax = 80;
const lineCharsMax = 4096;

/** Reads a build's whole output, which may break off anywhere; `moduleFolder` is its path as the compiler saw it. */
export function parseWarnings(output: string, moduleFolder: string): readonly CompilerWarning[] {
  const warnings: (CompilerWarning & {readonly notes: CompilerNote[]})[] = [];
  for (const line of output.split('\n')) {
    const text = line.trimEnd().slice(0, lineCharsMax);
    const diagnostic = diagnosticOf(text, moduleFolder);
    if (diagnostic === null) continue;
    const note = {...placeOf(diagnostic), isOwn: isOwn(text, moduleFolder), text: diagnostic.text};
    const last = warnings.at(-1);
    if (diagnostic.level !== 'note') {
      if (warnings.length === warningsMax) break;
      warnings.push({...note, ...tagsOf(diagnostic.text), level: diagnostic.level, notes: []});
    } else if (last !== undefined && last.notes.length < notesMax) last.notes.push(note);
  }
  return warnings;
}

function placeOf({file, line}: {readonly file?: string; readonly line?: number}): {readonly place?: Place} {
  return file === undefined || line === undefined ? {} : {place: {file, line}};
}

/** What modpost and the linker say is of the module, whose objects they name; a compiler's line begins with its place. */
function isOwn(line: string, folder: string): boolean {
  return (
    line.startsWith(`${folder.replace(/\/$/, '')}/`) || /^(?:ERROR|WARNING|FATAL)\b/.test(line) || /\bld: /.test(line)
  );
}

/** `… [CWE-415] [-Wanalyzer-double-free]`, and as an error `[-Werror=uninitialized]`. */
function tagsOf(said: string): Pick<CompilerWarning, 'text' | 'option' | 'cwe'> {
  const [, text = said, cwe, option] = /^(.*?)(?: \[CWE-(\d+)\])?(?: \[-W(?:error=)?([\w+=-]+)\])?$/.exec(said) ?? [];
  return {
    text,
    ...(option === undefined ? {} : {option: `-W${option}`}),
    ...(cwe === undefined ? {} : {cwe: Number(cwe)}),
  };
}
