// The last line of a console that has no end yet: where a prompt stands. What the kernel printed into the middle of it is taken out.

export interface LastLine {
  readonly text: string;
}

export const noLastLine: LastLine = {text: ''};

const charsMax = 1024;
/** A line of the kernel, from its time stamp to its end. */
const kernelLine = /\[ *\d+\.\d{3,6}\](?:\[[ \w]+\])? [^\n]*\n/g;
/** Colours, titles, questions for the cursor. */
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][\w]|[=>\w])/g;

export function addToLastLine(line: LastLine, text: string): LastLine {
  const all = `${line.text}${text}`.replaceAll(kernelLine, '');
  // A kernel line that has not ended stays, with what stood before it: its end takes it out.
  const stamp = /\[ *\d+\.\d{3,6}\][^\n]*$/.exec(all);
  const upTo = stamp?.index ?? all.length;
  const from = all.lastIndexOf('\n', upTo - 1) + 1;
  return {text: all.slice(Math.max(upTo === 0 ? 0 : from, all.length - charsMax))};
}

/** As a person sees it, after what overwrote it. */
export function shownLine({text}: LastLine): string {
  const plain = text.replaceAll(escapes, '');
  return plain.slice(plain.replace(/\r+$/, '').lastIndexOf('\r') + 1).replaceAll('\r', '');
}
