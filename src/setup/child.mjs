// Runs one program in our place: its terminal, its signals and its exit status are ours.
import {spawn} from 'node:child_process';
import {constants} from 'node:os';
import {nodeProgram} from './dependencies.mjs';

/** The exit status of the package's own node with `words`: 128 and the signal's number when a signal ended it. */
export function runNode(words, {environment = {}, directory = process.cwd()} = {}) {
  return new Promise((resolve) => {
    const child = spawn(nodeProgram(), words, {
      cwd: directory,
      env: {...process.env, ...environment},
      stdio: 'inherit',
    });
    const stop = passSignalsOn(child);
    child.once('error', (error) => {
      process.stderr.write(`quarterdeck: ${nodeProgram()} does not start: ${error.message}\n`);
      stop();
      resolve(3);
    });
    child.once('exit', (code, signal) => {
      stop();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** A terminal sends ctrl-c to us and to the child alike; passed on, the child would take it for two. */
function passSignalsOn(child) {
  const isOnTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  const handlers = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR2', 'SIGCONT'].map((signal) => {
    const comesFromTerminal = isOnTerminal && (signal === 'SIGINT' || signal === 'SIGQUIT' || signal === 'SIGCONT');
    const handler = () => {
      if (!comesFromTerminal) child.kill(signal);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const off of handlers) off();
  };
}
