// How large something on the terminal is, in cells.
export interface Size {
  readonly columns: number;
  readonly rows: number;
}
