// What is asked of a target: on, off, a reset, and a clean one.
import {powerOff, start, startAnew, startAs} from './boots.ts';
import {save} from './coming-up.ts';
import type {DetectorTimes} from './kernel-arguments.ts';
import {type Asked, isRunning, type Lifecycle, type Observation, type Step, still} from './lifecycle-state.ts';
import {resetNow} from './recovery.ts';

export function asked(state: Lifecycle, what: Asked, atMs: number, times: DetectorTimes): Step {
  if (what === 'off') return powerOff(state);
  if (!isRunning(state)) return state.phase.name === 'starting' ? still(state) : start(state);
  if (what === 'on') return still(state);
  const isPerson = what === 'reset';
  const by: Lifecycle = {...state, ending: {...state.ending, asked: isPerson ? 'person' : 'recovery'}};
  return resetNow(by, isPerson ? 'a person asked for it' : 'a run left it unfit', atMs, times);
}

/**
 * Asked of a target that is up, off or lost; one that is being recovered is let come back first, since what it left has to be read. What
 * RAM still holds of a target that is off or lost is read on the host.
 */
export function askedClean(
  state: Lifecycle,
  {how, save: saves, untouched, outdated}: Extract<Observation, {kind: 'askedClean'}>,
  atMs: number,
  times: DetectorTimes,
): Step {
  const {phase} = state;
  const isUp = phase.name === 'up';
  if (!isUp && phase.name !== 'off' && phase.name !== 'lost') return still(state);
  const why = 'a clean target was asked for';
  if (how === 'booted' || saves === 'impossible') {
    if (!isUp) return start(state);
    // A reset boots the kernel that the machine was started with.
    if (outdated) return startAnew(state, 'fresh', why);
    if (untouched && state.began !== 'saved') return still(state);
    return resetNow({...state, ending: {...state.ending, asked: 'clean'}}, why, atMs, times);
  }
  if (saves === 'there') {
    if (isUp && untouched && !outdated) return still(state);
    return isUp ? startAnew(state, 'saved', why) : startAs(state, 'saved');
  }
  const isSavable = isUp && untouched && !outdated && state.began === 'fresh';
  if (isSavable && state.hello !== undefined) return save(state, state.hello, atMs);
  const begun = isUp ? startAnew(state, 'fresh', why) : startAs(state, 'fresh');
  return {...begun, state: {...begun.state, saveWanted: true}};
}
