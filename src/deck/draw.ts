// Ink over a terminal that is in our own hands: how a screen is drawn is said here, once for every screen.
import {PassThrough, Writable} from 'node:stream';
import {type Instance, render} from 'ink';
import type {ReactNode} from 'react';

/** Ink gets no keyboard: it would take the terminal's modes into its own hands. */
export function drawn(screen: ReactNode, stdout: Writable): Instance {
  return render(screen, {
    stdout,
    stdin: new PassThrough(),
    stderr: new Writable({write: (_chunk, _encoding, done) => done()}),
    maxFps: 120,
    incrementalRendering: true,
    interactive: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
}
