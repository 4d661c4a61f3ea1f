// What is piped or redirected into `target exec`, for the command there: read to its end here, since a target takes files and no streams.
import {fstatSync} from 'node:fs';
import {CommandFault, say} from './say.ts';

export const inputBytesMax = 16 * 1024 * 1024;
/** Somebody may have left a pipe open without meaning to give us anything. */
const patienceMs = 3000;

/** Empty for a terminal and for /dev/null. Throws a CommandFault for more than a target is given. */
export async function readInput(): Promise<Buffer> {
  if (!isGiven()) return Buffer.alloc(0);
  const words = 'reading standard input to its end, for the command; `</dev/null` gives it none';
  const timer = setTimeout(() => say(words), patienceMs);
  return collected(process.stdin).finally(() => clearTimeout(timer));
}

export async function collected(stream: AsyncIterable<Buffer>, bytesMax = inputBytesMax): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bytesMax) {
      const max = `${bytesMax / 1024 / 1024} MiB`;
      throw new CommandFault(`standard input is longer than ${max}: \`target push\` brings files to the target`, 2);
    }
  }
  return Buffer.concat(chunks);
}

function isGiven(): boolean {
  try {
    const facts = fstatSync(0);
    return facts.isFIFO() || facts.isFile() || facts.isSocket();
  } catch {
    return false;
  }
}
