// Why no second opinion can be asked for now, said before anything is written in vain; null where it can.
import type {State} from '../core/state.ts';

export function whyNoOpinion({label, session}: State): string | null {
  if (session.phase === 'ended') return 'the session has ended; V still opens codex on the commit';
  if (label.kind !== 'tape' || (label.verifierTurns ?? 0) > 0) return null;
  return `the model is the tape "${label.name}", which can't answer: a second opinion takes a live model`;
}
