// How far the making of an index is: done of so many, of what.
export type Progress = (done: number, of: number, what: string) => void;
