// Keys on a start screen that nobody sees: what it comes to.
import type {KeyName} from '../../../src/view/keys.ts';
import type {StartFacts} from '../../../src/view/start/start-facts.ts';
import {type StartPlace, type StartUi, startingAt} from '../../../src/view/start/start-ui.ts';
import {type StartAct, stepStart} from '../../../src/view/start/step-start.ts';
import {keyOf} from '../key-of.ts';
import {nowMs} from './facts.ts';

const extent = {total: 60, height: 20};

export interface Pressed {
  readonly ui: StartUi;
  readonly act: StartAct | null;
}

export function press(from: StartUi | StartPlace, keys: readonly KeyName[], facts: StartFacts): Pressed {
  let ui = 'at' in from ? startingAt(from) : from;
  let act: StartAct | null = null;
  for (const key of keys) ({ui, act} = stepStart(ui, keyOf(key), facts, extent, nowMs));
  return {ui, act};
}
