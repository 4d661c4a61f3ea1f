// Both ends of the link for its tests: the real server over a journal in memory, and screens that remember what they were told.
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import type {PersonCommand} from '../../src/core/commands.ts';
import type {Entry} from '../../src/core/events.ts';
import type {DownLine} from '../../src/core/link.ts';
import {deckClock} from '../../src/deck/clock.ts';
import {type DeckLink, openLink} from '../../src/deck/link.ts';
import {openScreens, type ScreensServer} from '../../src/drivers/screens.ts';
import type {Clock} from '../../src/ports.ts';
import type {Link} from '../../src/view/live.ts';
import {temporaryFolder} from '../temporary.ts';

/** Waits as the real clock does, only not for as long: what is tested is what happens, not when. */
export const hastyClock: Clock = {nowMs: deckClock.nowMs, after: (ms, then) => deckClock.after(Math.min(ms, 5), then)};

export interface Screen {
  readonly link: DeckLink;
  readonly lines: readonly DownLine[];
  readonly states: readonly Link[];
  /** Resolves as soon as the condition holds; asked again whenever something came. */
  until(holds: () => boolean): Promise<void>;
}

export function openScreen(context: TestContext, socketPath: string, clock: Clock = deckClock): Screen {
  const lines: DownLine[] = [];
  const states: Link[] = [];
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const look of waiting) look();
  };
  const link = openLink({
    socketPath,
    clock,
    onLine(line) {
      lines.push(line);
      changed();
    },
    onState(state) {
      states.push(state);
      changed();
    },
  });
  context.after(() => link.close());
  return {
    link,
    lines,
    states,
    until(holds) {
      const {promise, resolve} = Promise.withResolvers<void>();
      const look = (): void => {
        if (holds()) {
          waiting.delete(look);
          resolve();
        }
      };
      waiting.add(look);
      look();
      return promise;
    },
  };
}

export interface Core {
  readonly socketPath: string;
  readonly server: ScreensServer;
  readonly commands: readonly PersonCommand[];
  readonly typed: () => string;
  happen(count: number): void;
  stop(): Promise<void>;
}

/** The real server over a journal in memory. */
export async function openCore(context: TestContext, socketPath: string, journal: Entry[] = []): Promise<Core> {
  const commands: PersonCommand[] = [];
  const typed: Buffer[] = [];
  const server = await openScreens({
    socketPath,
    newestSeq: journal.length,
    entriesFrom: async function* (fromSeq, toSeq) {
      yield* journal.slice(fromSeq - 1, toSeq);
    },
    onCommand: async (command) => {
      commands.push(command);
      return command.do === 'resetTarget' ? {refused: 'the target is off'} : null;
    },
    onType(bytes) {
      typed.push(Buffer.from(bytes));
    },
    onBreak: async () => ({refused: 'the line takes no BREAK'}),
  });
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await server.close();
  };
  context.after(stop);
  return {
    socketPath,
    server,
    commands,
    typed: () => Buffer.concat(typed).toString(),
    happen(count) {
      const added = Array.from({length: count}, (_, index) => note(journal.length + index + 1));
      journal.push(...added);
      server.entries(added);
    },
    stop,
  };
}

export function note(seq: number): Entry {
  return {seq, atMs: seq, event: {type: 'note.written', by: 'planner', text: `note ${seq}`}};
}

export function seqsOf({lines}: Screen): readonly number[] {
  return lines.flatMap((line) => (line.kind === 'entry' ? [line.entry.seq] : []));
}

export const upTo = (count: number): readonly number[] => Array.from({length: count}, (_, index) => index + 1);
export const hasCaughtUp = ({lines}: Screen) => lines.some(({kind}) => kind === 'caughtUp');

export async function socketIn(context: TestContext): Promise<string> {
  return join(await temporaryFolder(context), 'sock');
}
