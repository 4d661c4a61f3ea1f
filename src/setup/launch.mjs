#!/usr/bin/env node
// The command `quarterdeck`, on whatever node the machine has: sets up what is missing, then runs the program on the
// node that the package brings.
import {join} from 'node:path';
import {runNode} from './child.mjs';
import {installDependencies, root, SetupFault} from './dependencies.mjs';
import {checkMachine} from './machine.mjs';
import {typescriptWords} from './typescript-words.mjs';

try {
  checkMachine();
  await installDependencies('run');
  const words = [...typescriptWords, join(root, 'src/main.ts'), ...wordsGiven()];
  process.exitCode = await runNode(words, {environment: {NODE_ENV: 'production'}});
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  process.stderr.write(`quarterdeck: ${error.message}\n`);
  process.exitCode = error.status;
}

/** Without a word `quarterdeck` asks what to do; `npm start` promises the deck on the shipped task, which is `run`. */
function wordsGiven() {
  const given = process.argv.slice(2);
  return given.length === 0 && process.env.npm_lifecycle_event === 'start' ? ['run'] : given;
}
