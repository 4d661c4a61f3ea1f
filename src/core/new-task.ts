// A task as it is asked for, before it has an id: named by a key that its author made up.
import type {Acceptance} from './entities.ts';

export interface NewTask {
  readonly key: string;
  readonly title: string;
  readonly goal: string;
  readonly acceptance: Acceptance;
  readonly dependsOn: readonly string[];
}
