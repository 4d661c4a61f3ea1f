// A core in this process that a deck in a pty is attached to.
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import type {PersonCommand, Refusal} from '../../src/core/commands.ts';
import type {Entry, Event} from '../../src/core/events.ts';
import {openScreens, type ScreensServer} from '../../src/drivers/screens.ts';
import {typescriptWords} from '../../src/setup/typescript-words.mjs';
import {temporaryFolder} from '../temporary.ts';

export interface FixtureCore {
  readonly socketPath: string;
  readonly server: ScreensServer;
  readonly commands: readonly PersonCommand[];
  readonly typed: () => string;
  /** Resolves once so many bytes were typed. */
  typedBytes(count: number): Promise<void>;
  /** Resolves once so many commands were given. */
  asked(count: number): Promise<void>;
  happen(...events: readonly Event[]): void;
  /** What the core answers to a command; it takes everything in when nothing else is said. */
  answer(with_: (command: PersonCommand) => Refusal | null): void;
}

export async function openFixtureCore(context: TestContext, events: readonly Event[]): Promise<FixtureCore> {
  const socketPath = join(await temporaryFolder(context), 'sock');
  const journal: Entry[] = [];
  const commands: PersonCommand[] = [];
  const typed: Uint8Array[] = [];
  const waiting = new Set<() => void>();
  let answerOf: (command: PersonCommand) => Refusal | null = () => null;
  const server = await openScreens({
    socketPath,
    entriesFrom: async function* (fromSeq, toSeq) {
      yield* journal.slice(fromSeq - 1, toSeq);
    },
    async onCommand(command) {
      commands.push(command);
      for (const look of waiting) look();
      return answerOf(command);
    },
    onType(bytes) {
      typed.push(bytes);
      for (const look of waiting) look();
    },
    async onBreak() {
      typed.push(Buffer.from('<BREAK>'));
      return null;
    },
  });
  context.after(() => server.close());
  function once(holds: () => boolean): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    const look = (): void => (holds() ? resolve() : undefined);
    waiting.add(look);
    look();
    return promise;
  }
  const core: FixtureCore = {
    socketPath,
    server,
    commands,
    typed: () => Buffer.concat(typed).toString('latin1'),
    typedBytes: (count) => once(() => Buffer.concat(typed).length >= count),
    asked: (count) => once(() => commands.length >= count),
    happen(...more) {
      const added = more.map((event, index) => ({seq: journal.length + index + 1, atMs: Date.now(), event}));
      journal.push(...added);
      server.entries(added);
    },
    answer(with_) {
      answerOf = with_;
    },
  };
  core.happen(...events);
  return core;
}

const fixture = new URL('./fixture-deck.ts', import.meta.url).pathname;

/** Node runs it directly: a launcher in between would take the signals. */
export function deckWords(socketPath: string, ...more: readonly string[]): readonly string[] {
  return [process.execPath, ...typescriptWords, fixture, socketPath, ...more];
}
