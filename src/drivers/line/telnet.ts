// As much of telnet (RFC 854) as a raw TCP console needs when the other side begins with it: every option is refused, so that the bytes stay
// bytes. A stream that does not begin with an offer is raw and is passed on as it is, whatever it holds.

const [will, wont, doIt, dont] = [251, 252, 253, 254] as const;
const [subBegin, subEnd, breakCommand, iac] = [250, 240, 243, 255] as const;

export const telnetBreak = Uint8Array.of(iac, breakCommand);

export interface TelnetState {
  /** `unknown` until the first bytes have told. */
  readonly speaks: 'unknown' | 'raw' | 'telnet';
  /** Where a cut left off: `command` comes after the escape byte. */
  readonly at: 'text' | 'command' | 'option' | 'sub' | 'subCommand';
  /** The command whose option byte is awaited. */
  readonly command: number;
}

export const initialTelnet: TelnetState = {speaks: 'unknown', at: 'text', command: 0};

export interface TelnetRead {
  readonly state: TelnetState;
  readonly bytes: Uint8Array;
  /** What has to be sent back. */
  readonly answer: Uint8Array;
}

const nothing = new Uint8Array(0);

export function readTelnet(before: TelnetState, chunk: Uint8Array): TelnetRead {
  if (before.speaks === 'raw' || chunk.length === 0) return {state: before, bytes: chunk, answer: nothing};
  if (before.speaks === 'telnet') return negotiate(before, chunk);
  // An offer is the escape byte and a command; until both are there, the first one is withheld.
  const [first, second] = before.at === 'command' ? [iac, chunk[0]] : [chunk[0], chunk[1]];
  if (first === iac && second === undefined) {
    return {state: {...before, at: 'command'}, bytes: nothing, answer: nothing};
  }
  if (first === iac && second !== undefined && second >= will && second <= dont) {
    return negotiate({...before, speaks: 'telnet'}, chunk);
  }
  const bytes = before.at === 'command' ? Uint8Array.from([iac, ...chunk]) : chunk;
  return {state: {speaks: 'raw', at: 'text', command: 0}, bytes, answer: nothing};
}

/** In telnet the escape byte itself is sent twice. */
export function telnetText(bytes: Uint8Array): Uint8Array {
  return bytes.includes(iac) ? Uint8Array.from([...bytes].flatMap((b) => (b === iac ? [b, b] : [b]))) : bytes;
}

function negotiate(before: TelnetState, chunk: Uint8Array): TelnetRead {
  let {at, command} = before;
  const bytes = new Uint8Array(chunk.length);
  const answer: number[] = [];
  let length = 0;
  for (const byte of chunk) {
    switch (at) {
      case 'text':
        if (byte === iac) at = 'command';
        else bytes[length++] = byte;
        break;
      case 'command':
        command = byte;
        if (byte === iac) bytes[length++] = byte;
        at = byte >= will && byte <= dont ? 'option' : byte === subBegin ? 'sub' : 'text';
        break;
      case 'option':
        if (command === doIt) answer.push(iac, wont, byte);
        if (command === will) answer.push(iac, dont, byte);
        at = 'text';
        break;
      case 'sub':
        if (byte === iac) at = 'subCommand';
        break;
      case 'subCommand':
        at = byte === subEnd ? 'text' : 'sub';
        break;
      default:
        at satisfies never;
    }
  }
  return {
    state: {speaks: 'telnet', at, command},
    bytes: bytes.subarray(0, length),
    answer: Uint8Array.from(answer),
  };
}
