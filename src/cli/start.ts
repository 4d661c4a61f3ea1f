// `quarterdeck` without a word: asks a person on the start screen what to do, and does it. Where nobody can be asked it is `run`.
import type {StartChoice} from '../view/start/start-ui.ts';
import {attachCommand} from './attach.ts';
import type {RunArguments} from './command-line.ts';
import {expanded} from './complete-folder.ts';
import {mayAsk} from './may-ask.ts';
import {readDeck} from './read-deck.ts';
import {runCommand, withoutScreen} from './run.ts';
import {CommandFault} from './say.ts';
import {askAtStart} from './start-screen.ts';
import {requireTerminal} from './watch-session.ts';

export async function startCommand(): Promise<number> {
  const screen = await readDeck({});
  requireTerminal(screen, withoutScreen);
  if (!mayAsk(process.env, screen)) return runCommand(plainRun);
  return carriedOut(await askAtStart({at: 'menu'}, screen));
}

const plainRun: RunArguments = {headless: false, ask: false, unsafeHostBuild: false};

async function carriedOut(choice: StartChoice): Promise<number> {
  switch (choice.kind) {
    case 'goal':
      return runCommand({...plainRun, goal: choice.goal}, 'answered');
    case 'task':
      return runCommand({...plainRun, task: expanded(choice.folder, process.env)}, 'answered');
    case 'attach':
      return attachCommand({id: choice.id});
    case 'replay':
      return (await import('./replay.ts')).replayCommand({id: choice.id});
    case 'console':
      return (await import('./console.ts')).consoleCommand({
        command: 'console',
        target: choice.target,
        timestamps: false,
        hex: false,
      });
    case 'asked':
      return runCommand(plainRun);
    case 'leave':
      throw new CommandFault('left; nothing was begun', 130);
    default:
      return choice satisfies never;
  }
}
