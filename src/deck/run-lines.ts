// A session in plain lines in place of the full screen: what happens is written as it comes, what is typed is a line. Nothing is drawn, no mode of
// the terminal is changed.
import {createInterface} from 'node:readline';
import {StringDecoder} from 'node:string_decoder';
import type {PersonCommand} from '../core/commands.ts';
import type {DownLine} from '../core/link.ts';
import {emptyLive, type Link, type Live, takeLine, withLink} from '../view/live.ts';
import {safeText} from '../view/safe-text.ts';
import {spokenAfter, statusLines} from '../view/spoken/spoken.ts';
import {type Wanted, wantedBy} from '../view/spoken/typed-line.ts';
import {deckClock as clock} from './clock.ts';
import {type DeckEnd, endOf, type Leaving} from './deck-end.ts';
import {openLink} from './link.ts';

export interface LinesOptions {
  readonly socketPath: string;
  readonly sessionId: string;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
}

/** Of the console, when it is asked for. */
const consoleLines = 10;

export async function runLines({socketPath, sessionId, stdin, stdout}: LinesOptions): Promise<DeckEnd> {
  const {promise: left, resolve: leave} = Promise.withResolvers<Leaving>();
  const decoder = new StringDecoder('utf8');
  const decode = (base64: string): string => decoder.write(Buffer.from(base64, 'base64'));
  const say = (line: string): boolean => stdout.write(`${safeText(line)}\n`);
  const sayAll = (lines: readonly string[]): void => {
    for (const line of lines) say(line);
  };
  let live: Live = emptyLive;
  let asked: PersonCommand | null = null;

  function take(line: DownLine): void {
    const before = live;
    live = takeLine(live, line, {nowMs: clock.nowMs(), decode});
    if (live.caughtUp) tell(before);
  }

  function tell(before: Live): void {
    if (!before.caughtUp) begin();
    else if (live.state !== before.state) sayAll(spokenAfter(before.state, live.state));
    const isOver = live.state.session.phase === 'ended' && before.state.session.phase !== 'ended';
    if (isOver && before.caughtUp) leave({kind: 'stopped'});
  }

  function begin(): void {
    say(`session ${sessionId}, in plain lines; type help for what can be typed`);
    sayAll(statusLines(live.state));
    if (live.state.session.phase === 'ended') leave({kind: 'detach'});
  }

  function takeLink(link: Link): void {
    if (live.state.session.phase === 'ended') return;
    live = withLink(live, link);
    if (link.kind === 'lost') say(`the link to the session is lost: ${link.why}; it is tried again`);
    if (link.kind === 'refused') leave({kind: 'detach'});
  }

  async function send(command: PersonCommand): Promise<void> {
    const refusal = await link.send(command);
    say(refusal === null ? 'done' : `refused: ${refusal.refused}`);
  }

  function typed(line: string): void {
    const confirmed = asked;
    asked = null;
    if (confirmed === null) carryOut(wantedBy(line, live.state));
    else if (/^yes$/i.test(line.trim())) void send(confirmed);
    else say('left as it is');
  }

  function carryOut(wanted: Wanted): void {
    switch (wanted.kind) {
      case 'say':
        sayAll(wanted.lines);
        return;
      case 'command':
        void send(wanted.command);
        return;
      case 'ask':
        asked = wanted.command;
        say(wanted.words);
        return;
      case 'console':
        sayAll(lastOfConsole(live));
        return;
      case 'leave':
        leave({kind: 'detach'});
        return;
      default:
        wanted satisfies never;
    }
  }

  const link = openLink({socketPath, clock, onLine: take, onState: takeLink});
  const lines = createInterface({input: stdin, terminal: false});
  lines.on('line', typed);
  lines.on('close', () => leave({kind: 'detach'}));
  const unguard = leaveOnSignals(leave);
  const leaving = await left;
  unguard();
  lines.close();
  link.close();
  return endOf(sessionId, live.state, live.link, leaving);
}

function lastOfConsole({console}: Live): readonly string[] {
  const held = console.chunks.flat().slice(-consoleLines);
  return held.length === 0 ? ['nothing is on the console'] : held.map(({text}) => text);
}

function leaveOnSignals(leave: (leaving: Leaving) => void): () => void {
  const taken = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const listener = (): void => leave({kind: 'signal', signal});
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const undo of taken) undo();
  };
}
