// Folds what the person changed in the Executor's folder: it waits to be told to the Executor, and goes with the work to the
// Reviewer until it is part of a commit.
import type {Assignment, PersonEdit, TranscriptItem} from './entities.ts';
import type {WorkEvent} from './events.ts';
import type {TreeHash} from './ids.ts';
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

/** Whether it is worth a look at the folder whether it holds again what was built. */
export function mayBeTakenBack({artefact, edits}: State): boolean {
  return artefact?.unbuilt === true && edits.some(({part}) => part === 'folder');
}

/** `tree`: what the folder holds now. */
export function takenBackEvents(state: State, tree: TreeHash): readonly WorkEvent[] {
  return mayBeTakenBack(state) && state.artefact?.tree === tree ? [{type: 'artefact.restored', tree}] : [];
}

/** As if nothing had been changed; what the Executor was told of it by then it has been told. */
export function takeBack(state: State, {tree}: Extract<WorkEvent, {type: 'artefact.restored'}>): State {
  const {artefact, edits} = state;
  if (artefact?.tree !== tree) return state;
  return {...state, artefact: {...artefact, unbuilt: false}, edits: edits.filter(({part}) => part !== 'folder')};
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
