// The types of npm-bar.mjs, which runs before there is a compiler.
interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export function showPackages(root: string, paths: readonly string[], out?: Output): () => void;
export function barText(there: number, of: number, elapsedMs: number, unicode?: boolean): string;
