// What the build of a whole kernel says, a line each: `  CC      kernel/fork.o`.

const compiles = /^ {2}(?:CC|AS|HOSTCC)(?: \[M\])? +\S/;
const complains = /(?:\berror:|fatal error:|No space left on device|\*\*\*|Error \d+$|undefined reference)/;
const complaintsMax = 6;

export function compiledObjects(lines: readonly string[]): number {
  return lines.filter((line) => compiles.test(line)).length;
}

/** The first lines that say why it failed; make's own, which only say that something did, where there are no others. */
export function complaintsOf(lines: readonly string[]): readonly string[] {
  const all = lines.filter((line) => complains.test(line));
  const causes = all.filter((line) => !/^make(?:\[\d+\])?: /.test(line));
  return (causes.length > 0 ? causes : all).slice(0, complaintsMax);
}
