// `target crashes`: what is kept of a target's crashes, the newest first, with the file that holds each.
import {type KeptCrash, readCrashes} from '../drivers/holder/crash-records.ts';
import {heldPathsFor} from './hold-file.ts';
import {onReaderGone} from './interrupts.ts';
import {say} from './say.ts';

export async function listCrashes(name: string, json: boolean): Promise<number> {
  onReaderGone(() => {});
  const crashes = await readCrashes(heldPathsFor(name).crashes);
  if (json) process.stdout.write(`${JSON.stringify(crashes)}\n`);
  else if (crashes.length === 0) say(`no crash of ${name} is known`);
  else process.stdout.write(crashes.map(crashRow).join(''));
  return 0;
}

export function crashRow({atMs, how, title, file}: KeptCrash): string {
  const when = new Date(atMs).toISOString().replace('T', ' ').slice(0, 19);
  return `${when}Z  ${how.padEnd(8)}  ${title}\n  ${file}\n`;
}
