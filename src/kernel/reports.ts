// The lines of tools that print a place and a sentence: checkpatch.pl (--terse --show-types), coccinelle's scripts (report mode), smatch.

export interface ReportLine {
  readonly file: string;
  readonly line: number;
  readonly level: 'error' | 'warning' | 'check' | 'none';
  /** checkpatch's name of the rule: `LONG_LINE`. */
  readonly rule?: string;
  readonly text: string;
}

const reportsMax = 500;
const textCharsMax = 1000;

/** `probe.c:84: WARNING:BRACES: braces {} are not necessary` */
export function parseCheckpatch(output: string): readonly ReportLine[] {
  return linesOf(output, /^([^\s:][^:]*):(\d+): (ERROR|WARNING|CHECK):(?:([A-Z0-9_]+):)? (.*)$/, (found) => ({
    ...(found[4] === undefined ? {} : {rule: found[4]}),
    level: levelOf(found[3]),
    text: found[5] ?? '',
  }));
}

/** `probe.c:29:5-9: ERROR: reference preceded by free on line 28`; many scripts leave the level out. */
export function parseCoccinelle(output: string): readonly ReportLine[] {
  return linesOf(output, /^([^\s:][^:]*):(\d+):\d+-\d+: (?:(ERROR|WARNING)\b:? *)?(.*)$/, (found) => ({
    level: levelOf(found[3]),
    text: found[4] ?? '',
  }));
}

/** `probe.c:47 probe_read() error: uninitialized symbol 'value'.` */
export function parseSmatch(output: string): readonly ReportLine[] {
  return linesOf(output, /^([^\s:][^:]*):(\d+) (\w+\(\)) (error|warn|warning|info): (.*)$/, (found) => ({
    level: levelOf(found[4]),
    text: `${found[3]}: ${found[5]}`,
  }));
}

function linesOf(
  output: string,
  pattern: RegExp,
  rest: (found: RegExpExecArray) => Pick<ReportLine, 'level' | 'rule' | 'text'>,
): readonly ReportLine[] {
  const reports: ReportLine[] = [];
  for (const line of output.split('\n')) {
    const found = pattern.exec(line.trimEnd().slice(0, 4096));
    if (found === null) continue;
    const read = rest(found);
    reports.push({file: found[1] ?? '', line: Number(found[2]), ...read, text: read.text.slice(0, textCharsMax)});
    if (reports.length === reportsMax) break;
  }
  return reports;
}

function levelOf(word: string | undefined): ReportLine['level'] {
  switch (word?.toLowerCase()) {
    case 'error':
      return 'error';
    case 'warning':
    case 'warn':
      return 'warning';
    case 'check':
      return 'check';
    default:
      return 'none';
  }
}
