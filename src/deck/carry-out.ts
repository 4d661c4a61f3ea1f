// Carries out what a key asks for beyond the screen itself. What the core refuses comes back as a notice, in its own words.
import type {AcceptanceDraft} from '../core/acceptance.ts';
import type {PersonCommand} from '../core/commands.ts';
import type {TreeHash} from '../core/ids.ts';
import type {Clock} from '../ports.ts';
import type {Live} from '../view/live.ts';
import type {Act} from '../view/ui.ts';
import type {Leaving} from './deck-end.ts';
import type {DeckSource} from './source.ts';

export interface Hands {
  readonly clock: Clock;
  readonly source: DeckSource;
  readonly live: () => Live;
  readonly notice: (text: string, tone: 'plain' | 'warn' | 'bad') => void;
  readonly leave: (leaving: Leaving) => void;
  readonly redraw: () => void;
  readonly suspend: () => void;
  readonly openCodex: (tree: TreeHash | null) => void;
  readonly openEditor: (text: string, draft: string) => void;
  readonly copy: (what: 'selected' | 'crash') => void;
  readonly editAcceptance: (draft: AcceptanceDraft, part: string) => void;
}

/** How long a session may take to end before the deck is left without having seen it. */
const stopMs = 10_000;

export interface Acting {
  carryOut(act: Act): void;
  /** Bytes for the target's console, as they were typed. */
  type(bytes: Uint8Array): void;
  /** To be told whenever something came from the core: a session that was told to stop may have ended. */
  lookForEnd(): void;
}

export function openActing(hands: Hands): Acting {
  let isStopping = false;

  async function command(asked: PersonCommand): Promise<boolean> {
    const refusal = await hands.source.send(asked);
    if (refusal) hands.notice(refusal.refused, 'bad');
    return refusal === null;
  }

  async function pauseAndLeave(): Promise<void> {
    const isPaused = hands.live().state.session.phase === 'paused';
    if (isPaused || (await command({do: 'pause', role: 'all'}))) hands.leave({kind: 'paused'});
  }

  async function stop(cause: 'person' | 'interrupt'): Promise<void> {
    hands.notice('Stopping the session…', 'plain');
    if (isStopping) return;
    isStopping = true;
    const cancel = hands.clock.after(stopMs, () => {
      if (isStopping) hands.leave({kind: 'unconfirmed'});
    });
    if (await command({do: 'stop', cause, why: 'stopped from the deck'})) return;
    isStopping = false;
    cancel();
  }

  async function sendBreak(): Promise<void> {
    const refusal = await hands.source.sendBreak();
    hands.notice(refusal?.refused ?? 'BREAK was sent', refusal ? 'bad' : 'plain');
  }

  function type(bytes: Uint8Array): void {
    const lost = whyLost(hands.live());
    if (lost === null) hands.source.type(bytes);
    else hands.notice(`What you type goes nowhere: ${lost}`, 'bad');
  }

  return {
    type,
    carryOut(act) {
      switch (act.kind) {
        case 'command':
          void command(act.command);
          return;
        case 'type':
          return type(Buffer.from(act.text));
        case 'sendBreak':
          void sendBreak();
          return;
        case 'detach':
          return hands.leave({kind: 'detach'});
        case 'pauseAndDetach':
          void pauseAndLeave();
          return;
        case 'stopAndQuit':
          void stop(act.cause);
          return;
        case 'scrub':
          return hands.source.scrub(act.by);
        case 'redraw':
          return hands.redraw();
        case 'suspend':
          return hands.suspend();
        case 'openCodex':
          return hands.openCodex(act.tree);
        case 'copy':
          return hands.copy(act.what);
        case 'editAcceptance':
          return hands.editAcceptance(act.draft, act.part);
        case 'openEditor':
          return hands.openEditor(act.text, act.draft);
        default:
          return act satisfies never;
      }
    },
    lookForEnd() {
      if (isStopping && hands.live().state.session.phase === 'ended') hands.leave({kind: 'stopped'});
    },
  };
}

function whyLost({link, state}: Live): string | null {
  if (state.session.phase === 'ended') return 'the session has ended';
  if (link.kind === 'connecting') return 'the connection to the session is still being made';
  return link.kind === 'attached' ? null : link.why;
}
