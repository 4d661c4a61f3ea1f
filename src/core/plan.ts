// A plan: approaches that differ in substance, weighed by named criteria, one of them chosen, and why the others lost.
import type {PlanId, TaskId} from './ids.ts';

/** A call of the kernel, and the header that it is from, such as linux/miscdevice.h. */
export interface KernelCall {
  readonly name: string;
  readonly header: string;
}

export interface Approach {
  readonly name: string;
  readonly summary: string;
  readonly algorithms: string;
  readonly dataStructures: string;
  readonly locking: string;
  /** Who makes and frees what, and what keeps it alive meanwhile. */
  readonly lifetime: string;
  readonly kernelApi: readonly KernelCall[];
  readonly risks: readonly string[];
  /** One for each criterion of the plan, 0 to 10. */
  readonly scores: readonly number[];
}

export interface Plan {
  readonly id: PlanId;
  readonly task: TaskId;
  readonly criteria: readonly {readonly name: string; readonly weight: number}[];
  readonly approaches: readonly Approach[];
  readonly choice: string;
  readonly why: string;
  /** Why each of the others lost. */
  readonly lost: readonly {readonly approach: string; readonly why: string}[];
  readonly chosenBy?: 'person';
}
