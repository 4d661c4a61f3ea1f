// `quarterdeck report`: what a session came to, as Markdown, from its journal.
import {writeFile} from 'node:fs/promises';
import {standingOf} from '../core/session-standing.ts';
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {listSessions, readSession} from '../drivers/session/sessions.ts';
import {messageOf} from '../runtime/insist.ts';
import {reportOf} from '../view/report/report.ts';
import {chooseSession} from './choose-session.ts';
import type {ReportArguments} from './command-line.ts';
import {CommandFault, say} from './say.ts';

export async function reportCommand({id: wanted, out}: ReportArguments): Promise<number> {
  const {id, paths, corePid} = chooseSession(await listSessions(sessionsFolderOf(process.env)), wanted);
  const {state, damage} = await readSession(paths);
  const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const text = reportOf({id, standing: standingOf(state, corePid, damage), state, time});
  if (out === undefined) {
    process.stdout.write(text);
    return 0;
  }
  await writeFile(out, text).catch((error: unknown) => {
    throw new CommandFault(`the report can't be written to ${out}: ${messageOf(error)}`, 2);
  });
  say(`the report of session ${id} is in ${out}`);
  return 0;
}
