// Runs a tool of the host to its end and gives what it printed; rejects in words when it could not.
import {execFile} from 'node:child_process';

const outputBytesMax = 16 << 20;
const deadlineMs = 120_000;

export function runTool(command: string, parameters: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const limits = {maxBuffer: outputBytesMax, timeout: deadlineMs};
    execFile(command, [...parameters], limits, (fault, stdout, stderr) => {
      if (fault) reject(new Error(`${command}: ${stderr.trim().slice(-2000) || fault.message}`));
      else resolve(stdout);
    });
  });
}
