// Takes a stream of server-sent events apart (WHATWG HTML, "Server-sent events"). Text comes cut anywhere: what is not whole yet is
// kept, up to a bound, since a server may never end its line.

export interface ServerEvent {
  /** Empty where the server gives the event no name. */
  readonly name: string;
  readonly text: string;
}

export interface SseState {
  /** The line that is not whole yet. */
  readonly rest: string;
  readonly name: string;
  readonly lines: readonly string[];
}

export const sseStart: SseState = {rest: '', name: '', lines: []};

/** A whole answer may be one event. */
const charactersMax = 8_000_000;

export class EndlessEvent extends Error {}

export function readSse(
  state: SseState,
  chunk: string,
): {readonly state: SseState; readonly events: readonly ServerEvent[]} {
  const {lines, rest} = linesOf(state.rest + chunk);
  const events: ServerEvent[] = [];
  let open: Pick<SseState, 'name' | 'lines'> = state;
  for (const line of lines) {
    if (line !== '') {
      open = withLine(open, line);
      continue;
    }
    if (open.lines.length > 0) events.push(eventOf(open));
    open = sseStart;
  }
  const size = open.lines.reduce((sum, {length}) => sum + length, rest.length);
  if (size > charactersMax) throw new EndlessEvent(`an event has more than ${charactersMax} characters`);
  return {state: {...open, rest}, events};
}

/** What a server that ends without an empty line has said last; it may be half of it. */
export function lastOfSse(state: SseState): ServerEvent | null {
  const open = state.rest === '' ? state : withLine(state, state.rest.replace(/\r$/, ''));
  return open.lines.length === 0 ? null : eventOf(open);
}

/** A line ends with CR, LF or both; a CR at the end may still be followed by its LF. */
function linesOf(text: string): {readonly lines: readonly string[]; readonly rest: string} {
  const held = text.endsWith('\r') ? '\r' : '';
  const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
  const rest = (lines.pop() ?? '') + held;
  return {lines, rest};
}

function withLine<Open extends Pick<SseState, 'name' | 'lines'>>(open: Open, line: string): Open {
  const colon = line.indexOf(':');
  // A comment: it keeps the line alive, and says nothing.
  if (colon === 0) return open;
  const field = (colon < 0 ? line : line.slice(0, colon)).replace(/^\uFEFF/, '');
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (field === 'event') return {...open, name: value};
  return field === 'data' ? {...open, lines: [...open.lines, value]} : open;
}

function eventOf({name, lines}: Pick<SseState, 'name' | 'lines'>): ServerEvent {
  return {name, text: lines.join('\n')};
}
