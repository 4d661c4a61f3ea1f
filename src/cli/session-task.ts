// The task that a session works on: the folder that it began with, or what was approved for its goal, read back by its hash.
import {parseTask} from '../../config/task.ts';
import type {AcceptanceDraft} from '../core/acceptance.ts';
import type {State} from '../core/state.ts';
import type {Blobs} from '../ports.ts';
import type {TaskFiles} from './read-task.ts';

/** Rejects in words where what was approved can't be read back, byte for byte: nothing else may stand in for it. */
export async function sessionTask(given: TaskFiles, {acceptance}: State, blobs: Blobs): Promise<TaskFiles> {
  switch (acceptance.kind) {
    case 'given':
      return given;
    case 'wanted':
    case 'proposed':
      throw new Error('what the goal is held against is not approved yet');
    case 'approved': {
      const text = await blobs.get(acceptance.blob);
      if (text === undefined)
        throw new Error(`the approved acceptance ${acceptance.blob.slice(0, 12)} is gone or was changed`);
      const draft = JSON.parse(text) as AcceptanceDraft;
      return {...parseTask(draft.markdown, 'task.md'), accept: draft.script, programs: draft.programs};
    }
    default:
      return acceptance satisfies never;
  }
}
