// What an assignment was begun on. Its first message is told from this to its end, so that it stays the same from turn to turn and a
// provider's cache serves it; what has changed since is told in the newest message.
import type {AssignmentId} from './ids.ts';
import type {Briefing, State} from './state.ts';

export function withBriefing(state: State, assignment: AssignmentId): State {
  return {...state, briefings: {...state.briefings, [assignment]: briefingOf(state)}};
}

export function withoutBriefing(state: State, assignment: AssignmentId): State {
  const {[assignment]: _ended, ...briefings} = state.briefings;
  return {...state, briefings};
}

/** The state as the assignment found it. */
export function asBriefed(state: State, assignment: AssignmentId): State {
  const briefing = state.briefings[assignment];
  return briefing === undefined ? state : {...withoutArtefact(state), ...briefing};
}

function briefingOf(state: State): Briefing {
  const {tasks, plans, edits, builds, runs, findings, verdicts, messages, counts, artefact, requirement} = state;
  const {acceptance, constraints, hypotheses, changes, examinations} = state;
  return {
    ...{tasks, plans, edits, builds, runs, findings, verdicts, messages, counts},
    ...{acceptance, constraints, hypotheses, changes, examinations},
    ...(artefact === undefined ? {} : {artefact}),
    ...(requirement === undefined ? {} : {requirement}),
  };
}

/** There may have been none then. */
function withoutArtefact({artefact: _now, ...state}: State): State {
  return state;
}
