// Words for the person on standard error, outside the full screen.

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Ends a command in words and with an exit status: 2 usage or configuration, 3 a fault of the machinery, 130 interrupted. */
export class CommandFault extends Error {
  readonly status: 2 | 3 | 130;
  constructor(message: string, status: 2 | 3 | 130) {
    super(message);
    this.status = status;
  }
}
