// Calls a person through the terminal: bell, title of the window, a notification of the desktop. Only while the window has not the focus, as
// far as the terminal tells.
import type {CallSettings} from '../core/deck-settings.ts';
import type {State} from '../core/state.ts';
import {callAfter, windowTitle} from '../view/calls.ts';
import {throughTo} from './passthrough.ts';

export interface Calling {
  /** Looks at what has come to be true. What was so when the screen came up calls nobody. */
  look(state: State, isCaughtUp: boolean): void;
  focus(has: boolean | null): void;
  /** The title again, after another program had the terminal. */
  again(): void;
}

export interface CallingHands {
  readonly settings: CallSettings;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (sequence: string) => void;
}

export function openCalling({settings, env, write}: CallingHands): Calling {
  let known: State | null = null;
  let title = '';
  let hasFocus: boolean | null = null;

  function entitle(now: string): void {
    if (!settings.title || now === title) return;
    title = now;
    write(`\x1b]2;${title}\x07`);
  }

  return {
    look(state, isCaughtUp) {
      if (state === known) return;
      const call = known === null ? null : callAfter(known, state);
      if (isCaughtUp) known = state;
      entitle(windowTitle(state));
      if (call === null || !isCaughtUp || hasFocus === true) return;
      if (settings.bell) write('\x07');
      if (settings.notification) write(throughTo(env, notification(env, `quarterdeck ${call.text}`.slice(0, 200))));
    },
    focus(has) {
      hasFocus = has;
    },
    again() {
      const now = title;
      title = '';
      if (now !== '') entitle(now);
    },
  };
}

/** Terminals know one form or the other; one that knows both would tell it twice. */
function notification(env: CallingHands['env'], text: string): string {
  const words = text.replaceAll(';', ',');
  return speaks777(env) ? `\x1b]777;notify;Quarterdeck;${words}\x07` : `\x1b]9;${words}\x07`;
}

function speaks777(env: CallingHands['env']): boolean {
  return (
    /rxvt|foot|ghostty/.test(env['TERM'] ?? '') ||
    /WezTerm|ghostty/.test(env['TERM_PROGRAM'] ?? '') ||
    Boolean(env['VTE_VERSION'])
  );
}
