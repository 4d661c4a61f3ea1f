// How far a task must get on the target.

/** Loaded and unloaded cleanly, or through the requirement's accept.sh as well. */
export type Acceptance = 'load' | 'accept';
