// What the start screen shows: keys step its state, the host fills up its facts, and whoever draws is told of each change.
import type {Key} from '../../view/keys.ts';
import {noFacts, type StartFacts} from '../../view/start/start-facts.ts';
import {type Considered, type StartChoice, type StartUi, withConsidered} from '../../view/start/start-ui.ts';
import type {StartView} from '../../view/start/start-view.ts';
import {type StartAct, stepStart} from '../../view/start/step-start.ts';

export interface StartStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => StartView;
  /** The answer is what is to be done now. */
  press(key: Key): StartAct | null;
  learn(part: Partial<StartFacts>): void;
  /** What came of looking at a choice; of no interest when that was given up meanwhile. */
  takeConsidered(choice: StartChoice, considered: Considered): boolean;
  path(): string;
  show(): void;
}

export function openStartStore(
  first: StartUi,
  nowMs: () => number,
  look: (ui: StartUi, facts: StartFacts) => StartView,
): StartStore {
  const listeners = new Set<() => void>();
  let ui = first;
  let facts = noFacts;
  let view = look(ui, facts);

  function show(): void {
    view = look(ui, facts);
    for (const listener of listeners) listener();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => view,
    press(key) {
      const step = stepStart(ui, key, facts, view.extent, nowMs());
      ui = step.ui;
      show();
      return step.act;
    },
    learn(part) {
      facts = {...facts, ...part};
      show();
    },
    takeConsidered(choice, considered) {
      if (ui.considering !== choice) return false;
      ui = withConsidered(ui, considered);
      show();
      return considered.kind === 'good';
    },
    path: () => ui.path.text,
    show,
  };
}
