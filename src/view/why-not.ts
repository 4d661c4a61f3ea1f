// Why something of the deck can't be done now, in words for the person; null where it can. What the core refuses is its own to say.
import type {Doing} from './bindings.ts';
import {isAsking} from './moments/looking-keys.ts';
import type {Facts, Ui} from './ui.ts';
import {whyNoOpinion} from './why-no-opinion.ts';

export function whyNot(
  doing: Doing,
  {focus, moment, replay, arrangement}: Pick<Ui, 'focus' | 'moment' | 'replay' | 'arrangement'>,
  {state}: Pick<Facts, 'state'>,
): string | null {
  if (replay && isAsking(doing)) return 'this is a replay of what was: nothing can be asked of the session';
  if (moment !== null && isAsking(doing))
    return 'you look at what was: {moment.lookNow} comes back to now, where that can be asked';
  const isEnded = state.session.phase === 'ended';
  switch (doing.do) {
    case 'pauseRole':
    case 'pauseRoleNow':
    case 'urge':
    case 'redirect':
      if (isEnded) return ended;
      return focus === 'target' ? 'focus an agent first ({focusScheduler} to {focusReviewer})' : null;
    case 'typeIntoConsole':
      if (isEnded) return ended;
      return state.target.now.phase === 'off'
        ? 'the target is off: nothing would read what you type; {askReset} starts it'
        : null;
    case 'showPanes':
      return arrangement.hidden.length === 0 ? 'no pane is hidden' : null;
    case 'copyCrash':
      return state.target.crashes.length === 0 ? 'no crash has been seen' : null;
    case 'pauseAll':
    case 'pauseAllNow':
    case 'constraint':
    case 'askReset':
    case 'reset':
    case 'lift':
    case 'skip':
      return isEnded ? ended : null;
    case 'onPage':
      return isEnded && doing.asks === true ? ended : null;
    case 'secondOpinion':
      return state.opinions.length > 0 ? null : whyNoOpinion(state);
    default:
      return null;
  }
}

const ended = 'the session has ended';
