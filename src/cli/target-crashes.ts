// `target crashes`: what is kept of a target's crashes, the newest first, one row a crash with the files that hold what there is of it.
import {dirname} from 'node:path';
import {type KeptCrash, readCrashes} from '../drivers/holder/crash-records.ts';
import {heldPathsFor} from './hold-file.ts';
import {onReaderGone} from './interrupts.ts';
import {say} from './say.ts';

/** What was kept of one crash, oldest first. */
export type CrashPieces = readonly [KeptCrash, ...KeptCrash[]];

export async function listCrashes(name: string, json: boolean): Promise<number> {
  onReaderGone(() => {});
  const crashes = await readCrashes(heldPathsFor(name).crashes);
  if (json) process.stdout.write(`${JSON.stringify(crashes)}\n`);
  else if (crashes.length === 0) say(`no crash of ${name} is known`);
  else process.stdout.write(joinCrashes(crashes).map(crashRow).join(''));
  return 0;
}

/** From newest to oldest, and so are the crashes of the answer. */
export function joinCrashes(crashes: readonly KeptCrash[]): readonly CrashPieces[] {
  const joined = new Map<string, CrashPieces>();
  for (const [at, piece] of crashes.entries()) {
    const key = piece.crash === undefined ? String(at) : `${piece.crash} of ${dirname(piece.file)}`;
    joined.set(key, [piece, ...(joined.get(key) ?? [])]);
  }
  return [...joined.values()];
}

/** What says most of a crash: a hang is one whatever ended it, and a record is only what came back. */
const weight: Readonly<Record<KeptCrash['how'], number>> = {hung: 3, panicked: 2, oopsed: 1, record: 0};

export function crashRow(pieces: CrashPieces): string {
  const [first] = pieces;
  const {how, title} = pieces.reduce((most, piece) => (weight[piece.how] > weight[most.how] ? piece : most), first);
  const when = new Date(first.atMs).toISOString().replace('T', ' ').slice(0, 19);
  const by = first.by === undefined ? '' : `  (${first.by})`;
  const files = pieces.map((piece) => `  ${piece.how.padEnd(8)}  ${piece.file}\n`);
  return `${when}Z  ${how.padEnd(8)}  ${title}${by}\n${files.join('')}`;
}
