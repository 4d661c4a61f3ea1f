// What a build of a module says: the diagnostics of the compiler, sparse, modpost and the linker. Where the folder lies
// on the host and what is done about them is left to others.

export interface KbuildDiagnostic {
  readonly level: 'error' | 'warning' | 'note';
  /** Relative to the module's folder where it lies inside, else as printed. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly text: string;
}

const diagnosticsMax = 200;
const textCharsMax = 1000;

/**
 * Reads a build's whole output; `moduleFolder` is its path as the compiler saw it. A failure of make itself is told only
 * when no error explains it. At most 200 diagnostics, errors before the rest when there are more.
 */
export function parseDiagnostics(output: string, moduleFolder: string): readonly KbuildDiagnostic[] {
  const found = new Map<string, KbuildDiagnostic>();
  const failures: KbuildDiagnostic[] = [];
  for (const line of output.split('\n')) {
    const text = line.trimEnd().slice(0, 4096);
    const diagnostic = diagnosticOf(text, moduleFolder);
    // Sparse and the compiler, or two passes of one, may say the same.
    if (diagnostic) found.set(JSON.stringify(diagnostic), diagnostic);
    else failures.push(...fromMake(text));
  }
  const all = [...found.values()];
  const errors = all.filter(({level}) => level === 'error');
  if (errors.length === 0) all.push(...failures.slice(0, 1));
  if (all.length <= diagnosticsMax) return all;
  return [...errors, ...all.filter(({level}) => level !== 'error')].slice(0, diagnosticsMax);
}

/** Of one line, whoever of a build printed it; null for what is none. */
export function diagnosticOf(line: string, moduleFolder: string): KbuildDiagnostic | null {
  return fromCompiler(line, moduleFolder) ?? fromModpost(line, moduleFolder) ?? fromLinker(line, moduleFolder);
}

const compilerLine =
  /^(\/?[^\s:][^:]*):(\d+):(?:(\d+):)? (fatal error|error|warning|note|sorry, unimplemented|Fatal error|Error|Warning): (.*)$/;
/** The assembler writes its levels with a capital. */
const levels = {
  error: 'error',
  'fatal error': 'error',
  'sorry, unimplemented': 'error',
  warning: 'warning',
  note: 'note',
  'Fatal error': 'error',
  Error: 'error',
  Warning: 'warning',
} as const;

function fromCompiler(line: string, folder: string): KbuildDiagnostic | null {
  const match = compilerLine.exec(line);
  if (match === null) return fromCompilerWithoutPlace(line);
  const [, file = '', row, column, level, text = ''] = match;
  return {
    level: levels[level as keyof typeof levels],
    file: within(folder, file),
    line: Number(row),
    ...(column === undefined ? {} : {column: Number(column)}),
    text: text.slice(0, textCharsMax),
  };
}

function fromCompilerWithoutPlace(line: string): KbuildDiagnostic | null {
  const match = /^(?:cc1|gcc(?:-\d+)?|clang(?:-\d+)?|<command-line>): (?:fatal )?(error|warning|note): (.*)$/.exec(
    line,
  );
  if (match === null) return null;
  return {level: match[1] as KbuildDiagnostic['level'], text: (match[2] ?? '').slice(0, textCharsMax)};
}

function fromModpost(line: string, folder: string): KbuildDiagnostic | null {
  const match = /^(ERROR|WARNING|FATAL)(?:: modpost)?: (?:modpost: )?(.*)$/.exec(line);
  if (match === null) return null;
  const level = match[1] === 'WARNING' ? 'warning' : 'error';
  const said = match[2] ?? '';
  const undefinedSymbol = /^"([^"]+)" \[(.*)\] (?:is )?undefined!?$/.exec(said);
  if (undefinedSymbol) {
    const file = within(folder, undefinedSymbol[2] ?? '');
    return {level, file, text: `undefined symbol "${undefinedSymbol[1]}": no module and not the kernel exports it`};
  }
  const gplOnly = /^GPL-incompatible module (\S+) uses GPL-only symbol '([^']+)'/.exec(said);
  if (gplOnly) {
    const file = within(folder, gplOnly[1] ?? '');
    return {
      level,
      file,
      text: `GPL-only symbol "${gplOnly[2]}" in a module whose MODULE_LICENSE is not GPL-compatible`,
    };
  }
  const license = /^missing MODULE_LICENSE\(\) in (\S+)/.exec(said);
  if (license) return {level, file: within(folder, license[1] ?? ''), text: 'MODULE_LICENSE() is missing'};
  const ofFile = /^(?:\[M\] )?(\/?\S+\.(?:o|ko))(?:\(\S+\))?: (.*)$/.exec(said);
  if (ofFile) return {level, file: within(folder, ofFile[1] ?? ''), text: (ofFile[2] ?? '').slice(0, textCharsMax)};
  return {level, text: said.slice(0, textCharsMax)};
}

const linkerFault = /^(\/?[^\s:][^:]*):(\d+): ((?:multiple definition of|undefined reference to) .*)$/;
const linkerLine =
  /^(?:\S*\/)?(?:\S*-)?ld(?:\.\w+)?: (?:(warning): )?(?:(\/?[^\s:]+\.(?:o|ko|c|a|lds))(?::[^\s:]+)?: )?(.*)$/;

function fromLinker(line: string, folder: string): KbuildDiagnostic | null {
  const fault = linkerFault.exec(line);
  if (fault !== null) {
    const [, file = '', row, text = ''] = fault;
    return {level: 'error', file: within(folder, file), line: Number(row), text: text.slice(0, textCharsMax)};
  }
  const match = linkerLine.exec(line);
  if (match === null) return null;
  const [, warning, file, text = ''] = match;
  // "in function `f':" only announces the lines that follow.
  if (text === '' || /^in function /.test(text)) return null;
  return {
    level: warning === undefined ? 'error' : 'warning',
    ...(file === undefined ? {} : {file: within(folder, file)}),
    text: text.slice(0, textCharsMax),
  };
}

/** The first such line is the innermost make's, which is nearest to the cause. */
function fromMake(line: string): readonly KbuildDiagnostic[] {
  const match = /^make(?:\[\d+\])?: \*\*\* (.*)$/.exec(line);
  return match === null ? [] : [{level: 'error', text: `make: ${(match[1] ?? '').slice(0, textCharsMax)}`}];
}

function within(folder: string, file: string): string {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return file.startsWith(base) ? file.slice(base.length) : file.replace(/^\.\//, '');
}

/** A module's `vermagic`, as modinfo prints it or as the bare value: the release, and the flags that must match too. */
export function parseVermagic(text: string): {readonly release: string; readonly flags: readonly string[]} | null {
  const match = /^(?:vermagic[:=]\s*)?(\d\S*)((?: +\S+)*)\s*$/m.exec(text);
  if (match === null) return null;
  return {release: match[1] ?? '', flags: (match[2] ?? '').split(' ').filter((flag) => flag !== '')};
}
