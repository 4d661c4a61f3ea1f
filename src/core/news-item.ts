// A thing that the Scheduler is called for besides what is said to it.
import type {MessageId, TaskId} from './ids.ts';

export type News =
  | {readonly kind: 'redirect'; readonly message: MessageId}
  | {readonly kind: 'ended'; readonly task: TaskId};
