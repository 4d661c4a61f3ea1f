// Folds what the person changed in the Executor's folder: it waits to be told to the Executor, and goes with the work to the
// Reviewer until it is part of a commit.
import type {Assignment, PersonEdit, TranscriptItem} from './entities.ts';
import type {WorkEvent} from './events.ts';
import {kept, lastOf} from './limits.ts';
import type {State} from './state.ts';

type Touched = Extract<WorkEvent, {type: 'artefact.touched'}>;

/** A newer change of a file that nobody was told of stands for the older one: its difference holds both. */
export function touch(state: State, event: Touched, atMs: number): State {
  const artefact = state.artefact ? {artefact: {...state.artefact, unbuilt: true}} : {};
  const {path, change = 'changed', diff = ''} = event;
  const edit: PersonEdit = {path, change, diff, isTold: false, part: 'folder'};
  const others = state.edits.filter((old) => old.path !== path || old.isTold || old.part !== 'folder');
  const {executor} = state.agents;
  const activity = lastOf([...executor.activity, {kind: 'edit', atMs, path, change, diff} as const], kept.activity);
  const agents = {...state.agents, executor: {...executor, activity}};
  return {...state, ...artefact, agents, edits: lastOf([...others, edit], kept.edits)};
}

/** What the person changed is in the tree that was just taken. */
export function takeEdits(edits: readonly PersonEdit[], from: PersonEdit['part'], to: PersonEdit['part']) {
  return edits.map((edit) => (edit.part === from ? {...edit, part: to} : edit));
}

export function withoutCommitted(edits: readonly PersonEdit[]): readonly PersonEdit[] {
  return edits.filter(({part}) => part !== 'submitted');
}

/** The Executor hears of it with its next turn. */
export function tellEdits(
  state: State,
  {role}: Assignment,
): {readonly items: readonly TranscriptItem[]; readonly edits: readonly PersonEdit[]} {
  if (role !== 'executor') return {items: [], edits: state.edits};
  const untold = state.edits.filter(({isTold}) => !isTold);
  return {
    items: untold.map(({path, change, diff}): TranscriptItem => ({kind: 'edit', path, change, diff})),
    edits: untold.length === 0 ? state.edits : state.edits.map((edit) => ({...edit, isTold: true})),
  };
}
