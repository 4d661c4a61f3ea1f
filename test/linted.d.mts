export interface Linted {
  readonly commands: readonly (readonly string[])[];
  keep(isWell: boolean): void;
}
export function openLinted(root: string, record: string): Linted;
