// `quarterdeck console`: a serial terminal on a target, or on any line. On a terminal it is one to work in; in a pipe it prints what comes.
import {messageOf} from '../runtime/insist.ts';
import {bootForConsole} from './boot-for-console.ts';
import type {ConsoleArguments} from './command-line.ts';
import {printConsole} from './console-print.ts';
import {consoleSourceOf} from './console-source.ts';
import {workInConsole} from './console-work.ts';
import {CommandFault, say} from './say.ts';

/** The exit status: 0 when it was left or the stream ended. Throws a CommandFault of status 2 or 3. */
export async function consoleCommand(line: {readonly command: 'console'} & ConsoleArguments): Promise<number> {
  const {timestamps, hex, capture, target, config} = line;
  const {source, settings} = await consoleSourceOf({
    environment: process.env,
    directory: process.cwd(),
    ...(target === undefined ? {} : {target}),
    ...(config === undefined ? {} : {config}),
  });
  // Before the terminal is taken: whether there is anything to look at, and the wait for it, are told in plain lines.
  const after = settings === undefined ? null : await bootForConsole(settings);
  const options = {source, timestamps, hex, ...(capture === undefined ? {} : {capture})};
  const {stdin, stdout} = process;
  try {
    const status =
      stdin.isTTY && stdout.isTTY ? await workInConsole({...options, stdin, stdout}) : await printConsole(options);
    if (after !== null) say(after);
    return status;
  } catch (fault) {
    throw fault instanceof CommandFault ? fault : new CommandFault(messageOf(fault), 3);
  }
}
