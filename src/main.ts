// Arguments to a command, and its exit status.
import {readFileSync} from 'node:fs';
import {parseCommandLine} from './cli/arguments.ts';
import {isCommand} from './cli/command-table.ts';
import {helpText} from './cli/help.ts';
import {holdKeys} from './cli/hold-keys.ts';
import {CommandFault, say} from './cli/say.ts';

const bugStatus = 70;

/** At once: before these nothing is asked and nothing prepared. */
const opensScreen: ReadonlySet<string> = new Set(['start', 'attach', 'replay']);

async function main(words: readonly string[]): Promise<number> {
  const line = parseCommandLine(words);
  if ('usage' in line) {
    say(`quarterdeck: ${line.usage}`);
    const about = words.find(isCommand);
    say(about === undefined ? 'quarterdeck --help says what there is' : `quarterdeck help ${about} says what it takes`);
    return 2;
  }
  if (opensScreen.has(line.command)) holdKeys();
  // Each command is loaded when it is asked for: help must not wait for a screen's packages.
  switch (line.command) {
    case 'help':
      process.stdout.write(helpText(line.about));
      return 0;
    case 'version':
      process.stdout.write(`quarterdeck ${version()}\n`);
      return 0;
    case 'start':
      return (await import('./cli/start.ts')).startCommand();
    case 'run':
      return (await import('./cli/run.ts')).runCommand(line);
    case 'attach':
      return (await import('./cli/attach.ts')).attachCommand(line);
    case 'sessions':
      return (await import('./cli/sessions.ts')).sessionsCommand(line);
    case 'resume':
      return (await import('./cli/resume.ts')).resumeCommand(line);
    case 'replay':
      return (await import('./cli/replay.ts')).replayCommand(line);
    case 'report':
      return (await import('./cli/report.ts')).reportCommand(line);
    case 'prompt':
      return (await import('./cli/prompt.ts')).promptCommand(line);
    case 'check':
      return (await import('./cli/check.ts')).checkCommand(line);
    case 'examine':
      return (await import('./cli/examine.ts')).examineCommand(line);
    case 'console':
      return (await import('./cli/console.ts')).consoleCommand(line);
    case 'target':
      return (await import('./cli/target.ts')).targetCommand(line);
    case 'kernel':
      return (await import('./cli/kernel.ts')).kernelCommand(line);
    case 'crash':
      return (await import('./cli/crash.ts')).crashCommand(line);
    case 'docs':
      return (await import('./cli/docs.ts')).docsCommand(line);
    case 'doctor':
      return (await import('./cli/doctor-command.ts')).doctorCommand(line);
    case 'holder':
      return (await import('./cli/holder.ts')).holderCommand(line.folder);
    case 'core':
      return (await import('./cli/core.ts')).coreCommand(line.folder);
    default:
      return line satisfies never;
  }
}

/** What the system refused, to a file or a socket, is no bug of ours; null when it is something else. */
function systemFault(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    return `the disk is full: ${error.message}; make room and start again`;
  return error.message;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as {version?: unknown}).version);
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  if (error instanceof CommandFault) {
    say(`quarterdeck: ${error.message}`);
    process.exit(error.status);
  }
  const words = systemFault(error);
  if (words !== null) {
    say(`quarterdeck: ${words}`);
    process.exit(3);
  }
  say(`a bug in Quarterdeck: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exit(bugStatus);
}
