// Every command of the serial console, once: the key behind ctrl-t, what it does, and its sentence in the help. Reading keys and the help
// are both made from this table.

export type ConsoleCommand =
  | 'help'
  | 'quit'
  | 'sendBreak'
  | 'toggleDtr'
  | 'toggleRts'
  | 'toggleEcho'
  | 'nextStamp'
  | 'toggleHex'
  | 'search'
  | 'lastCrash'
  | 'sendFile'
  | 'clear'
  | 'state'
  | 'suspend'
  | 'sendKey';

export interface CommandKey {
  /** One printable character, or ctrl-t itself. */
  readonly key: string;
  readonly does: ConsoleCommand;
  readonly help: string;
}

export const commandByte = 0x14;
export const commandKeyShown = 'ctrl-t';

export const commandKeys: readonly CommandKey[] = [
  {key: '?', does: 'help', help: 'this list'},
  {key: 'q', does: 'quit', help: 'leave the console'},
  {key: '/', does: 'search', help: 'look back and search in what came'},
  {key: 'c', does: 'lastCrash', help: 'look back at the last crash'},
  {key: 't', does: 'nextStamp', help: 'time stamps: the time, since the start, since the line before, none'},
  {key: 'h', does: 'toggleHex', help: 'bytes as hex, or as text again'},
  {key: 'e', does: 'toggleEcho', help: 'show what is typed, for a target that does not'},
  {key: 'f', does: 'sendFile', help: 'send a file as it is; ctrl-c ends it'},
  {key: 'b', does: 'sendBreak', help: 'send BREAK; a letter after it is a SysRq'},
  {key: 'd', does: 'toggleDtr', help: 'turn DTR over'},
  {key: 'r', does: 'toggleRts', help: 'turn RTS over'},
  {key: 'l', does: 'clear', help: 'clear the screen, and end what the target made of it'},
  {key: 'i', does: 'state', help: 'the line, what is on, and how much came'},
  {key: 'z', does: 'suspend', help: 'suspend this program'},
  {key: '\x14', does: 'sendKey', help: 'send ctrl-t itself'},
];

const byKey = new Map(commandKeys.map(({key, does}) => [key, does]));

/** `Q` is as good as `q`: caps lock may be on. */
export function commandOf(key: string): ConsoleCommand | undefined {
  return byKey.get(key) ?? byKey.get(key.toLowerCase());
}

export function commandHelp(): readonly string[] {
  return commandKeys.map(
    ({key, help}) => `${commandKeyShown} ${key === '\x14' ? commandKeyShown : key}`.padEnd(16) + help,
  );
}
