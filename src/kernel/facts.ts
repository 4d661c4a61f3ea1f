// What the lines of a report tell of its circumstances: CPU, task, release, taint, modules.

export interface Facts {
  readonly task?: string;
  readonly cpu?: number;
  readonly release?: string;
  /** As printed, with one blank between the letters. */
  readonly taint?: string;
  /** Modules that the kernel marks as built out of its tree. */
  readonly ownModules: readonly string[];
}

const ownModulesMax = 16;
const lineCharsRead = 1024;
const cpuLine =
  /^CPU: (\d+)(?: UID: \d+)?(?: PID: \d+ Comm: (.{1,64}?))? (?:Not tainted|Tainted: (.*?)) (\d\S*)(?: #|$)/;
const releaseLine = /^ ?(?:Not tainted|Tainted: (.*?)) (\d\S*)(?: #|$)/;

/** The first line that tells a fact is the report's own; later ones are other CPUs'. */
export function factsOf(lines: readonly string[]): Facts {
  let facts: Facts = {ownModules: []};
  for (const line of lines) {
    if (line.startsWith('Modules linked in:')) {
      if (facts.ownModules.length === 0) facts = {...facts, ownModules: outOfTree(line.slice(0, lineCharsRead))};
    } else if (facts.release === undefined && line.includes('ainted')) {
      // One blank for many: the kernel pads the letters of a taint, and the patterns stay linear.
      facts = {...facts, ...ofTaintLine(line.slice(0, lineCharsRead).replace(/ {2,}/g, ' '))};
    }
  }
  return facts;
}

function ofTaintLine(text: string): Partial<Facts> {
  const match = cpuLine.exec(text);
  if (match !== null) {
    const [, cpu, task, taint, release] = match;
    return {cpu: Number(cpu), ...(task === undefined ? {} : {task}), ...releaseFacts(release, taint)};
  }
  const [, taint, release] = releaseLine.exec(text) ?? [];
  return releaseFacts(release, taint);
}

function releaseFacts(release: string | undefined, taint: string | undefined): Partial<Facts> {
  // Since 6.12 each letter has its name behind it: `[W]=WARN, [O]=OOT_MODULE`; the letters come first.
  const letters = taint?.replace(/,? ?\[[A-Z]\]=.*$/, '').trim();
  return {
    ...(release === undefined ? {} : {release}),
    ...(letters === undefined || letters === '' ? {} : {taint: letters}),
  };
}

/** `ringlog(OE)`: an O among a module's taints means that it was built out of the tree. */
function outOfTree(text: string): readonly string[] {
  const names = [...text.matchAll(/ ([\w-]{1,64})\([A-Z+-]{0,8}O[A-Z+-]{0,8}\)/g)].map((match) => match[1] ?? '');
  return names.slice(0, ownModulesMax);
}
