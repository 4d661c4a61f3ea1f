// Takes apart what comes over a board's console: the answers of our own server there, which stand between two control bytes, and all
// the rest, which is the console. The kernel prints into the middle of an answer; its lines are let through at once.

export interface Unframing {
  /** The answer that has begun; null outside of one. */
  readonly open: string | null;
  /** Inside an answer, a line of somebody else has begun. */
  readonly foreign: boolean;
}

export interface Unframed {
  readonly unframing: Unframing;
  readonly frames: readonly string[];
  readonly rest: string;
}

export const initialUnframing: Unframing = {open: null, foreign: false};

const begin = '\x1d';
const end = '\x1e';
/** The server's longest answer is 1500 characters. */
const frameCharsMax = 4096;
/** What an answer is made of. A line of the kernel begins with a bracket, which is none of it. */
const own = /[\w+/=.:, !-]/;

/** Text is a byte a character. */
export function unframe(unframing: Unframing, text: string): Unframed {
  let {open, foreign} = unframing;
  let rest = '';
  const frames: string[] = [];
  for (const char of text) {
    if (open === null) {
      if (char === begin) open = '';
      else if (char !== end) rest += char;
      continue;
    }
    if (foreign) {
      rest += char;
      foreign = char !== '\n';
      continue;
    }
    if (char === end) {
      frames.push(open);
      open = null;
    } else if (char === begin) open = '';
    else if (own.test(char)) open += char;
    else if (char !== '\r') {
      rest += char;
      foreign = char !== '\n';
    }
    if (open !== null && open.length > frameCharsMax) {
      rest += open;
      open = null;
    }
  }
  return {unframing: {open, foreign: open !== null && foreign}, frames, rest};
}

/** An answer has begun, and nothing of somebody else stands in it unended. */
export function isInAnswer({open, foreign}: Unframing): boolean {
  return open !== null && !foreign;
}

/** To be called after a silence: an answer that did not end was none. Never in the middle of somebody else's line, which stays whole. */
export function abandonFrame(unframing: Unframing): Unframed {
  if (!isInAnswer(unframing)) return {unframing, frames: [], rest: ''};
  return {unframing: initialUnframing, frames: [], rest: unframing.open ?? ''};
}
